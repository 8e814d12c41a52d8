import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, expectNothingAside, test } from "./page.ts";
import { pageStates } from "./page-states.ts";

const WIDTHS = [1280, 390];

/** The rules that look at colours, which are all that a scheme changes. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Rules that a page breaks, of all or of some, each with the elements that break it. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Nothing lies under the bar, which would count as too small.
  await page.evaluate(() => window.scrollTo(0, 0));
  // Read once a document: each time costs as much as a look at the page.
  const isThere = await page.evaluate(() => "axe" in window);
  // The page has no frames, for which axe would open another page.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: "undefined" }) }).setLegacyMode();
  // What passes need not be described.
  axe.options({ resultTypes: ["violations"] });
  if (rules) axe.withRules(rules);
  else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Texts that are not of the page's sizes, each with its size: 16 and 14 px, larger in headings, 12 px along axes and in marks alone. */
function oddTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const odd: string[] = [];
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      if (textContent!.trim() === "" || !parentElement!.checkVisibility({ visibilityProperty: true })) continue;
      const sizes = parentElement!.closest("svg, .zone, .sort-mark") ? ["12px"] : ["14px", "16px", "20px", "24px"];
      const { fontSize } = getComputedStyle(parentElement!);
      if (!sizes.includes(fontSize)) odd.push(`${fontSize}: ${textContent}`);
    }
    return odd;
  });
}

for (const [what, states] of Object.entries(pageStates)) {
  test(`axe finds nothing in any state of ${what}, light or dark, its text is of the few sizes, and nothing is wider than the page`, async ({
    page,
  }) => {
    test.slow();
    const to = (colorScheme: "light" | "dark") => page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await to("light");
    for (const { name, reach } of states) {
      await test.step(name, async () => {
        await page.setViewportSize({ width: WIDTHS[0], height: 900 });
        await reach(page);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const where = `${name} at ${width} px`;
          expect.soft(await violations(page), where).toEqual([]);
          expect.soft(await oddTexts(page), where).toEqual([]);
          await expectNothingAside(page);
          await to("dark");
          expect.soft(await violations(page, COLOUR_RULES), `${where}, dark`).toEqual([]);
          await to("light");
        }
      });
    }
  });
}
