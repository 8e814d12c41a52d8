import type { CDPSession, Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, opened, openSettings, placesOnPage, rowsOfCsv, settled, test } from "./page.ts";

const DURATION_S = 3600;
const RUN = {
  name: "hour.gpx",
  text: gpxFile({ minutes: 60, faults: { offset: { bpm: -30, fromS: 1350, toS: 1650 } } }),
};
const CHARTS = ["chart-heart-rate", "chart-speed", "chart-altitude"];

async function openedHour(page: Page): Promise<void> {
  await opened(page);
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  // The last part of the page to come.
  await expect(page.getByTestId("route")).toHaveAttribute("data-phase", "ready");
}

const startOf = (page: Page) => page.getByLabel("Start of the stretch shown");
const endOf = (page: Page) => page.getByLabel("End of the stretch shown");
const chipOf = (page: Page) => page.getByTestId("zoom-chip");

/** As the strip's ends do, whose steps are a 200th of the run. */
async function zoomTo(page: Page, fromS: number, toS: number): Promise<void> {
  await startOf(page).fill(String(fromS));
  await endOf(page).fill(String(toS));
}

/** Where a share of the shown stretch stands on a chart. */
async function placeOn(page: Page, chart: string, share: number): Promise<{ x: number; y: number }> {
  const plot = page.getByTestId(chart);
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const strip = (await page.locator(".overview-strip").boundingBox())!;
  return { x: strip.x + share * strip.width, y: box.y + box.height / 2 };
}

/** Marks a stretch of the heart rate chart with the mouse, from share to share of what it shows. */
async function markWithMouse(page: Page, from: number, to: number): Promise<{ x: number; y: number }> {
  const begin = await placeOn(page, "chart-heart-rate", from);
  const end = await placeOn(page, "chart-heart-rate", to);
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move((begin.x + end.x) / 2, end.y);
  await page.mouse.move(end.x, end.y);
  return end;
}

async function showWhole(page: Page): Promise<void> {
  await chipOf(page).getByRole("button", { name: "Show the whole run" }).click();
  await expect(chipOf(page)).toHaveCount(0);
}

function drawn(page: Page): Promise<string[]> {
  return page.locator(".canvas path, .canvas text").evaluateAll((all) => all.map((part) => part.outerHTML));
}

async function expectCrosshairsAt(page: Page, x: number): Promise<void> {
  const lines = page.locator(".crosshair-line");
  await expect(lines).toHaveCount(CHARTS.length);
  for (const line of await lines.all()) {
    expect(Math.abs((await line.boundingBox())!.x - x)).toBeLessThan(1.5);
  }
}

test("a stretch is shown by the strip, by the mouse and by its chip, figures are of it, and Escape or a double click leaves it", async ({
  page,
}) => {
  await openedHour(page);
  await test.step("while an end of the strip is dragged, charts, route and figures follow, and nothing else changes", async () => {
    await page.evaluate(() => {
      const changed = new Set<string>();
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement!;
          // What films the browser makes, it is asked a while after a run was drawn.
          const mayChange = ".run-charts, .figures, .route-map, .replay-saving";
          if (element.closest(mayChange) === null) changed.add(element.outerHTML.slice(0, 200));
        }
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      Object.assign(window, { changed, observer });
    });
    const strip = page.locator(".overview-strip");
    await strip.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await strip.boundingBox())!;
    const paths = new Set<string>();
    const errors = new Set<string | null>();
    const moveTo = (share: number) => page.mouse.move(x + share * width, y + height / 2);
    await moveTo(0);
    await page.mouse.down();
    for (const share of [0.1, 0.2, 0.3, 0.4, 0.3]) {
      await moveTo(share);
      paths.add((await drawn(page)).join());
      errors.add(await page.getByTestId("metric-mae").getAttribute("data-value"));
    }
    await page.mouse.up();
    expect(paths.size).toBe(4);
    expect(errors.size).toBe(4);
    const changed = await page.evaluate(() => {
      const { changed, observer } = window as unknown as { changed: Set<string>; observer: MutationObserver };
      observer.disconnect();
      return [...changed];
    });
    expect(changed).toEqual([]);

    // Exactly that stretch: as whoever asks for it at once gets it.
    await expect(startOf(page)).toHaveAttribute("aria-valuetext", "18:00");
    const dragged = await drawn(page);
    await page.keyboard.press("Escape");
    expect(await drawn(page)).not.toEqual(dragged);
    await zoomTo(page, 1080, DURATION_S);
    expect(await drawn(page)).toEqual(dragged);
    const edge = await placeOn(page, "chart-speed", 0);
    await page.mouse.move(edge.x, edge.y);
    await expect(page.locator(".readout-values")).toContainText(/^At \d\.\d\d km\s*18:0[0-3]/);
    await showWhole(page);
  });
  await test.step("the ends of the strip are 24 pixels wide to hit, however close they are", async () => {
    const strip = page.locator(".overview-strip");
    await strip.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await strip.boundingBox())!;
    const hit = (atX: number) =>
      page.evaluate(
        ([pointX, pointY]) => document.elementFromPoint(pointX, pointY)?.getAttribute("aria-label"),
        [atX, y + height / 2],
      );
    for (const offset of [-11, 0, 11]) expect(await hit(x + offset)).toMatch(/^Start/);
    for (const offset of [-11, 0, 11]) expect(await hit(x + width + offset)).toMatch(/^End/);
    await zoomTo(page, 1800, 1872);
    const [startX, endX] = [x + width / 2, x + (width * 1872) / DURATION_S];
    expect(endX - startX).toBeLessThan(24);
    for (const offset of [-11, 0, 5]) expect(await hit(startX + offset)).toMatch(/^Start/);
    for (const offset of [-5, 0, 11]) expect(await hit(endX + offset)).toMatch(/^End/);
    await showWhole(page);
  });
  await test.step("figures are of the stretch that is shown, as the CSV has them, and say so; the sentence stays the run's", async () => {
    const [fromS, toS] = [1080, 2160];
    const cells = (await rowsOfCsv(page)).filter(([timeS]) => timeS >= fromS && timeS <= toS);
    const column = (index: number) => cells.map((row) => row[index]);
    const [speeds, expected, measured] = [column(1), column(3), column(6)];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const km = speeds.slice(1).reduce((sum, speed, i) => sum + ((speed + speeds[i]) / 2) * (6 / 3600), 0);
    const inZone3 = (bpm: number) => bpm >= 133 && bpm < 152;

    const sentence = await page.locator(".finding").innerText();
    await zoomTo(page, fromS, toS);
    const figures = page.locator(".figures");
    for (const name of ["Run", "Heart rate", "Time in zones"]) {
      await expect(figures.getByRole("heading", { name: new RegExp(`^${name}.*18:00–36:00$`) })).toBeVisible();
    }
    const run = page.getByRole("region", { name: /^Run 18/ });
    await expect(run).toContainText("18:00");
    await expect(run).toContainText(`${km.toFixed(2)} km`);
    const heartRates = page.locator(".heart-rates");
    const row = (name: string) => heartRates.getByRole("row", { name });
    await expect(row("Maximum").getByRole("cell")).toHaveText([
      String(Math.round(Math.max(...measured))),
      String(Math.round(Math.max(...expected))),
    ]);
    await expect(row("Minimum").getByRole("cell").first()).toHaveText(String(Math.round(Math.min(...measured))));
    const averages = await row("Average").getByRole("cell").allInnerTexts();
    expect(Math.abs(Number(averages[0]) - mean(measured))).toBeLessThan(0.51);
    expect(Math.abs(Number(averages[1]) - mean(expected))).toBeLessThan(0.51);
    const mae = mean(measured.map((bpm, i) => Math.abs(bpm - expected[i])));
    const shown = Number(await page.getByTestId("metric-mae").getAttribute("data-value"));
    expect(Math.abs(shown - mae)).toBeLessThan(0.01);
    const inZoneS = measured.filter(inZone3).length * 6;
    const zone = page.locator(".zones").getByRole("row", { name: /Zone 3/ });
    const [minutes, seconds] = (await zone.locator("td").nth(1).innerText()).split(":").map(Number);
    expect(Math.abs(60 * minutes + seconds - inZoneS)).toBeLessThanOrEqual(6);
    const difference = mean(measured) - mean(expected);
    const chip = Number((await chipOf(page).innerText()).match(/([−+][\d.]+) bpm/)![1].replace("−", "-"));
    expect(Math.abs(chip - difference)).toBeLessThan(0.11);
    expect(await page.locator(".finding").innerText()).toBe(sentence);
    await showWhole(page);
  });
  await test.step("the chip names the stretch, leaves it out, takes it in again and closes it, and nothing jumps", async () => {
    const places = () => placesOnPage(page, ".plot, .overview-strip, .figures, .notes");
    await expect(page.getByText("To zoom, drag over a chart, or an end of the strip below.")).toBeVisible();
    await expect(page.getByText("Escape or a double click shows the whole run.")).toBeVisible();
    const before = await places();
    const end = await markWithMouse(page, 0.375, 0.4583);
    await page.mouse.up();
    const chip = chipOf(page);
    await expect(chip).toContainText(/^22:(29|30|31)–27:(29|30|31) · −\d+\.\d bpm/);
    expect(await places()).toEqual(before);
    await expectCrosshairsAt(page, end.x);

    await chip.getByRole("button", { name: /^Exclude 22:/ }).press("Enter");
    await expect(page.getByTestId("left-out-shade")).toHaveCount(1);
    await expect(chip).not.toContainText("bpm");
    await expect(chip.getByRole("button", { name: /^Put back 22:/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("left-out-shade")).toHaveCount(0);
    await expect(chip).toContainText("bpm");
    await chip.getByRole("button", { name: "Show the whole run" }).click();
    await expect(chip).toHaveCount(0);
    expect(await places()).toEqual(before);
    await expect(startOf(page)).toHaveAttribute("aria-valuetext", "0:00");
  });
  await test.step("Escape ends what is being marked, else leaves the zoom, as a double click does; a field's stays the field's", async () => {
    const chip = chipOf(page);
    await markWithMouse(page, 0.2, 0.4);
    await expect(page.locator(".marked")).toHaveCount(CHARTS.length);
    await page.keyboard.press("Escape");
    await expect(page.locator(".marked")).toHaveCount(0);
    await page.mouse.up();
    await expect(chip).toHaveCount(0);

    const end = await markWithMouse(page, 0.2, 0.4);
    await page.mouse.up();
    await expect(chip).toBeVisible();
    for (const control of [page.getByTestId("max-hr"), page.getByRole("button", { name: "Close" })]) {
      await openSettings(page);
      await control.press("Escape");
      await expect(control).toBeHidden();
      await expect(chip).toBeVisible();
    }
    await page.mouse.move(end.x, end.y);
    await page.keyboard.press("Escape");
    await expect(chip).toHaveCount(0);
    await expectCrosshairsAt(page, end.x);

    await markWithMouse(page, 0.2, 0.4);
    await page.mouse.up();
    await expect(chip).toBeVisible();
    await page.mouse.dblclick(end.x, end.y);
    await expect(chip).toHaveCount(0);

    await startOf(page).press("ArrowRight");
    await chip.getByRole("button", { name: "Show the whole run" }).focus();
    await page.keyboard.press("Escape");
    await expect(chip).toHaveCount(0);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("region", { name: "Charts" }).getByRole("radio", { name: "pace" })).toBeFocused();
  });
});

test.describe("by finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  const touch = (
    devtools: CDPSession,
    type: "touchStart" | "touchMove" | "touchEnd",
    ...at: [x: number, y: number][]
  ) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) });

  test("two fingers zoom, wherever on the charts they lie, and one scrolls the page", async ({ page }) => {
    await openedHour(page);
    await expect(page.getByText("use two fingers on a chart")).toBeVisible();
    await expect(page.getByText("double click")).toBeHidden();
    const devtools = await page.context().newCDPSession(page);
    await page.getByTestId("chart-speed").scrollIntoViewIfNeeded();
    const a = await placeOn(page, "chart-heart-rate", 0.4);
    const b = await placeOn(page, "chart-speed", 0.6);
    const before = await page.evaluate(() => window.scrollY);
    const place = await page.getByTestId("chart-heart-rate").boundingBox();
    const apart = b.x - a.x;
    await touch(devtools, "touchStart", [a.x, a.y]);
    await touch(devtools, "touchStart", [a.x, a.y], [b.x, b.y]);
    for (const by of [0.25, 0.5]) {
      await touch(devtools, "touchMove", [a.x - by * apart, a.y + 20], [b.x + by * apart, b.y + 20]);
    }
    await expect(page.locator(".crosshair")).toHaveCount(0);
    await touch(devtools, "touchEnd");
    // Twice as far apart, about the middle of the run.
    await expect(chipOf(page)).toContainText(/^(15:00|14:59)–(45:00|45:01)/);
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
    expect(await page.getByTestId("chart-heart-rate").boundingBox()).toEqual(place);

    const [fromY, toY] = [a.y, a.y - 150];
    // A finger that comes down on a page that still moves stops it, and presses nothing.
    const atRest = page.evaluate(
      () => new Promise<void>((resolve) => addEventListener("scrollend", () => resolve(), { once: true })),
    );
    await touch(devtools, "touchStart", [a.x, fromY]);
    for (let step = 1; step <= 10; step++)
      await touch(devtools, "touchMove", [a.x, fromY + ((toY - fromY) * step) / 10]);
    await touch(devtools, "touchEnd");
    await atRest;
    expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(before + 50);
    await expect(chipOf(page)).toContainText(/^(15:00|14:59)–(45:00|45:01)/);

    // Sent at once: on a busy machine a finger would else rest as long as for a press, which presses nothing.
    const whole = chipOf(page).getByRole("button", { name: "Show the whole run" });
    await whole.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await whole.boundingBox())!;
    await Promise.all([touch(devtools, "touchStart", [x + width / 2, y + height / 2]), touch(devtools, "touchEnd")]);
    await expect(chipOf(page)).toHaveCount(0);
  });
});
