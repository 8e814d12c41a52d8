import type { Page } from "@playwright/test";
import { simulateRuns } from "../src/dataset/simulator/simulator.ts";
import {
  dropFiles,
  expect,
  figure,
  opened,
  placesOnPage,
  rowsOfCsv,
  settled,
  showListed,
  test,
  workoutJson,
} from "./page.ts";

const FIRST_START_S = Date.UTC(2025, 0, 6, 7, 30) / 1000;
const DAY_S = 86_400;

const files = [...simulateRuns({ seed: 5, runs: 10, runners: 2 })].map((workout, i) => ({
  name: `run-${i}.json`,
  text: workoutJson({ ...workout, startedAt: { unixS: FIRST_START_S + (i === 0 ? 20 : i) * DAY_S, utcOffsetS: 0 } }),
}));
/** Of two runners in turn; the one that is shown was the last. */
const [shown, stranger, ...others] = files;

const NONE = "other runners";
const HISTORY = "my earlier runs";
const WARM_UP = "how this run began";
const BOTH = "both";

test("each way to compare the run changes figures and no chart's place, is the keyboard's too, learns of nothing else, or says why it can't be taken", async ({
  page,
}) => {
  await opened(page);
  await test.step("the charts stay where they are as the choice changes", async () => {
    const places = () => placesOnPage(page, ".plot");
    const before = await places();
    for (const option of [HISTORY, WARM_UP, BOTH, NONE]) {
      await page.getByTestId("calibration").getByLabel(option).check();
      expect(await places()).toEqual(before);
    }
  });
  await test.step("the keyboard chooses, and types minutes that are kept while they can't be used", () =>
    expectChosenByKeyboard(page));
  await page.getByLabel("its first").fill("10");
  await page.getByLabel(NONE).check();
  await test.step("a way that can't be taken says why before it is taken, and other runners are compared with instead", () =>
    expectReasons(page));
  await page.getByLabel("its first").fill("10");
  await page.getByLabel(NONE).check();
  await test.step("each way changes the figures, says what they are of, and is what the CSV holds", async () => {
    await dropFiles(page, [stranger, ...others]);
    await settled(page, stranger.name);
    await showListed(page, shown.name);
    await settled(page, shown.name);
    await expectWays(page);
  });
  await test.step("the rest of a run stands as it was, whatever its own rest would teach", () =>
    expectRestUnused(page));
});

async function expectChosenByKeyboard(page: Page): Promise<void> {
  const control = page.getByTestId("calibration");
  await page.getByLabel(NONE).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByLabel(HISTORY)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(control).toHaveAttribute("data-kind", "warm-up");
  await page.keyboard.press("Tab");
  const minutes = page.getByLabel("its first");
  await expect(minutes).toBeFocused();
  await page.keyboard.type("5");
  await expect(page.locator(".finding")).toContainText("from minute 5 on");
  await minutes.fill("99");
  await expect(page.getByText("A whole number from 1 to 60; until then, 10.")).toBeVisible();
  await expect(minutes).toHaveValue("99");
  await expect(page.locator(".finding")).toContainText("from minute 10 on");
}

async function expectReasons(page: Page): Promise<void> {
  const control = page.getByTestId("calibration");
  const reason = page.getByText("My earlier runs: no other run of this runner");
  await expect(reason).toBeVisible();
  await expect(control.getByLabel(HISTORY)).toHaveAccessibleDescription(/^My earlier runs: no other run/);
  await page.getByLabel(HISTORY).check();
  await expect(reason).toBeVisible();
  await expect(page.getByText("It is compared with other runners instead.")).toBeVisible();
  await expect(control).toHaveAttribute("data-kind", "none");

  await dropFiles(page, [shown]);
  await settled(page, shown.name);
  await control.getByLabel(BOTH).check();
  await expect(control).toHaveAttribute("data-kind", "warm-up");
  await page.getByLabel("its first").fill("60");
  await expect(page.getByText("How this run began: this run is not longer than 60 minutes.")).toBeVisible();
  await expect(page.getByText("It is compared with other runners instead.")).toBeVisible();
  await expect(control).toHaveAttribute("data-kind", "none");
}

async function expectWays(page: Page): Promise<void> {
  const control = page.getByTestId("calibration");
  // Proposed, and never chosen for a person.
  await expect(control).toHaveAttribute("data-kind", "none");
  await page.getByTestId("proposal").getByRole("button", { name: "Compare with my earlier runs" }).click();
  await expect(control).toHaveAttribute("data-runs", "4");
  await expect(page.getByTestId("proposal")).toBeHidden();
  const maes = new Set<number>();
  for (const [option, kind, runs, fromS] of [
    [NONE, "none", 0, 0],
    [HISTORY, "history", 4, 0],
    [WARM_UP, "warm-up", 0, 600],
    [BOTH, "history and warm-up", 4, 600],
  ] as const) {
    await page.getByTestId("calibration").getByLabel(option).check();
    await expect(control).toHaveAttribute("data-kind", kind);
    await expect(control).toHaveAttribute("data-runs", String(runs));
    const { mae, coverage } = await figuresOfCsv(page, fromS);
    expect(Math.abs((await figure(page, "metric-mae")) - mae)).toBeLessThan(0.01);
    expect(Math.abs((await figure(page, "metric-coverage")) - coverage)).toBeLessThan(0.01);
    maes.add(mae);
    if (runs > 0) await expect(page.getByText("4 earlier runs, all taken for yours")).toBeVisible();
    await expect(page.getByText("first 10 min: learned from", { exact: true })).toBeVisible({ visible: fromS > 0 });
    const finding = page.locator(".finding");
    if (fromS > 0) await expect(finding).toContainText("from minute 10 on");
    else await expect(finding).not.toContainText("from minute");
  }
  expect(maes.size).toBe(4);
}

async function expectRestUnused(page: Page): Promise<void> {
  const rest = JSON.parse(shown.text);
  rest.heart_rate_bpm = rest.heart_rate_bpm.map((bpm: number | null, i: number) =>
    rest.time_s[i] >= 600 && bpm !== null ? bpm - 20 : bpm,
  );
  const predicted = async () => (await rowsOfCsv(page)).map((row) => row[3]);
  await page.getByLabel(WARM_UP).check();
  await expect(page.getByTestId("calibration")).toHaveAttribute("data-kind", "warm-up");
  const before = await predicted();
  expect(before.length).toBeGreaterThan(200);
  await dropFiles(page, [{ name: "other-end.json", text: JSON.stringify(rest) }]);
  await settled(page, "other-end.json");
  await expect(page.getByTestId("calibration")).toHaveAttribute("data-kind", "warm-up");
  expect(await predicted()).toEqual(before);
}

async function figuresOfCsv(page: Page, fromS: number): Promise<{ mae: number; coverage: number }> {
  const rows = (await rowsOfCsv(page)).filter((row) => row[0] >= fromS && !Number.isNaN(row[6]));
  const mean = (of: (row: number[]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    mae: mean((row) => Math.abs(row[3] - row[6])),
    coverage: mean((row) => Number(row[6] >= row[4] && row[6] <= row[5])),
  };
}
