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
    if (await hasFocus(control)) return;
    expectShown(await stopsTo(control));
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

/** Each stop has a ring around it, and is on the screen. */
export function expectShown(stops: readonly Stop[]): void {
  const namesOf = (some: readonly Stop[]) => some.map(({ name }) => name);
  expect.soft(namesOf(stops.filter(({ isMarked }) => !isMarked)), "without a focus ring").toEqual([]);
  expect.soft(namesOf(stops.filter(({ isSeen }) => !isSeen)), "not on the screen").toEqual([]);
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

export interface Stop {
  name: string;
  /** Whether a ring shows it. */
  isMarked: boolean;
  /** Whether any of it is on the screen, with nothing above it. */
  isSeen: boolean;
}

/** Tabs that are pressed one after another without a look at the page. */
const TABS_AT_ONCE = 8;

/**
 * Presses Tab until a control has the focus, or the body, as once the page has been left.
 * @returns what had the focus on the way, the control's own stop included
 * @throws Error where no Tab leads there
 */
export async function stopsTo(control: Locator): Promise<Stop[]> {
  const { keyboard } = control.page();
  const stops: Stop[] = [];
  await control.evaluate(watchStops);
  while (stops.length < MOST_STOPS) {
    for (let i = 0; i < TABS_AT_ONCE; i++) await keyboard.press("Tab");
    const seen = await control.evaluate(watchStops);
    stops.push(...seen.stops);
    if (seen.isReached) return stops;
  }
  throw new Error(`No way by Tab to ${control}`);
}

/**
 * Has the page look at each stop that Tab leads to, and take no more Tab once a control is reached.
 * @returns what it has seen since it was last asked
 */
function watchStops(control: Element): { stops: Stop[]; isReached: boolean } {
  const page = window as unknown as { watch?: { stops: Stop[]; isReached: boolean; end(): void } };
  const before = page.watch;
  before?.end();
  delete page.watch;
  if (before?.isReached) return before;

  const watch = { stops: [] as Stop[], isReached: false, end };
  page.watch = watch;
  window.addEventListener("keydown", holdThere, true);
  window.addEventListener("keyup", lookAtStop, true);
  return { stops: before?.stops ?? [], isReached: false };

  function end(): void {
    window.removeEventListener("keydown", holdThere, true);
    window.removeEventListener("keyup", lookAtStop, true);
  }
  function holdThere(event: KeyboardEvent): void {
    if (!watch.isReached) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function lookAtStop(): void {
    if (watch.isReached) return;
    const focused = document.activeElement ?? document.body;
    watch.isReached = focused === control;
    if (focused !== document.body) watch.stops.push(stopAt(focused as HTMLInputElement));
  }
  function stopAt(focused: HTMLInputElement): Stop {
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
  }
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
