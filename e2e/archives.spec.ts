import { writeFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { gzipSync, zipSync } from "fflate";
import { fitFile } from "../src/testing/fit-file.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import { healthExport } from "../src/testing/health-export.ts";
import {
  dropFiles,
  expect,
  figure,
  listedRuns,
  opened,
  openMyRuns,
  predictedInTerminal,
  settled,
  test,
} from "./page.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const RUN = bytes(gpxFile({ minutes: 12 }));

function zip(files: Record<string, Uint8Array>): Buffer {
  return Buffer.from(zipSync(files, { level: 1 }));
}

/** So many runs, by numbers; no two of one length. */
function runs(count: number): Buffer {
  const files = Array.from(
    { length: count },
    (_, i) => [`runs/${i + 1}.gpx`, gpxFile({ minutes: 5 + i / 60 })] as const,
  );
  return zip(Object.fromEntries(files.map(([name, text]) => [name, bytes(text)])));
}

const list = (page: Page) => page.getByRole("region", { name: /^Runs \d/ });
const entries = listedRuns;

/** The results of those that a heart rate was expected for. */
const predicted = (page: Page): Locator => list(page).getByText(/bpm$/);

test("a ZIP of runs: each is listed and predicted, the broken one says why, other sports come last and say so", async ({
  page,
}, testInfo) => {
  await opened(page);
  const archive = zip({
    "spring/1 ride.gpx": bytes(gpxFile({ minutes: 15 }).replace("running", "cycling")),
    "spring/2 monday.gpx": RUN,
    "spring/3 broken.gpx": RUN.slice(0, 5000),
    "spring/4 tuesday.fit.gz": gzipSync(fitFile({ minutes: 20 })),
    "spring/photo.jpg": bytes("\xff\xd8\xff"),
    "__MACOSX/spring/._2 monday.gpx": bytes("x"),
  });
  await dropFiles(page, [{ name: "spring.zip", text: archive }]);
  await openMyRuns(page);
  await expect(entries(page)).toHaveCount(4);
  await expect(predicted(page)).toHaveCount(3);
  await expect(list(page)).toContainText("spring.zip: 4 activities. 1 other file was passed over.");
  const names = ["2 monday.gpx", "3 broken.gpx", "4 tuesday.fit.gz", "1 ride.gpx"];
  expect(await list(page).locator(".run-name").allTextContents()).toEqual(names);
  const error = list(page).getByTestId("error");
  await expect(error).toHaveAttribute("data-code", "malformed-xml");
  await expect(error).toHaveAttribute("data-run", "3 broken.gpx");

  const path = testInfo.outputPath("spring.zip");
  writeFileSync(path, zip({ "2 monday.gpx": RUN }));
  const [monday] = await predictedInTerminal([path]);
  await entries(page).filter({ hasText: "2 monday" }).getByRole("button").first().press("Enter");
  await settled(page, "2 monday.gpx");
  expect(Math.abs(monday.metrics!.mae - (await figure(page, "metric-mae")))).toBeLessThan(0.01);
  await openMyRuns(page);
  await entries(page).filter({ hasText: "1 ride" }).getByRole("button").first().press("Enter");
  await expect(page.getByText("Not a run: the file calls it “cycling”")).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath("list.png") });

  await openMyRuns(page);
  await page.getByRole("button", { name: "Remove 1 ride.gpx" }).click();
  await expect(entries(page)).toHaveCount(3);
  await dropFiles(page, [{ name: "own.gpx", text: Buffer.from(RUN) }]);
  await openMyRuns(page);
  await expect(entries(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Remove all of spring.zip" }).click();
  await expect(list(page)).toHaveCount(0);
  await page.getByTestId("place-run").click();
  await settled(page, "own.gpx");
});

test("the keyboard goes on beside what it removes, and from what opens runs once there is no list", async ({
  page,
}) => {
  await opened(page);
  const named = (name: string) => ({ name, text: Buffer.from(RUN) });
  const archive = { name: "five.zip", text: runs(5) };
  await dropFiles(page, [named("before.gpx"), archive, named("after.gpx")]);
  await openMyRuns(page);
  await expect(predicted(page)).toHaveCount(7);
  const runOf = (name: string) => entries(page).filter({ hasText: name }).getByRole("button").first();
  const remove = (name: string) => page.getByRole("button", { name: `Remove ${name}`, exact: true }).press("Enter");

  await runOf("3.gpx").press("Enter");
  await openMyRuns(page);
  await remove("3.gpx");
  await expect(runOf("4.gpx")).toBeFocused();
  await remove("all of five.zip");
  await expect(entries(page)).toHaveCount(2);
  await expect(runOf("after.gpx")).toBeFocused();
  await remove("after.gpx");
  await expect(list(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Open a run" })).toBeFocused();
});

test("a ZIP of 200 runs is listed, and all of them are predicted", async ({ page }) => {
  test.slow();
  await opened(page);
  await dropFiles(page, [{ name: "two-hundred.zip", text: runs(200) }]);
  await openMyRuns(page);
  await expect(entries(page)).toHaveCount(200);
  await expect(page.getByRole("progressbar", { name: "Runs predicted" })).toBeVisible();
  await expect(list(page).getByText(/^(waiting|predicting)$/)).toHaveCount(0, { timeout: 60_000 });
  await expect(predicted(page)).toHaveCount(200);
  const last = entries(page).last().getByRole("button").first();
  await last.press("Enter");
  await settled(page, "200.gpx");
  await openMyRuns(page);
  await expect(last).toBeInViewport();
});

test("what is left of a ZIP can be cancelled and gone on with", async ({ page }) => {
  test.slow();
  await opened(page);
  await dropFiles(page, [{ name: "many.zip", text: runs(150) }]);
  await openMyRuns(page);
  await expect(predicted(page)).not.toHaveCount(0);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
  const stopped = list(page).getByText("stopped", { exact: true });
  expect(await stopped.count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(stopped).toHaveCount(0, { timeout: 60_000 });
  await expect(predicted(page)).toHaveCount(150, { timeout: 60_000 });
});

test("Apple Health's export ends in a chart with the heart rate that it keeps apart from the route", async ({
  page,
}, testInfo) => {
  await opened(page);
  await dropFiles(page, [{ name: "export.zip", text: Buffer.from(healthExport()) }]);
  await settled(page, "route_2024-05-01_10.00am.gpx");
  await expect(page.getByTestId("chart-heart-rate")).toBeVisible();
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await page.screenshot({ path: testInfo.outputPath("health.png") });
});
