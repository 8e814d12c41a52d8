import { expect, type Locator, type Page } from "@playwright/test";

/** A way to use the page: by keyboard alone, or by a finger. */
export interface Hand {
  /** Presses a button, follows a link, checks a box, or chooses a file. */
  use(control: Locator): Promise<void>;
  /** Takes one of a few options that stand side by side. */
  choose(option: Locator): Promise<void>;
}

/** Stops from one end of the page to the other, with room to spare. */
const MOST_STOPS = 200;

/** The least width and height of what a finger hits, by WCAG 2.2's 2.5.8. */
const FINGER_PX = 24;

/** Uses the page by real keys alone. At each stop the focus is on the screen, and is marked. */
export function keyboardHand(page: Page): Hand {
  async function goTo(control: Locator): Promise<void> {
    await expect(control).toBeEnabled();
    for (let i = 0; i < MOST_STOPS; i++) {
      if (await hasFocus(control)) return;
      const stop = await nextStop(page);
      if (stop === null) continue;
      expect.soft(stop.isMarked, `a focus ring at ${stop.name}`).toBe(true);
      expect.soft(stop.isSeen, `${stop.name} is on the screen`).toBe(true);
    }
    throw new Error(`No way by Tab to ${control}`);
  }
  async function expectKept(): Promise<void> {
    await expect
      .poll(() => page.evaluate(() => document.activeElement !== document.body), "the focus is lost")
      .toBe(true);
  }
  return {
    async use(control) {
      await goTo(control);
      await page.keyboard.press((await isChecked(control)) === null ? "Enter" : "Space");
      await expectKept();
    },
    async choose(option) {
      const options = option.page().getByRole("radio");
      const group = await option.getAttribute("name");
      await goTo(options.and(page.locator(`[name="${group}"]:checked`)));
      for (let i = 0; i < 5 && !(await option.isChecked()); i++) await page.keyboard.press("ArrowRight");
      await expect(option).toBeChecked();
      await expectKept();
    },
  };
}

/** Uses the page by taps on what is large enough for a finger. */
export function fingerHand(): Hand {
  async function tap(control: Locator): Promise<void> {
    // A field that is hidden behind its label is tapped there.
    const label = control.locator("xpath=ancestor::label");
    const target = (await label.count()) > 0 ? label : control;
    await target.scrollIntoViewIfNeeded();
    const { width, height } = (await target.boundingBox())!;
    expect.soft(Math.min(width, height), `pixels of ${target}`).toBeGreaterThanOrEqual(FINGER_PX);
    await target.tap();
  }
  return { use: tap, choose: tap };
}

interface Stop {
  name: string;
  /** Whether a ring shows it. */
  isMarked: boolean;
  /** Whether any of it is on the screen, with nothing above it. */
  isSeen: boolean;
}

/** Goes on by one; null once the page has been left. */
export async function nextStop(page: Page): Promise<Stop | null> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLInputElement | null;
    if (focused === null || focused === document.body) return null;
    const hasRing = (element: Element | null) => element !== null && getComputedStyle(element).outlineStyle === "solid";
    const isMarked =
      hasRing(focused) ||
      hasRing(focused.nextElementSibling) ||
      hasRing(focused.closest(".file-choice")) ||
      // Its ring stands around its thumb, whose style no script can read.
      focused.matches(".overview-handle");
    const name = focused.getAttribute("aria-label") ?? focused.labels?.[0]?.innerText ?? focused.innerText;
    // A field that is hidden behind its label is seen there.
    const shown = focused.closest("label") ?? focused;
    const { left, right, top, bottom } = shown.getBoundingClientRect();
    const x = (Math.max(left, 0) + Math.min(right, window.innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, window.innerHeight)) / 2;
    const above = document.elementFromPoint(x, y);
    // What lets the pointer through is seen through what it lies over.
    const isSeen = above !== null && (shown.parentElement!.contains(above) || above.contains(shown));
    return { name: name.trim(), isMarked, isSeen };
  });
}

function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

/** Whether a box is checked; null for anything else. */
function isChecked(control: Locator): Promise<boolean | null> {
  return control.evaluate((element) =>
    element instanceof HTMLInputElement && element.type === "checkbox" ? element.checked : null,
  );
}
