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
  showListed,
  test,
} from "./page.ts";
import { openBundledSplit, score } from "./split-scores.ts";

/** A software adapter takes its time. */
test.setTimeout(360_000);
const SLOW = { timeout: 120_000 };

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

test("WebGPU gives the same figures as WASM, and composes no code from text", async ({ page }) => {
  const builds = buildsFetched(page);
  await openedUnderOnePolicy(page);
  await expectSameOnWebGpu(page);
  expect([...builds]).toEqual(["jspi"]);
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
  await chooseBundled(page, "population-lstm");
  await expectSameOnWebGpu(page);
  expect([...builds]).toEqual(["asyncify"]);
  await runOn(page, "wasm");
  await chooseBundled(page, "population-attention");
  await expectSameOnWebGpu(page);
});

test("a split is scored on WebGPU as on WASM", async ({ page }) => {
  await openBundledSplit(page);
  await page.getByLabel("Type").selectOption("Intensive");
  await score(page);
  const names = ["mae", "rmse", "bias", "coverage"];
  const figures = () => Promise.all(names.map((name) => figure(page, `evaluate-${name}`)));
  const onWasm = await figures();
  await openSettings(page, "researcher");
  await page.getByLabel("Runs on").selectOption("webgpu");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu", SLOW);
  await score(page, { timeout: 240_000 });
  await expect(page.getByText(/on WebGPU/)).toBeVisible();
  for (const [i, value] of (await figures()).entries())
    expect(Math.abs(value - onWasm[i]), names[i]).toBeLessThan(0.01);
});

test("both are timed on a person's word, and the times are there on the next visit", async ({ page }) => {
  await opened(page);
  const times = page.getByTestId("backend-times");
  await expect(times).toHaveAttribute("data-state", "none");
  await openSettings(page, "researcher");
  await page.getByRole("button", { name: "Time both on this machine" }).click();
  await expect(times).toHaveAttribute("data-state", "measuring");
  await expect(times).toHaveAttribute("data-state", "measured", { timeout: 300_000 });
  for (const name of ["processor", "graphics"]) {
    await expect(times.getByRole("row", { name }).getByRole("cell")).toHaveText([/^[\d.,]+ ms$/, /^[\d.,]+ ms$/]);
  }
  await expect(times.getByText(/^Faster: /)).toBeVisible();
  const measured = await times.getByRole("table").innerText();
  await page.reload();
  await opened(page);
  await openSettings(page, "researcher");
  expect(await times.getByRole("table").innerText()).toBe(measured);
});

test("a measurement can be stopped", async ({ page }) => {
  await opened(page);
  await openSettings(page, "researcher");
  await page.getByRole("button", { name: "Time both on this machine" }).click();
  await page.getByRole("button", { name: "Stop timing" }).click();
  await expect(page.getByTestId("backend-times")).toHaveAttribute("data-state", "none");
});

test.describe("where the graphics device is lost", () => {
  test.use({ expected: { complaints: /external Instance reference|device (is|was) lost|Aborted/i, origin: null } });

  test("in the midst of several runs, all of them are predicted, and the page says what happened", async ({
    page,
    browser,
  }) => {
    await opened(page);
    await openSettings(page, "researcher");
    await page.getByLabel("Runs on").selectOption("webgpu");
    await page.keyboard.press("Escape");
    await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu", SLOW);
    await expect(page.getByTestId("status")).toHaveAttribute("data-state", "done", SLOW);

    const files = [1, 2, 3, 4, 5].map((run) => ({ name: `run-${run}.gpx`, text: gpxFile({ minutes: 60 + run }) }));
    await dropFiles(page, files);
    const status = page.getByTestId("status");
    await expect(status).toHaveAttribute("data-run", "run-1.gpx");
    await expect(status).toHaveAttribute("data-state", "done", SLOW);
    const devTools = await browser.newBrowserCDPSession();
    await devTools.send("Browser.crashGpuProcess");

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
  });

  test("in the midst of scoring a split, no run is lost and none is counted twice", async ({ page, browser }) => {
    await opened(page);
    await dropFiles(page, [{ name: "two-batches.parquet", text: Buffer.from(await twoBatches()) }]);
    await expect(page.getByTestId("split-arrival")).toHaveAttribute("data-state", "whole");
    await openSettings(page, "researcher");
    await page.getByLabel("Runs on").selectOption("webgpu");
    await page.keyboard.press("Escape");
    await expect(page.getByTestId("backend")).toHaveAttribute("data-backend", "webgpu", SLOW);
    await page.getByTestId("evaluate-split").click();
    // The first batch of two is done: the second is being scored.
    await expect(page.getByTestId("evaluate-mae")).toBeVisible(SLOW);
    const devTools = await browser.newBrowserCDPSession();
    await devTools.send("Browser.crashGpuProcess");
    const progress = page.getByTestId("evaluate-progress");
    await expect(progress).toHaveAttribute("data-state", "done", SLOW);
    await expect(progress).toContainText("Scored 40 runs");
    await expect(page.getByText(/with WASM\. .*device was lost/)).toBeVisible();
  });
});
