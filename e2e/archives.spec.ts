import { writeFileSync } from "node:fs";
import type { Locator, Page, TestInfo } from "@playwright/test";
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

const list = (page: Page) => page.getByRole("region", { name: "Opened runs" });
const entries = listedRuns;

/** The differences of those that a heart rate was expected for, in the rows that are in the document. */
const predicted = (page: Page): Locator => entries(page).locator('[data-column="difference"]').getByText(/bpm$/);

/** What opens a run of the list. */
const opener = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const remove = (page: Page, name: string) => page.getByRole("button", { name: `Remove ${name}`, exact: true });

test("archives: each run is listed and predicted, the list is gone through and emptied by keyboard, and Apple Health's export has a heart rate", async ({
  page,
}, testInfo) => {
  await opened(page);
  await test.step("the keyboard goes on beside what it removes, and from what opens runs once there is none", () =>
    expectRemovedByKeyboard(page));
  await test.step("a ZIP of runs: each is listed and predicted, the broken one says why, other sports come last and say so", () =>
    expectZipOfRuns(page, testInfo));
  await test.step("Apple Health's export ends in a chart with the heart rate that it keeps apart from the route", async () => {
    await dropFiles(page, [{ name: "export.zip", text: Buffer.from(healthExport()) }]);
    await settled(page, "route_2024-05-01_10.00am.gpx");
    await expect(page.getByTestId("chart-heart-rate")).toBeVisible();
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
    await page.screenshot({ path: testInfo.outputPath("health.png") });
  });
});

async function expectRemovedByKeyboard(page: Page): Promise<void> {
  const named = (name: string) => ({ name, text: Buffer.from(RUN) });
  const one = { name: "one.zip", text: zip({ "of one.gpx": RUN }) };
  const five = { name: "five.zip", text: runs(5) };
  await dropFiles(page, [one, named("first.gpx"), named("before.gpx"), five, named("after.gpx")]);
  await openMyRuns(page);
  await expect(predicted(page)).toHaveCount(9);

  await remove(page, "all of one.zip").press("Enter");
  await expect(opener(page, "first.gpx")).toBeFocused();
  await remove(page, "first.gpx").press("Enter");
  await expect(opener(page, "before.gpx")).toBeFocused();
  await opener(page, "3.gpx").focus();
  await page.keyboard.press("Tab");
  await expect(remove(page, "3.gpx")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(opener(page, "4.gpx")).toBeFocused();
  await remove(page, "all of five.zip").press("Enter");
  await expect(entries(page)).toHaveCount(2);
  await expect(opener(page, "before.gpx")).toBeFocused();
  await remove(page, "after.gpx").press("Enter");
  await expect(opener(page, "before.gpx")).toBeFocused();
  await remove(page, "before.gpx").press("Enter");
  await expect(entries(page)).toHaveCount(0);
  const opensMore = page.getByRole("button", { name: "Open a run" });
  await expect(opensMore).toBeFocused();

  await dropFiles(page, [named("shown.gpx")]);
  await settled(page, "shown.gpx");
  await remove(page, "shown.gpx").press("Enter");
  await expect(opensMore).toBeFocused();
}

async function expectZipOfRuns(page: Page, testInfo: TestInfo): Promise<void> {
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
  await expect(predicted(page)).toHaveCount(3);
  await expect(list(page)).toContainText("spring.zip: 4 activities. 1 other file was passed over.");
  const names = ["2 monday.gpx", "4 tuesday.fit.gz", "1 ride.gpx"];
  await expect(entries(page).locator('[data-column="name"]')).toHaveText(names);
  await expect(entries(page).locator('[data-column="source"]')).toHaveText(names.map(() => "spring.zip"));
  await expect(entries(page).locator('[data-column="sport"]')).toHaveText(["Run", "Run", "Cycling"]);
  const error = list(page).getByTestId("error");
  await expect(error).toBeHidden();
  await page.getByText("1 not read").click();
  await expect(error).toBeVisible();
  await expect(error).toHaveAttribute("data-code", "malformed-xml");
  await expect(error).toHaveAttribute("data-run", "3 broken.gpx");

  const path = testInfo.outputPath("spring.zip");
  writeFileSync(path, zip({ "2 monday.gpx": RUN }));
  const [monday] = await predictedInTerminal([path]);
  await opener(page, "2 monday.gpx").press("Enter");
  await settled(page, "2 monday.gpx");
  expect(Math.abs(monday.metrics!.mae - (await figure(page, "metric-mae")))).toBeLessThan(0.01);
  await openMyRuns(page);
  await opener(page, "1 ride.gpx").press("Enter");
  await expect(page.getByText("Not a run: the file calls it “cycling”")).toBeVisible();

  await openMyRuns(page);
  await remove(page, "1 ride.gpx").click();
  await expect(entries(page)).toHaveCount(2);
  await dropFiles(page, [{ name: "own.gpx", text: Buffer.from(RUN) }]);
  await openMyRuns(page);
  await expect(entries(page)).toHaveCount(3);
  await remove(page, "all of spring.zip").click();
  await expect(entries(page)).toHaveCount(1);
  await expect(opener(page, "own.gpx")).toBeFocused();
  await expect(page.getByText("not read")).toHaveCount(0);
}

test("a ZIP of 120 runs is listed, cancelled and gone on with until all are predicted; few rows are in the document", async ({
  page,
}) => {
  test.slow();
  await opened(page);
  await dropFiles(page, [{ name: "many.zip", text: runs(120) }]);
  await openMyRuns(page);
  const progress = page.getByRole("progressbar", { name: "Runs predicted" });
  const goOn = page.getByRole("button", { name: "Go on" });
  const last = entries(page).last();
  const goToLast = async () => {
    await entries(page).first().locator(".row-link").focus();
    await page.keyboard.press("End");
    await expect(opener(page, "120.gpx")).toBeFocused();
  };
  await expect(list(page).getByRole("table")).toHaveAttribute("aria-rowcount", "121");
  await expect(progress).toBeVisible();
  await test.step("what is left can be cancelled and gone on with", async () => {
    await expect(predicted(page)).not.toHaveCount(0);
    await page.getByRole("button", { name: "Cancel", exact: true }).press("Enter");
    await expect(goOn).toBeVisible();
    await goToLast();
    await expect(last).toContainText("120.gpx");
    await expect(last).toContainText("stopped");
    await goOn.click();
    await expect(last.locator('[data-column="difference"]')).toHaveText(/bpm$/, { timeout: 60_000 });
  });
  await expect(progress).toHaveCount(0, { timeout: 60_000 });
  await expect(list(page).getByText(/^(waiting|predicting|stopped)$/)).toHaveCount(0);
  expect(await entries(page).count()).toBeLessThan(100);

  await page.keyboard.press("Home");
  await goToLast();
  await page.keyboard.press("Enter");
  await settled(page, "120.gpx");
  await expect(page.getByText("120 of 120")).toBeVisible();
  await openMyRuns(page);
  await expect(opener(page, "120.gpx")).toBeInViewport();
});
