import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, expectNothingAside, opened, placesOnPage, settled, test } from "./page.ts";

const RUN = { name: "paused.gpx", text: gpxFile({ minutes: 40, faults: { pause: [900, 1500] } }) };

async function openedRun(page: Page): Promise<void> {
  await opened(page);
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
}

const choiceOf = (page: Page) => page.getByTestId("x-axis");
const startOf = (page: Page) => page.getByLabel("Start of the stretch shown");
const endOf = (page: Page) => page.getByLabel("End of the stretch shown");

/** The names beneath the lowest chart. */
function ticksOf(page: Page): Promise<string[]> {
  return page.getByTestId("chart-altitude").locator('.tick[text-anchor="middle"]').allTextContents();
}

/** Where the crosshair stands at a moment, in pixels from the chart's left edge. */
async function crosshairAt(page: Page, timeS: number): Promise<number> {
  await page.getByLabel("Moment of the run").fill(String(timeS));
  const left = await page
    .getByTestId("chart-speed")
    .locator(".crosshair-line")
    .evaluate((line) => (line as HTMLElement).style.left);
  return Number.parseFloat(left);
}

/** What is written on a handle of the strip, in kilometres. */
async function kilometres(handle: ReturnType<typeof startOf>): Promise<number> {
  return Number((await handle.getAttribute("aria-valuetext"))!.match(/^(\d+\.\d\d) km$/)![1]);
}

test("charts go along the time or the distance, without a width for a pause, on a phone, too", async ({ page }) => {
  await openedRun(page);
  await test.step("along the distance a pause has no width, ticks are in the unit read, and strip, mouse and readout follow", async () => {
    expect(await ticksOf(page)).toContain("10:00");
    expect((await crosshairAt(page, 1380)) - (await crosshairAt(page, 1020))).toBeGreaterThan(100);
    const places = () => placesOnPage(page, ".plot, .overview, .figures");
    const before = await places();
    await choiceOf(page).getByLabel("time").focus();
    await page.keyboard.press("ArrowRight");
    await expect(choiceOf(page).getByLabel("distance")).toBeChecked();
    expect(await places()).toEqual(before);

    expect(await ticksOf(page)).toContain("2 km");
    expect(Math.abs((await crosshairAt(page, 1380)) - (await crosshairAt(page, 1020)))).toBeLessThan(1);
    await expect(page.locator(".readout-values")).toContainText(/^At 2\.\d\d km\s*17:00/);
    await page.locator(".chart-heading").getByLabel("mi", { exact: true }).check();
    expect(await ticksOf(page)).toContain("2.0 mi");
    await crosshairAt(page, 1020);
    await expect(page.getByLabel("Moment of the run")).toHaveAttribute("aria-valuetext", /^17:00, 1\.\d\d mi: /);
    await page.locator(".chart-heading").getByLabel("km", { exact: true }).check();

    const wholeKm = await kilometres(endOf(page));
    const strip = (await page.locator(".overview-strip").boundingBox())!;
    const chart = page.getByTestId("chart-heart-rate");
    await chart.scrollIntoViewIfNeeded();
    const { y, height } = (await chart.boundingBox())!;
    await page.mouse.move(strip.x + 0.25 * strip.width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(strip.x + 0.75 * strip.width, y + height / 2, { steps: 3 });
    await page.mouse.up();
    expect(Math.abs((await kilometres(startOf(page))) - 0.25 * wholeKm)).toBeLessThan(0.02);
    expect(Math.abs((await kilometres(endOf(page))) - 0.75 * wholeKm)).toBeLessThan(0.02);
    await endOf(page).press("End");
    await startOf(page).press("Home");
    await expect(page.getByTestId("zoom-chip")).toHaveCount(0);
    await choiceOf(page).getByLabel("time").check();
  });
  await test.step("on a phone the choice finds room, and nothing sticks out or jumps", async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await choiceOf(page).getByLabel("distance").check();
    await expectNothingAside(page);
    const chart = page.getByTestId("chart-altitude");
    const box = (await chart.boundingBox())!;
    const ticks = await chart.locator('.tick[text-anchor="middle"]').all();
    const boxes = await Promise.all(ticks.map(async (tick) => (await tick.boundingBox())!));
    expect(boxes.length).toBeGreaterThan(2);
    for (const [i, { x, width }] of boxes.entries()) {
      expect(x + width).toBeLessThanOrEqual(boxes[i + 1]?.x ?? box.x + box.width);
    }
  });
});
