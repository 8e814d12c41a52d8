import type { Page } from "@playwright/test";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { dropFiles, expect, expectNothingAside, listedRuns, opened, openMyRuns, test } from "./page.ts";
import { expectPngOf, svgOf } from "./saved-view.ts";

const FILES = [
  { name: "march.gpx", text: gpxFile({ minutes: 24 }) },
  { name: "may.gpx", text: gpxFile({ minutes: 36, swingMps: 0.2 }) },
];

const compared = (page: Page) => page.getByTestId("compared-run");

/** The differences of the compared runs, in their order. */
const differences = (page: Page) =>
  compared(page).evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.difference)));

test("runs ticked in the table lie along one axis with their figures, and a link shows the same elsewhere", async ({
  page,
}) => {
  await opened(page);
  await page.getByTestId("sample").first().click();
  await openMyRuns(page);
  const tick = (name: string | RegExp) => page.getByRole("checkbox", { name });
  await tick("Compare Steady").check();
  await expect(page.getByText("1 run chosen to compare: choose another.")).toBeVisible();
  // A compared sample stays where others are opened.
  await dropFiles(page, FILES);
  await openMyRuns(page);
  await expect(listedRuns(page)).toHaveCount(3);
  await tick("Compare march.gpx").focus();
  await page.keyboard.press("Space");
  await tick("Compare may.gpx").check();
  await page.getByTestId("open-comparison").click();
  await expect(page.getByTestId("compare")).toHaveAttribute("data-runs", "3");
  expect(new URL(page.url()).hash).toBe("#compare");

  await expect(page.getByTestId("compare-pair")).toHaveText([
    /^march\.gpx was .* of different runners: whether that is more than usual cannot be told\.$/,
    /^may\.gpx was .* cannot be told\.$/,
  ]);
  await page.getByLabel("Beside").selectOption({ label: "march.gpx" });
  await expect(page.getByTestId("compare-pair").last()).toHaveText(
    /^may\.gpx was .*nine of ten pairs: .* one person ran both\.$/,
  );

  const readout = page.getByTestId("compare-readout");
  await page.getByRole("slider", { name: "Place on the axis of the comparison" }).focus();
  await page.keyboard.press("End");
  await expect(readout).toContainText("At 47:");
  await expect(page.getByTestId("compare-row").nth(1)).toContainText("—");
  await page.getByRole("radio", { name: "share of the way" }).check();
  await page.getByTestId("compare-difference").hover();
  await expect(readout).toContainText(/At (49|50|51) %/);
  await expect(page.getByTestId("compare-row").nth(1)).not.toContainText("—");
  await page.getByText("Differences part by part").click();
  await expect(page.getByTestId("compare-stretch")).toHaveCount(10);

  const svg = await svgOf(page.getByTestId("compare"), "comparison");
  expect(svg).toContain(">march.gpx</text>");
  expect(svg).not.toContain("Take ");
  await expectPngOf(page.getByTestId("compare"), "comparison", "PNG, 1080 × 1350");

  await page.getByTestId("share-comparison").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("#c1.share.");
  const sent = await differences(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNothingAside(page);
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByTestId("compare")).toHaveAttribute("data-runs", "3");
  const brought = await differences(page);
  for (const [i, difference] of sent.entries()) expect(brought[i]).toBeCloseTo(difference, 2);
  expect(page.url()).toBe(link);
  await page.getByRole("button", { name: "Take Shared run 3 out of the comparison" }).click();
  await expect(compared(page)).toHaveCount(2);
  expect(new URL(page.url()).hash).toBe("#compare");
});
