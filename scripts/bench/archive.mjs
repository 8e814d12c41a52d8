import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { freshPage } from "./fresh-page.mjs";

const RUNS = 200;
const MINUTES = 15;
/** The second archive has the same runs, and twice the bytes. */
const SIZES_MB = [100, 200];
/** Years of running. */
const MANY_RUNS = 3000;
/** No two runs of the latest fifty are alike, as nobody runs the same run twice. */
const DISTINCT_RUNS = 60;

/**
 * Gives a fresh page a ZIP of runs, as large as such archives are by their photographs: how long until it is listed and
 * until all is predicted, and the memory that it takes. A second archive is twice as large; a third has far more runs,
 * and is only listed.
 * @returns lines of the report
 */
export async function benchArchive(browser, address) {
  const { gpxFile } = await tsImport("../../src/testing/gpx-file.ts", import.meta.url);
  const { zipFile } = await tsImport("../../src/testing/zip-file.ts", import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const distinct = Array.from({ length: DISTINCT_RUNS }, (_, k) =>
    gpxFile({ minutes: MINUTES, faults: { offset: { bpm: k - DISTINCT_RUNS / 2, fromS: 0, toS: 60 * MINUTES + 1 } } }),
  );
  const runsOf = (count) =>
    Array.from({ length: count }, (_, i) => ({ name: `runs/${i + 1}.gpx`, content: distinct[i % DISTINCT_RUNS] }));
  const measure = async (name, entries, work) => {
    const path = join(folder, `${name}.zip`);
    writeFileSync(path, zipFile(entries));
    return timeArchive(browser, address, path, work);
  };
  const lines = [`A ZIP of ${RUNS} runs of ${MINUTES} minutes`];
  for (const sizeMb of SIZES_MB) {
    const photographs = { name: "photographs", content: new Uint8Array(sizeMb * 1e6), packing: "stored" };
    const times = await measure(sizeMb, [...runsOf(RUNS), photographs], { runs: RUNS, untilPredicted: true });
    lines.push(`  ${sizeMb} MB: ${wordsOf(times)}`);
  }
  const { listedMs } = await measure("many", runsOf(MANY_RUNS), { runs: MANY_RUNS, untilPredicted: false });
  lines.push(`One of ${MANY_RUNS} such runs: listed after ${(listedMs / 1000).toFixed(1)} s`);
  rmSync(folder, { recursive: true });
  return lines;
}

async function timeArchive(browser, address, path, work) {
  const { page, context, memoryMb } = await freshPage(browser, address);
  const heap = await heapOf(page);
  const memory = await memoryMb("VmRSS");
  await page.evaluate(watchList, work);
  await page.getByTestId("file-input").setInputFiles(path);
  const times = await page.evaluate(() => window.settled);
  const result = { ...times, heap: [heap, await heapOf(page)], memory: [memory, await memoryMb("VmHWM")] };
  await context.close();
  return result;
}

/** In the page: from the file's arrival until all runs are listed, and, where asked for, until none waits any more. */
function watchList({ runs, untilPredicted }) {
  window.settled = new Promise((resolve) => {
    let arrivedAt;
    let listedMs;
    let longestTaskMs = 0;
    document.addEventListener("change", () => (arrivedAt = performance.now()), { capture: true, once: true });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (startTime > arrivedAt) longestTaskMs = Math.max(longestTaskMs, duration);
      }
    }).observe({ type: "longtask" });
    const watch = setInterval(() => {
      const step = document.querySelector(".run-step")?.textContent ?? "";
      if (!step.includes(runs.toLocaleString("en"))) return;
      listedMs ??= performance.now() - arrivedAt;
      if (untilPredicted && document.querySelector(".run-stepper progress") !== null) return;
      clearInterval(watch);
      resolve({ listedMs, predictedMs: performance.now() - arrivedAt, longestTaskMs });
    }, 20);
  });
}

/** What the page's own scripts hold, in MB. */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

function wordsOf({ listedMs, predictedMs, longestTaskMs, heap, memory }) {
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  const megabytes = ([before, after]) => `${before.toFixed(0)} → ${after.toFixed(0)} MB`;
  return [
    `listed after ${seconds(listedMs)}, all predicted after ${seconds(predictedMs)}`,
    `the page's heap ${megabytes(heap)}, its process ${megabytes(memory)} at most`,
    `longest task on the main thread ${longestTaskMs.toFixed(0)} ms`,
  ].join("; ");
}
