import { readFileSync } from "node:fs";
import { tsImport } from "tsx/esm/api";
import { serve } from "../../src/serving/serve.mjs";
import { benchDragging } from "./dragging.mjs";
import { median } from "./median.mjs";
import { benchParts } from "./parts.mjs";

const RUNS = 15;
const MINUTES = 60;
const EARLIER_RUNS = 20;

/**
 * How long an hour's run takes from its file's arrival to the screen, stage by stage, how long the frames last while
 * a stretch of it is chosen, and how long calibration by earlier runs takes.
 * @returns lines of the report
 */
export async function benchOneRun(browser, address) {
  const { gpxFile } = await tsImport("../../src/testing/gpx-file.ts", import.meta.url);
  const gpx = gpxFile({ minutes: MINUTES });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.locator('[data-testid="status"][data-state="done"]').waitFor({ timeout: 60_000 });
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await timeOneRun(page, gpx, i));
  const dragging = await benchDragging(page);
  const parts = await benchParts(page);
  await page.close();
  const publishedMs = await timePublishedAlone(browser);
  const calibrationMs = await timeCalibration(browser, address);
  return [...linesOf(gpx, runs, publishedMs, calibrationMs), ...dragging, ...parts];
}

/** Gives the page a file as a person would; times from its arrival until the picture has been painted. */
async function timeOneRun(page, gpx, i) {
  const name = `run-${i}.gpx`;
  await page.evaluate((name) => {
    window.painted = new Promise((resolve) => {
      const longTasks = [];
      const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries()));
      tasks.observe({ type: "longtask" });
      let arrivedAt;
      document.addEventListener("change", () => (arrivedAt = performance.now()), { capture: true, once: true });
      const status = document.querySelector('[data-testid="status"]');
      const watch = new MutationObserver(() => {
        if (status.dataset.run !== name || status.dataset.state !== "done") return;
        watch.disconnect();
        // The frame in which React has drawn, then the task after it has been painted.
        requestAnimationFrame(() =>
          setTimeout(() => {
            const onScreenMs = performance.now() - arrivedAt;
            longTasks.push(...tasks.takeRecords());
            tasks.disconnect();
            const { value, parseMs, prepareMs } = document.querySelector('[data-testid="latency"]').dataset;
            resolve({
              parseMs: Number(parseMs),
              prepareMs: Number(prepareMs),
              modelMs: Number(value),
              onScreenMs,
              // What a task did before the file arrived is the work of whoever handed it in: Playwright.
              longestTaskMs: Math.max(
                0,
                ...longTasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, arrivedAt)),
              ),
            });
          }),
        );
      });
      watch.observe(status, { attributes: true });
    });
  }, name);
  await page.getByTestId("file-input").setInputFiles({ name, mimeType: "text/xml", buffer: Buffer.from(gpx) });
  return page.evaluate(() => window.painted);
}

/**
 * With an hour's run and earlier ones of the same runner on the page: from the choice to learn from these, each time
 * anew for another run, until the picture has been painted.
 */
async function timeCalibration(browser, address) {
  const { simulateRun } = await tsImport("../../src/dataset/simulator/simulator.ts", import.meta.url);
  const fresh = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await fresh.goto(address);
  const files = Array.from({ length: EARLIER_RUNS + 1 }, (_, run) => ({
    name: `run-${run}.json`,
    mimeType: "application/json",
    buffer: Buffer.from(hourOf(simulateRun({ seed: 1, runner: 1, run, kind: "long" }))),
  }));
  await fresh.getByTestId("file-input").setInputFiles(files);
  const control = fresh.getByTestId("calibration");
  await control.getByLabel("my earlier runs").check();
  // They have no dates, so that each may learn from all others.
  await fresh.getByLabel("runs of unknown date were before this one").check();
  await fresh.locator(`[data-testid="calibration"][data-runs="${EARLIER_RUNS}"]`).waitFor();
  const times = [];
  for (const [run, { name }] of files.entries()) {
    await control.getByLabel("other runners", { exact: true }).check();
    if (run > 0) await fresh.getByRole("button", { name: "Next run" }).click();
    await fresh.locator(`[data-testid="status"][data-run="${name}"][data-state="done"]`).waitFor();
    times.push(await fresh.evaluate(chooseHistory));
  }
  await fresh.close();
  return { first: times[0], median: median(times) };
}

/** In the page: resolves with the milliseconds from the choice to the frame after the one that drew it. */
function chooseHistory() {
  const control = document.querySelector('[data-testid="calibration"]');
  return new Promise((resolve) => {
    const chosenAt = performance.now();
    control.querySelector('input[value="history"]').click();
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (control.dataset.kind !== "history") throw new Error("The choice has not been drawn yet.");
        resolve(performance.now() - chosenAt);
      }),
    );
  });
}

/** The first hour of a run that is longer, as a file of the project's own form. */
function hourOf({ runner, timeS, ...series }) {
  const end = timeS.findIndex((second) => second > MINUTES * 60);
  const cut = (values) => [...values.slice(0, end < 0 ? values.length : end)];
  return JSON.stringify({
    runner,
    time_s: cut(timeS),
    speed_kmh: cut(series.speedKmh),
    altitude_m: cut(series.altitudeM),
    heart_rate_bpm: cut(series.heartRateBpm),
  });
}

/**
 * The published LSTM on the same number of steps, with nothing around it but ONNX Runtime: what all else is held against,
 * whichever model the page's own is.
 */
async function timePublishedAlone(browser) {
  const runtime = await serve("node_modules/onnxruntime-web/dist", { port: 0 });
  const bare = await browser.newPage();
  await bare.goto(runtime.address).catch(() => {});
  const model = readFileSync("public/models/population-lstm.onnx").toString("base64");
  const times = await bare.evaluate(
    async ({ address, model, steps, runs }) => {
      const ort = await import(`${address}ort.wasm.bundle.min.mjs`);
      ort.env.wasm.numThreads = 1;
      const session = await ort.InferenceSession.create(Uint8Array.from(atob(model), (letter) => letter.charCodeAt(0)));
      const features = session.inputMetadata[0].shape.at(-1);
      const input = new ort.Tensor("float32", new Float32Array(steps * features), [1, steps, features]);
      const times = [];
      for (let i = 0; i < runs; i++) {
        const start = performance.now();
        await session.run({ features: input });
        times.push(performance.now() - start);
      }
      return times;
    },
    { address: runtime.address, model, steps: MINUTES * 10 + 1, runs: RUNS },
  );
  runtime.stop();
  return median(times);
}

function linesOf(gpx, runs, publishedMs, calibrationMs) {
  const workerMs = ({ parseMs, prepareMs, modelMs }) => parseMs + prepareMs + modelMs;
  const rows = [
    ["parse", ({ parseMs }) => parseMs],
    ["repair and features", ({ prepareMs }) => prepareMs],
    ["model", ({ modelMs }) => modelMs],
    ["in the worker, all three", workerMs],
    ["drawing and hand-over", (run) => run.onScreenMs - workerMs(run)],
    ["from arrival to the screen", ({ onScreenMs }) => onScreenMs],
    ["the published LSTM alone", () => publishedMs],
  ];
  const cell = (text) => String(text).padStart(12);
  const lines = rows.map(([what, of]) => {
    const ms = median(runs.map(of));
    return [what.padEnd(28), cell(of(runs[0]).toFixed(1)), cell(ms.toFixed(1)), cell((ms / publishedMs).toFixed(1))];
  });
  const longest = Math.max(...runs.map(({ longestTaskMs }) => longestTaskMs));
  return [
    `An hour's run, a GPX of ${(gpx.length / 1e6).toFixed(2)} MB, ${RUNS} times in Chromium once the page is ready`,
    ["ms".padEnd(28), cell("first"), cell("median"), cell("÷ LSTM")].join(""),
    ...lines.map((line) => line.join("")),
    `Learning from ${EARLIER_RUNS} earlier runs of an hour and predicting, from the choice to the screen: first ${calibrationMs.first.toFixed(0)} ms, median ${calibrationMs.median.toFixed(0)} ms`,
    longest > 0 ? `Longest task on the main thread: ${longest.toFixed(0)} ms` : "No task on the main thread took 50 ms",
  ];
}
