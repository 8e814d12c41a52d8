import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, expectNothingAside, opened, settled, test, withTextOf } from "./page.ts";

test("the charts keep their place, nothing sticks out sideways of any window, and forced colours leave all there is to tell", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await test.step("the charts keep their place while a prediction arrives", async () => {
    await page.goto("./");
    const chart = page.getByTestId("chart-heart-rate");
    await expect(chart).toBeVisible();
    const before = await chart.boundingBox();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    const after = await chart.boundingBox();
    expect(after).toEqual(before);
  });
  await test.step("in forced colours a choice shows what is chosen, the legend its lines and fills, and a button its edge", () =>
    expectForcedColours(page));
  await test.step("a window that is narrowed, and a name without an end, stick out no more", async () => {
    const name = `${"long".repeat(60)}.txt`;
    await page.setViewportSize({ width: 360, height: 800 });
    await expectNothingAside(page);
    await dropFiles(page, [{ name, text: "no run" }]);
    await settled(page, name);
    await expectNothingAside(page);
  });
  await test.step("nothing sticks out sideways, however wide the window and large the text, and the run is named", async () => {
    await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 30 }) }]);
    await settled(page, "run.gpx");
    for (const width of [360, 768, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNothingAside(page);
      const isCut = (line: Element) => line.scrollWidth > line.clientWidth;
      expect(await page.getByTestId("status").evaluate(isCut), `at ${width} px`).toBe(false);
      await withTextOf(24, page, () => expectNothingAside(page));
    }
  });
});

async function expectForcedColours(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
  const styleOf = (selector: string, pseudo?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => {
        const { backgroundColor, backgroundImage, borderTopColor, borderTopWidth } = getComputedStyle(element, name);
        return { backgroundColor, backgroundImage, borderTopColor, borderTopWidth };
      }, pseudo);
  const canvas = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  const chosen = await styleOf(".segments input:checked + span");
  const other = await styleOf(".segments input:not(:checked) + span");
  expect(chosen.backgroundColor).not.toBe(other.backgroundColor);

  const [measured, expected, band, harder, easier] = await Promise.all(
    ["measured", "expected", "band", "harder", "easier"].map((name) => styleOf(`.legend-${name}`, "::before")),
  );
  expect(measured.borderTopColor).not.toBe(expected.borderTopColor);
  for (const { borderTopColor } of [measured, expected, band]) expect(borderTopColor).not.toBe(canvas);
  expect(harder.backgroundColor).not.toBe(canvas);
  expect(easier.backgroundImage).toContain("gradient");

  for (const selector of [".page-bar .settings > button", ".page-bar .open-run > button", "[data-testid=share-link]"]) {
    const { borderTopColor, borderTopWidth } = await styleOf(selector);
    expect(borderTopWidth, selector).toBe("1px");
    expect(borderTopColor, selector).not.toBe(canvas);
  }
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
}

test("what a finger pointed at stays to be read until another place is touched", async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 800 },
  });
  const page = await context.newPage();
  await opened(page);
  await page.getByTestId("chart-heart-rate").tap();
  await expect(page.locator(".crosshair")).toHaveCount(3);
  await page.getByRole("heading", { name: "Time in zones" }).tap();
  await expect(page.locator(".crosshair")).toHaveCount(0);
  await context.close();
});
