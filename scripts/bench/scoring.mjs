import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { tsImport } from "tsx/esm/api";
import { freshPage } from "./fresh-page.mjs";
import { median } from "./median.mjs";
import { nativeRate } from "./native.mjs";

/** Runs that rates are measured on: enough for both workers to be past what browsers compile at first. */
const RUNS = 1200;
/** A software adapter takes most of a second for each. */
const WEBGPU_RUNS = 64;
const REPEATS = 3;
const NATIVE_RUNS = 60;
/** Before each answer of the server that the large split comes from. */
const LATENCY_MS = 50;

const WEBGPU = ["--enable-unsafe-webgpu", "--enable-features=Vulkan"];
const SOFTWARE_ADAPTER = "--use-webgpu-adapter=swiftshader";

/**
 * How fast the page scores a split: by one worker, by all, on WebGPU, beside the model alone run natively.
 * @yields lines of the report
 */
export async function* benchScoring(browser, address, executablePath) {
  const { buildTestSplit } = await tsImport("../../src/dataset/test-split.ts", import.meta.url);
  const { writeHubRows } = await tsImport("../../src/dataset/parquet/parquet.ts", import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const write = async (name, rows) => {
    writeFileSync(join(folder, name), await writeHubRows(rows));
    return join(folder, name);
  };
  const rows = buildTestSplit({ seed: 7, runs: RUNS });
  const path = await write("rates.parquet", rows);
  const cores = cpus().length;

  yield `Scoring a split of ${RUNS} runs of ${meanMinutes(rows).toFixed(0)} minutes, the medians of ${REPEATS}`;
  const one = [];
  const all = [];
  // In turns: what else the machine does meets both.
  for (let i = 0; i < REPEATS; i++) {
    one.push((await score(browser, address, path, { workers: 1 })).runsPerS);
    all.push((await score(browser, address, path, { workers: cores })).runsPerS);
  }
  yield `  one worker: ${median(one).toFixed(1)} runs a second`;
  const times = (median(all) / median(one)).toFixed(2);
  yield `  ${cores} workers on ${cores} cores: ${median(all).toFixed(1)} runs a second, ${times} times one`;
  const native = await nativeRate(rows.slice(0, NATIVE_RUNS)).catch(({ message }) => message);
  yield typeof native === "number"
    ? `  the model alone, native, one thread: ${native.toFixed(1)} runs a second`
    : `  the model alone, native: not measured (${native})`;
  const fewer = await write("fewer.parquet", rows.slice(0, WEBGPU_RUNS));
  yield `  WebGPU: ${await webGpuRate(executablePath, address, fewer)}`;
  rmSync(folder, { recursive: true });
}

/**
 * Whether the page stays alive, and small, while it scores 6,000 runs that it fetches from a server, and how fast their
 * map of errors is there and read.
 * @yields lines of the report
 */
export async function* benchLargeSplit(browser, address) {
  const { largeSplit } = await tsImport("../../src/testing/large-split.ts", import.meta.url);
  const { serveRanges } = await tsImport("../../src/testing/range-server.ts", import.meta.url);
  const workers = cpus().length;
  const server = await serveRanges(new Uint8Array(readFileSync(await largeSplit())), { latencyMs: LATENCY_MS });
  const timed = (page, { runs }) => page.evaluate(timeMap, runs);
  yield* linesOf(workers, await score(browser, address, server.url, { workers, afterwards: timed }));
  await server.stop();
}

function* linesOf(
  cores,
  { runs, runsPerS, firstFiguresMs, longestTaskMs, over100, mapMs, atOnceMs, hoverMs, heapMb, processMb },
) {
  const first = (firstFiguresMs / 1000).toFixed(1);
  yield `Scoring ${runs} runs of a server ${LATENCY_MS} ms away on ${cores} workers: ${runsPerS.toFixed(1)} runs a second; first figures after ${first} s`;
  yield longestTaskMs > 0
    ? `  longest task on the main thread ${longestTaskMs.toFixed(0)} ms, ${over100} of 100 ms or more`
    : "  no task on the main thread took 50 ms";
  yield `  its map of errors painted ${mapMs.toFixed(0)} ms after it was opened; of 20 moves of the pointer the longest is read after ${hoverMs.toFixed(0)} ms, ${atOnceMs.toFixed(0)} while the charts beside it are drawn`;
  const heap = heapMb.map((mb) => mb.toFixed(0)).join(" ");
  yield `  JavaScript heap of the page, MB, every 10 s: ${heap}; most memory of its process ${processMb.toFixed(0)} MB`;
}

/**
 * Gives a fresh page a split, and scores all of it.
 * @param source the path of its file, or its address
 * @param options `afterwards`: what is measured of the page after that
 */
async function score(browser, address, source, { workers, backend = "wasm", afterwards = async () => ({}) }) {
  const { page, context, memoryMb } = await freshPage(browser, address, (fresh) =>
    fresh.addInitScript((cores) => {
      Object.defineProperty(navigator, "hardwareConcurrency", { get: () => cores });
    }, workers),
  );
  if (backend !== "wasm") {
    await page.getByTestId("level").check();
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await page.getByLabel("Runs on").selectOption(backend);
    await page.locator(`[data-testid="backend"][data-backend="${backend}"]`).waitFor({ timeout: 120_000 });
    await page.keyboard.press("Escape");
  }
  if (URL.canParse(source)) {
    await page.goto(`${address}#d1.${source}`);
    await page.getByRole("button", { name: "Fetch it" }).click();
  } else {
    await page.getByTestId("file-input").setInputFiles(source);
  }
  await page
    .locator('[data-testid="split-arrival"][data-state="whole"]')
    .waitFor({ state: "attached", timeout: 60_000 });
  await page.evaluate(watchScoring);
  const heapMb = [];
  const devtools = await context.newCDPSession(page);
  const sampleHeap = async () => {
    const usage = await devtools.send("Runtime.getHeapUsage").catch(() => null);
    if (usage) heapMb.push(usage.usedSize / 1e6);
  };
  const sampling = setInterval(() => void sampleHeap(), 10_000);
  const result = await page.evaluate(() => window.scored);
  clearInterval(sampling);
  const further = await afterwards(page, result);
  const processMb = await memoryMb("VmHWM");
  await context.close();
  return { ...result, ...further, heapMb, processMb };
}

/** In the page: clicks the button, and follows how many runs are done until all are. */
function watchScoring() {
  const button = document.querySelector('[data-testid="evaluate-split"]');
  const progress = document.querySelector('[data-testid="evaluate-progress"]');
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask" });
  window.scored = new Promise((resolve, reject) => {
    const startMs = performance.now();
    const marks = [];
    let firstFiguresMs = null;
    const watch = new MutationObserver(() => {
      const done = Number(progress.dataset.done);
      if (done > 0 && done !== marks.at(-1)?.done) marks.push({ done, atMs: performance.now() });
      if (document.querySelector('[data-testid="evaluate-mae"]')) firstFiguresMs ??= performance.now() - startMs;
      if (progress.dataset.state === "error") reject(new Error(progress.textContent));
      if (progress.dataset.state !== "done") return;
      watch.disconnect();
      const [first, last] = [marks.at(0), marks.at(-1)];
      resolve({
        runs: last.done,
        // From the first that were there: starting the workers is no part of the rate.
        runsPerS: (1000 * (last.done - first.done)) / (last.atMs - first.atMs),
        firstFiguresMs,
        longestTaskMs: Math.max(0, ...tasks.map(({ duration }) => duration)),
        over100: tasks.filter(({ duration }) => duration >= 100).length,
      });
    });
    watch.observe(progress.closest("section"), { attributes: true, childList: true, subtree: true });
    button.click();
  });
}

/** In the page: opens the map of errors, moves the pointer over it at once, and again once the charts beside it are drawn. */
async function timeMap(runs) {
  const seen = (isSeen) =>
    new Promise((resolve) => {
      const look = () =>
        isSeen() ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look);
      look();
    });
  const startMs = performance.now();
  document.querySelector(".evaluate-result summary").click();
  const isPainted = () =>
    document.querySelector(`[data-testid="error-map"][data-runs="${runs}"] canvas[data-painted="true"]`) !== null;
  const paintedMs = await seen(isPainted);
  const rows = document.querySelector(".map-rows");
  const reading = document.querySelector('[data-testid="error-map-reading"]');
  const readAll = async () => {
    const times = [];
    for (let i = 1; i <= 20; i++) {
      // The charts before it may come meanwhile.
      const { left, top, width, height } = rows.getBoundingClientRect();
      const before = reading.textContent;
      const movedMs = performance.now();
      const place = { clientX: left + width / 20, clientY: top + (height * i) / 21, bubbles: true };
      rows.dispatchEvent(new PointerEvent("pointermove", place));
      times.push((await seen(() => reading.textContent !== before)) - movedMs);
    }
    return Math.max(...times);
  };
  const atOnceMs = await readAll();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { mapMs: paintedMs - startMs, atOnceMs, hoverMs: await readAll() };
}

/** On the machine's adapter, else on Chromium's own, which says nothing of a graphics card. */
async function webGpuRate(executablePath, address, path) {
  for (const args of [[], [SOFTWARE_ADAPTER]]) {
    const own = await chromium.launch({ executablePath, args: ["--no-sandbox", ...WEBGPU, ...args] });
    try {
      const page = await own.newPage();
      await page.goto(address);
      const adapter = await page.evaluate(async () => {
        const found = await navigator.gpu?.requestAdapter().catch(() => null);
        return found ? found.info.architecture || found.info.vendor || found.info.description : null;
      });
      await page.close();
      const isSoftware = adapter === "swiftshader";
      if (adapter === null || (isSoftware && args.length === 0)) continue;
      const { runsPerS } = await score(own, address, path, { workers: 1, backend: "webgpu" });
      return `${runsPerS.toFixed(1)} runs a second on ${isSoftware ? "a software adapter, which says nothing of a graphics card" : adapter}`;
    } catch (error) {
      return `not measured (${error.message.split("\n")[0]})`;
    } finally {
      await own.close();
    }
  }
  return "no adapter here";
}

function meanMinutes(rows) {
  return rows.reduce((sum, { duration_min }) => sum + duration_min, 0) / rows.length;
}
