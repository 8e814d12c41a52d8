import type { Page } from "@playwright/test";
import { hubRowOf } from "../src/dataset/build/statistics.ts";
import { writeHubRows } from "../src/dataset/parquet/parquet.ts";
import { simulateRuns } from "../src/dataset/simulator/simulator.ts";
import { BATCH_RUNS } from "../src/scoring/batches.ts";
import { gpxFile } from "../src/testing/gpx-file.ts";
import type { Workout } from "../src/workout/workout.ts";
import {
  chooseBundled,
  dropFiles,
  expect,
  figure,
  opened,
  openedUnderOnePolicy,
  openSettings,
  settled,
  showListed,
  test,
} from "./page.ts";
import { score } from "./split-scores.ts";

/** A software adapter takes its time. */
test.setTimeout(360_000);
const SLOW = { timeout: 120_000 };

const SPLIT_FIGURES = ["mae", "rmse", "bias", "coverage"];

/** A split that is scored in two batches: as many short runs as one takes, which are soon done, and a few whole ones. */
async function twoBatches(): Promise<Uint8Array> {
  const runs = Array.from(simulateRuns({ seed: 3, runs: BATCH_RUNS.webgpu + 8 }), (run, i) =>
    i < BATCH_RUNS.webgpu ? beginningOf(run, 600) : run,
  );
  return writeHubRows(
    runs.map((run, i) => hubRowOf(run, { workoutId: i + 1, userId: 1, startUnixS: 1_767_225_600, split: "test" })),
  );
}

function beginningOf(run: Workout, durationS: number): Workout {
  const end = run.timeS.findIndex((timeS) => timeS > durationS);
  const [timeS, speedKmh, altitudeM, heartRateBpm] = [run.timeS, run.speedKmh, run.altitudeM, run.heartRateBpm].map(
    (column) => column.slice(0, end),
  );
  return { ...run, timeS, speedKmh, altitudeM, heartRateBpm };
}

/** The builds of ONNX Runtime that the page fetches from here on. */
function buildsFetched(page: Page): Set<string> {
  const builds = new Set<string>();
  page.on("request", (request) => {
    const [, build] = /ort-wasm-simd-threaded\.(\w+)\.wasm/.exec(request.url()) ?? [];
    if (build) builds.add(build);
  });
  return builds;
}

/** The run that is shown comes out on WebGPU as it did on WASM. */
async function expectSameOnWebGpu(page: Page): Promise<void> {
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done", SLOW);
  const mae = await figure(page, "metric-mae");
  await runOn(page, "webgpu");
  expect(Math.abs((await figure(page, "metric-mae")) - mae)).toBeLessThan(0.05);
}

async function runOn(page: Page, backend: "wasm" | "webgpu"): Promise<void> {
  await openSettings(page, "researcher");
  await page.getByLabel("Runs on").selectOption(backend);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", backend, SLOW);
  await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done", SLOW);
}

/** Scores the split that is open. @returns its figures */
async function scored(page: Page): Promise<number[]> {
  await score(page, { timeout: 240_000 });
  return figuresOfSplit(page);
}

function figuresOfSplit(page: Page): Promise<number[]> {
  return Promise.all(SPLIT_FIGURES.map((name) => figure(page, `evaluate-${name}`)));
}

function expectSameSplit(figures: number[], onWasm: number[]): void {
  for (const [i, name] of SPLIT_FIGURES.entries()) expect(Math.abs(figures[i] - onWasm[i]), name).toBeLessThan(0.01);
}

async function loseDevice(page: Page): Promise<void> {
  const devTools = await page.context().browser()!.newBrowserCDPSession();
  await devTools.send("Browser.crashGpuProcess");
}

/** Loses the device in the midst of several runs. */
async function expectRunsThoughLost(page: Page): Promise<void> {
  const files = [1, 2, 3, 4, 5].map((run) => ({ name: `run-${run}.gpx`, text: gpxFile({ minutes: 60 + run }) }));
  await dropFiles(page, files);
  const status = page.getByTestId("status");
  await expect(status).toHaveAttribute("data-run", "run-1.gpx");
  await expect(status).toHaveAttribute("data-state", "done", SLOW);
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu");
  await loseDevice(page);

  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "wasm", SLOW);
  await openSettings(page, "researcher");
  await expect(page.getByText(/The graphics device was lost/)).toBeVisible();
  await page.keyboard.press("Escape");
  for (const { name } of files) {
    await showListed(page, name);
    await expect(status).toHaveAttribute("data-run", name);
    await expect(status).toHaveAttribute("data-state", "done", SLOW);
    expect(await figure(page, "metric-mae")).toBeGreaterThan(0);
  }
}

/** Loses the device in the midst of scoring the split that is open, of these figures. */
async function expectSplitThoughLost(page: Page, onWasm: number[]): Promise<void> {
  await page.getByTestId("evaluate-split").click();
  const progress = page.getByTestId("evaluate-progress");
  await expect(progress).toHaveAttribute("data-state", "running");
  // The first batch of two is done, the second is being scored: looked for more often than expect does.
  const isFirstDone = (runs: string) => document.querySelector(`[data-done="${runs}"]`) !== null;
  await page.waitForFunction(isFirstDone, String(BATCH_RUNS.webgpu), { ...SLOW, polling: 50 });
  await loseDevice(page);
  await expect(progress).toHaveAttribute("data-state", "done", SLOW);
  await expect(progress).toContainText("Scored 40 runs");
  await expect(page.getByText(/with WASM\. .*device was lost/)).toBeVisible();
  expectSameSplit(await figuresOfSplit(page), onWasm);
}

test.describe("where the graphics device is lost at last", () => {
  // ONNX Runtime may say it in several lines, of which one only ends their colour.
  test.use({ expected: { complaints: /^$|external Instance reference|device (is|was) lost|Aborted/i, origin: null } });

  test("WebGPU gives the same figures as WASM of a run and of a split, and composes no code from text; in the midst of either all of it is done without the device, and the page says what happened", async ({
    page,
  }) => {
    const builds = buildsFetched(page);
    await openedUnderOnePolicy(page);
    await dropFiles(page, [{ name: "two-batches.parquet", text: Buffer.from(await twoBatches()) }]);
    await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
    const onWasm = await scored(page);
    await page.getByTestId("place-run").click();
    await test.step("a run comes out the same, by the build that needs no code from text", async () => {
      await expectSameOnWebGpu(page);
      expect([...builds]).toEqual(["jspi"]);
    });
    await page.getByTestId("place-datasets").click();
    await test.step("a split is scored as on WASM", async () => {
      expectSameSplit(await scored(page), onWasm);
      await expect(page.getByText(/on WebGPU/)).toBeVisible();
    });
    await test.step("the device lost in the midst of several runs, all of them are predicted, and the page says what happened", () =>
      expectRunsThoughLost(page));
    await page.getByTestId("place-datasets").click();
    await test.step("the device lost in the midst of scoring a split, no run is lost and none is counted twice", () =>
      expectSplitThoughLost(page, onWasm));
  });
});

test("a browser without JavaScript Promise Integration runs the other models by WebGPU's other build", async ({
  page,
}) => {
  const builds = buildsFetched(page);
  await page.route("**/*worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete WebAssembly.Suspending;\n${await response.text()}` });
  });
  await opened(page);
  await dropFiles(page, [{ name: "short.gpx", text: gpxFile({ minutes: 8 }) }]);
  await settled(page, "short.gpx");
  await chooseBundled(page, "population-lstm");
  await expectSameOnWebGpu(page);
  expect([...builds]).toEqual(["asyncify"]);
  await runOn(page, "wasm");
  await chooseBundled(page, "population-attention");
  await expectSameOnWebGpu(page);
});

test("a measurement can be stopped; both are timed on a person's word, and the times are there on the next visit", async ({
  page,
}) => {
  await opened(page);
  const times = page.getByTestId("backend-times");
  await expect(times).toHaveAttribute("data-state", "none");
  await openSettings(page, "researcher");
  await page.getByRole("button", { name: "Time both on this machine" }).click();
  await page.getByRole("button", { name: "Stop timing" }).click();
  await expect(times).toHaveAttribute("data-state", "none");
  await page.getByRole("button", { name: "Time both on this machine" }).click();
  await expect(times).toHaveAttribute("data-state", "measuring");
  await expect(times).toHaveAttribute("data-state", "measured", { timeout: 300_000 });
  for (const name of ["processor", "graphics"]) {
    await expect(times.getByRole("row", { name }).getByRole("cell")).toHaveText([/^[\d.,]+ ms$/, /^[\d.,]+ ms$/]);
  }
  await expect(times.getByText(/^Faster: /)).toBeVisible();
  const measured = await times.getByRole("table").innerText();
  await opened(page);
  await openSettings(page, "researcher");
  expect(await times.getByRole("table").innerText()).toBe(measured);
});
