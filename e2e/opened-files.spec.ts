import type { Page } from "@playwright/test";
import { fitFile } from "../src/testing/fit-file.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { chooseBundled, dropFiles, expect, figure, opened, settled, showListed, showRefused, test } from "./page.ts";

const RUN = { name: "run.gpx", text: gpxFile({ minutes: 12 }) };
const OPENING = "Opening sample";

test("a single file can be closed, and the page shows what it opened with, settings as they were", async ({ page }) => {
  await opened(page);
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  await page.getByRole("radio", { name: "speed", exact: true }).check();
  await page.getByRole("button", { name: "Remove run.gpx" }).click();
  await settled(page, OPENING);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await expect(page.getByRole("radio", { name: "speed", exact: true })).toBeChecked();
  await expect(page.getByRole("button", { name: "Open a run" })).toBeFocused();
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
});

test("a file that is dropped again is shown and named, and one that was changed is another", async ({ page }) => {
  await opened(page);
  await dropFiles(page, [RUN, { name: "other.fit", text: Buffer.from(fitFile({ minutes: 12 })) }]);
  await settled(page, RUN.name);
  await showListed(page, "other.fit");
  await dropFiles(page, [RUN]);
  await expect(page.getByText("run.gpx is open already.")).toBeVisible();
  await settled(page, RUN.name);
  await expect(page.getByText("1 of 2")).toBeVisible();
  await dropFiles(page, [{ ...RUN, text: gpxFile({ minutes: 13 }) }]);
  await expect(page.getByText("3 of 3")).toBeVisible();
  await expect(page.getByText("is open already")).toHaveCount(0);
});

test("where a prediction fails stand the error and the list, and no empty place of a figure", async ({ page }) => {
  const broken = { name: "broken.gpx", text: "<gpx><trk></trk></gpx>" };
  await opened(page);
  await dropFiles(page, [broken]);
  await settled(page, broken.name);
  await expect(page.getByTestId("error")).toHaveAttribute("data-code", "no-runs");
  await expectNoPlaces(page);

  await dropFiles(page, [RUN]);
  await settled(page, RUN.name);
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await showRefused(page, broken.name);
  await expect(page.getByText("1 not read")).toBeVisible();
  await expectNoPlaces(page);
});

async function expectNoPlaces(page: Page): Promise<void> {
  const main = page.locator("main");
  await expect(main.getByRole("radio", { name: "speed", exact: true })).toHaveCount(0);
  await expect(main.locator(".plot")).toHaveCount(0);
  await expect(main.getByText(/MAE|Repairs|Copy link/)).toHaveCount(0);
}

test("the first half minute is that of a model without a state, and what is read there says so", async ({ page }) => {
  await opened(page);
  await chooseBundled(page, "population-lstm");
  const chart = page.getByTestId("chart-heart-rate");
  const slider = page.getByLabel("Moment of the run");
  await slider.focus();
  await expect(page.getByText("Expected, settling")).toBeVisible();
  await expect(slider).toHaveAttribute("aria-valuetext", /^0:00, 0\.00 km: .*the model is settling$/);
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /^0:24, /);
  await expect(page.getByText("Expected, settling")).toHaveCount(0);
  await expect(slider).not.toHaveAttribute("aria-valuetext", /settling/);
  // The expected line is one, in two strengths; nothing is filled before it has settled.
  const startOf = (selector: string) =>
    chart.locator(selector).evaluate((path) => (path as SVGGeometryElement).getBBox().x);
  expect(await startOf("path.expected.settling")).toBe(0);
  const settledX = await startOf("path.expected:not(.settling)");
  expect(settledX).toBeGreaterThan(0);
  expect(Math.min(await startOf("path.harder"), await startOf("path.easier"))).toBeCloseTo(settledX, 0);
});
