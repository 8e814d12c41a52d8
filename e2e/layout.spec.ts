import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, opened, settled, test } from "./page.ts";

for (const width of [360, 768, 1920]) {
  test(`at ${width} px nothing sticks out sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await opened(page);
    await dropFiles(page, [{ name: "run.gpx", text: gpxFile({ minutes: 30 }) }]);
    await settled(page, "run.gpx");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test("the charts keep their place while a prediction arrives", async ({ page }) => {
  await page.goto("./");
  const chart = page.getByTestId("chart-heart-rate");
  await expect(chart).toBeVisible();
  const before = await chart.boundingBox();
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  const after = await chart.boundingBox();
  expect(after).toEqual(before);
});
