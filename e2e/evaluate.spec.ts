import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { largeSplit } from "../src/testing/large-split.ts";
import { sharedPath } from "../src/testing/shared.ts";
import {
  dropFiles,
  expect,
  expectNothingAside,
  figure,
  inTerminal,
  opened,
  test,
  USUAL_VIEWPORT,
  withTextOf,
} from "./page.ts";
import { expectPngOf, svgOf } from "./saved-view.ts";
import { foldFigures, openBundledSplit, score, unfoldFigures } from "./split-scores.ts";

/** @returns what the terminal says of the split */
async function expectFiguresOfTerminal(
  page: Page,
  path: string,
): Promise<{ maeConfidence: { lowBpm: number; highBpm: number } }> {
  const report = JSON.parse(await inTerminal("evaluate", path, "--json"));
  const { overRunners } = report;
  for (const name of ["mae", "rmse", "bias", "r2"] as const) {
    expect.soft(Math.abs((await figure(page, `evaluate-${name}`)) - report[name]), name).toBeLessThan(0.01);
    const runners = Math.abs((await figure(page, `evaluate-${name}-runners`)) - overRunners[name]);
    expect.soft(runners, `${name} over runners`).toBeLessThan(0.01);
  }
  expect.soft(Math.abs((await figure(page, "evaluate-coverage")) - report.coverage)).toBeLessThan(0.01);
  expect(await page.getByTestId("evaluate-progress").textContent()).toContain(`Scored ${report.runs} runs`);
  return report;
}

/** What a button saves. */
async function savedBy(page: Page, testId: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByTestId(testId).click();
  return readFileSync(await (await download).path(), "utf8");
}

test("scoring the bundled split gives the terminal's figures, and says that they are of simulated runs", {
  tag: "@smoke",
}, async ({ page }) => {
  test.slow();
  await openBundledSplit(page);
  await score(page);
  const { maeConfidence } = await expectFiguresOfTerminal(page, "public/data/test.parquet");
  const [low, high] = [maeConfidence.lowBpm.toFixed(1), maeConfidence.highBpm.toFixed(1)];
  await expect(page.getByText(`(95 % between ${low} and ${high}, by resampling runners)`)).toBeVisible();
  // What is done is not what the page asks for most, and the table is near.
  await expect(page.getByTestId("evaluate-split")).toHaveText("Score all 60 runs again");
  await expect(page.getByTestId("evaluate-split")).not.toHaveClass(/primary/);
  // The map tells by colours alone, and keeps them where the system has few.
  await page.emulateMedia({ forcedColors: "active" });
  await unfoldFigures(page);
  // Above the table, and beside the figures.
  await expect(page.getByText("Simulated runs: they show how the page works, not how good the model is.")).toHaveCount(
    2,
  );
  await expect(page.getByText(/held out/i)).toHaveCount(0);
  await expect(page.getByRole("figure").locator(".plot svg")).toHaveCount(4);
  // Not the empty ones that were drawn before.
  await expect(page.getByText(/^[1-9]\d? % of the time within 5 bpm, /)).toBeVisible();
  await expect(page.getByText(/^Half of the runs are off by less than \d+\.\d bpm\./)).toBeVisible();
  const intervals = page.getByTestId("evaluate-kinds").getByRole("row", { name: /^intervals/ });
  await expect(intervals).toContainText("4 times of work or more");
  await expect(intervals.getByRole("link", { name: /^Run \d+$/ })).toBeVisible();
  await expectMapOf(page, 60);
  await page.emulateMedia({ forcedColors: null });
});

/** The map of errors is painted, is read by pointer and keyboard, and opens what is clicked. */
async function expectMapOf(page: Page, runs: number): Promise<void> {
  const map = page.getByTestId("error-map");
  await expect(map).toHaveAttribute("data-runs", String(runs));
  const canvas = map.locator("canvas");
  await expect(canvas).toHaveAttribute("data-painted", "true");
  const coloursOf = (all: HTMLCanvasElement) => {
    // The page's own canvas is not made to be read more than once.
    const context = new OffscreenCanvas(all.width, all.height).getContext("2d")!;
    context.drawImage(all, 0, 0);
    const { data } = context.getImageData(0, 0, all.width, all.height);
    return new Set(new Uint32Array(data.buffer)).size;
  };
  expect(await canvas.evaluate(coloursOf)).toBeGreaterThan(20);
  const reading = map.getByTestId("error-map-reading");
  await canvas.hover({ position: { x: 40, y: 3 } });
  await expect(reading).toHaveText(/^Run \d+, runner simulated \d+: .* at \d+:00 to \d+:00; over its /);
  const worst = await reading.innerText();
  await map.getByLabel("Sorted by").selectOption("length");
  await map.getByLabel("Grade").check();
  await map.getByLabel("Column", { exact: true }).press("ArrowRight");
  await expect(reading).toHaveText(/ at .* %; over its /);
  expect(await reading.innerText()).not.toBe(worst);
  await map.getByText("The columns in numbers").click();
  await expect(map.getByRole("row", { name: /^0 to \+2 %/ })).toBeVisible();
  await expectPngOf(map, "map-of-errors", "PNG, 1080 × 1350");
  const svg = await svgOf(map, "map-of-errors");
  expect(svg).toContain("Columns by grade, rows sorted by length.");
  expect(svg).toContain('href="data:image/png;base64,');
  const errors = await svgOf(page.locator(".error-pictures"), "errors-of-the-model");
  expect(errors).toContain(">Half of the runs are off by less than");
  expect(errors).not.toContain("A click");
  expect(await svgOf(page.locator(".evaluation-kinds"), "kinds-of-runs")).toContain(
    ">10 m of climb a kilometre or more<",
  );
  const name = /Run (\d+)/.exec(await reading.innerText())![1];
  await map.getByRole("button", { name: `Open run ${name}` }).click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  await expect(page.getByTestId("status")).toHaveAttribute("data-run", new RegExp(name));
}

const foreign = sharedPath("files", "hub_schema_24.parquet");

test("a split that another engine wrote is browsed like any other, and gives the terminal's figures", async ({
  page,
}) => {
  test.skip(foreign === null, "not in this checkout");
  await opened(page);
  await dropFiles(page, [{ name: "hub_schema_24.parquet", text: readFileSync(foreign!) }]);
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  await expect(page.getByTestId("split-count")).toHaveAttribute("data-value", "24");
  await page.locator("tr[data-row]").first().click();
  await expect(page.getByTestId("status")).toHaveAttribute("data-run", /^Run /);
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
  expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Back to the table" }).click();
  await score(page);
  await expectFiguresOfTerminal(page, foreign!);
});

test("scoring is stopped and goes on, by pointer or keyboard: it keeps what is scored, and the focus", async ({
  page,
}) => {
  await opened(page);
  await page.getByTestId("file-input").setInputFiles(await largeSplit());
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  const button = page.getByTestId("evaluate-split");
  const progress = page.getByTestId("evaluate-progress");
  const done = async () => Number(await progress.getAttribute("data-done"));
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  const goOn = page.getByRole("button", { name: "Go on" });
  await test.step("the keyboard stays where scoring begins and is stopped", async () => {
    await button.press("Enter");
    await expect.poll(done, { timeout: 50_000 }).toBeGreaterThan(0);
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    expect(await done(), "not begun anew").toBeGreaterThan(0);
    await expect(page.getByTestId("evaluate-mae")).toBeVisible({ timeout: 50_000 });
    await page.keyboard.press("Tab");
    await expect(cancel).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(progress).toHaveAttribute("data-state", "cancelled");
    await expect(button).toBeFocused();
  });
  await test.step("stopped in the middle, it keeps what is scored and says so, and goes on with the rest", async () => {
    await expect(progress).toContainText(/Stopped with [\d,]+ of 6,000 runs scored. What is scored stays./);
    await expect(page.getByTestId("evaluate-mae")).toBeVisible();
    const before = await done();
    await goOn.press("Enter");
    await expect(progress).toHaveAttribute("data-state", "running");
    await expect(button).toBeFocused();
    await expect.poll(done, { timeout: 50_000 }).toBeGreaterThan(before);
    await cancel.click();
    await expect(progress).toHaveAttribute("data-state", "cancelled");
    const scored = await done();
    const { runs } = JSON.parse(await savedBy(page, "evaluate-json"));
    expect(runs).toBe(scored);
  });
  await test.step("the keyboard goes on from what scores once all is scored", async () => {
    await page.goto("./#d1.test");
    await expect(page.getByRole("heading", { name: /^Example dataset/ })).toBeVisible();
    await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
    await button.press("Enter");
    await cancel.focus();
    await expect(progress).toHaveAttribute("data-state", "done", { timeout: 50_000 });
    await expect(button).toBeFocused();
  });
});

test("scores of the bundled split have room at any text size, are columns of its table and lead to its runs, and what is saved adds up to them", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openBundledSplit(page);
  await expect(page.locator('th[data-column="mae"]')).toHaveCount(0);
  await test.step("at 1440 px nothing jumps as the figures come, and nothing of them is wider than the window", () =>
    expectScoredCalmly(page));
  await test.step("text is as large as the browser is told to make it, and still nothing sticks out sideways", () =>
    withTextOf(20, page, () => expectRoomForText(page)));
  await page.setViewportSize(USUAL_VIEWPORT);
  await test.step("scores are columns of the table, the worst and best runs are a click away, and a bar of the histogram lists its runs", () =>
    expectScoresInTable(page));
  await page.getByTestId("place-datasets").click();
  await page.getByRole("button", { name: "Clear filter" }).click();
  await test.step("what the filter lets through is scored, and what is saved adds up to the figures", () =>
    expectSavedScores(page));
});

test("at 320 and 390 px nothing jumps as the figures come, and nothing of them is wider than the window", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await openBundledSplit(page);
  await keepShortRuns(page);
  await expectScoredCalmly(page);

  await foldFigures(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await dropFiles(page, [{ name: "unscored.parquet", text: readFileSync("public/data/test.parquet") }]);
  await expect(page.getByRole("heading", { name: "unscored.parquet" })).toBeVisible();
  await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
  await keepShortRuns(page);
  await expectScoredCalmly(page);
});

/** Filters for the runs that are soon scored. */
async function keepShortRuns(page: Page): Promise<void> {
  await page.getByLabel("Duration, to").fill("45");
  await expect.poll(() => figure(page, "split-count")).toBeLessThan(30);
}

/** The scored table at a width of its own: nothing jumps as the figures come, and nothing of them is wider than the window. */
async function expectScoredCalmly(page: Page): Promise<void> {
  const shifted = await watchedShifts(page);
  await score(page);
  expect(await shifted()).toBeLessThan(0.05);
  await expectNothingAside(page);
  await unfoldFigures(page);
  await expect(page.getByTestId("evaluate-best").getByRole("row").nth(1)).toBeAttached();
  expect(await shifted()).toBeLessThan(0.05);
  await expectNothingAside(page);
}

/** The scored table under large text, at two widths. */
async function expectRoomForText(page: Page): Promise<void> {
  const numbers = page.getByText("The columns in numbers");
  await numbers.click();
  // The last that is drawn.
  await expect(page.locator(".run-scores").last()).toBeVisible();
  expect(await page.locator("body").evaluate((body) => getComputedStyle(body).fontSize)).toBe("20px");
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNothingAside(page);
    for (const table of await page.locator(".evaluate-result table").all()) {
      expect(await table.evaluate((own) => own.scrollWidth - own.parentElement!.clientWidth)).toBeLessThanOrEqual(0);
    }
  }
  await numbers.click();
}

async function expectScoresInTable(page: Page): Promise<void> {
  const head = page.locator('th[data-column="mae"]');
  await expect(head).toContainText("Typical gap");
  await page.getByTestId("level").check();
  await expect(head).toContainText("MAE");
  await head.getByRole("button").click();
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const cells = page.locator('tr[data-row] [data-column="mae"]');
  const maes = (await cells.allInnerTexts()).map(Number);
  expect(maes).toEqual(maes.toSorted((a, b) => b - a));
  const signed = page.locator('tr[data-row] [data-column="difference"]').first();
  await expect(signed).toHaveText(/^[+−]\d/);
  const hash = () => new URL(page.url()).hash;
  await expect.poll(hash).toBe("#d1.test#sort=-mae");

  for (const end of ["evaluate-worst", "evaluate-best"]) {
    const row = page.getByTestId(end).locator("tbody tr").first();
    const mae = Number(await row.locator("td").nth(2).textContent());
    const name = await row.getByRole("link").textContent();
    await expect(row.getByRole("link")).toHaveAttribute("href", `#d1.${name!.slice("Run ".length)}.test`);
    await row.getByRole("link").press("Enter");
    await expect(page.getByTestId("status")).toHaveAttribute("data-run", name!);
    await expect(page.getByRole("button", { name: "Back to the table" })).toBeFocused();
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done");
    expect(await figure(page, "metric-mae")).toBeCloseTo(mae, 1);
    await page.getByRole("button", { name: "Back to the table" }).click();
    await expect(page.getByTestId("evaluate-mae")).toBeVisible();
  }

  const median = page.getByTestId("evaluate-median").getByRole("button", { name: /^Replay run/ });
  await median.nth(5).click();
  await expect(page.getByTestId("replay")).toHaveAttribute("data-state", "playing");
  await page.getByRole("button", { name: "Back to the table" }).click();

  const histogram = page.getByRole("figure", { name: /^MAE run by run/ }).locator(".picked-from");
  const from = Math.floor(maes[0]);
  const box = (await histogram.boundingBox())!;
  const atTick = async (bpm: number) => {
    const label = histogram.locator(".recharts-xAxis-tick-labels text").filter({ hasText: new RegExp(`^${bpm}$`) });
    const { x, width } = (await label.boundingBox())!;
    return x + width / 2 - box.x;
  };
  const [at5, at10] = [await atTick(5), await atTick(10)];
  await histogram.click({ position: { x: at5 + ((at10 - at5) * (from + 0.5 - 5)) / 5, y: box.height / 2 } });
  await expect(page.getByLabel("MAE, from")).toHaveValue(String(from));
  await expect(page.getByLabel("MAE, to")).toHaveValue(String(from + 1));
  await expect.poll(hash).toBe(`#d1.test#sort=-mae&mae=${from}..${from + 1}`);
  const listed = (await cells.allInnerTexts()).map(Number);
  expect(listed).toEqual(maes.filter((mae) => mae >= from && mae <= from + 1));

  await page.getByTestId("replay-quarters").click();
  await expect(page.getByTestId("compare")).toHaveAttribute("data-runs", "4");
  await expect(page.getByTestId("replay")).toHaveAttribute("data-state", "playing");
  const moment = page.getByTestId("replay-scrubber");
  await moment.press("End");
  const gaps = [...(await moment.getAttribute("aria-valuetext"))!.matchAll(/gap ([\d.]+) bpm/g)].map(([, bpm]) =>
    Number(bpm),
  );
  expect(gaps).toHaveLength(4);
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(gaps[3]).toBeLessThanOrEqual(maes[0]);
  await page.getByRole("radio", { name: "share of each run" }).check();
  await expect(moment).toHaveAttribute("aria-valuetext", /^100 % of each run\./);
  await expectNothingAside(page);
}

async function expectSavedScores(page: Page): Promise<void> {
  await page.getByLabel("Type").selectOption("Steady");
  await keepShortRuns(page);
  await score(page);
  const mae = await figure(page, "evaluate-mae");
  const report = JSON.parse(await savedBy(page, "evaluate-json"));
  expect(report).toMatchObject({ model: "population", complete: true, mae, leftOut: [], heldOut: null });
  expect(Object.keys(report.by.workoutType)).toEqual(["STEADY"]);

  const [header, ...lines] = (await savedBy(page, "evaluate-csv")).trim().split("\n");
  const names = header.split(",");
  const column = (name: string) => lines.map((line) => line.split(",")[names.indexOf(name)]);
  expect(lines).toHaveLength(report.runs);
  expect(new Set(column("workout_type"))).toEqual(new Set(["STEADY"]));
  const mean = (values: string[]) => values.reduce((sum, value) => sum + Number(value), 0) / values.length;
  expect(mean(column("mae_bpm"))).toBeCloseTo(mae, 3);
  expect(mean(column("constant_mae_bpm"))).toBeCloseTo(report.baselines.constant.mae, 3);
  const { errors, runMaes, minutes } = report.figures;
  expect(errors.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(runMaes.reduce((sum: number, { runs }: { runs: number }) => sum + runs, 0)).toBe(report.runs);
  expect(minutes[0].runs).toBe(report.runs);

  await page.getByRole("button", { name: "Clear filter" }).click();
  await expect(page.getByText("The figures below are of other runs than the filter shows now.")).toBeVisible();
}

/** Watches how far what is seen moves from now on without a person's doing, as the browser scores it. */
async function watchedShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = { shifted: 0 };
    Object.assign(window, { watch });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value } = entry as PerformanceEntry & { hadRecentInput: boolean; value: number };
        if (!hadRecentInput) watch.shifted += value;
      }
    }).observe({ type: "layout-shift" });
  });
  return () => page.evaluate(() => (window as unknown as { watch: { shifted: number } }).watch.shifted);
}
