import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { freshPage } from "./fresh-page.mjs";

const RUNS = 200;
const MINUTES = 15;
/** The second archive has the same runs, and twice the bytes. */
const SIZES_MB = [100, 200];

/**
 * Gives a fresh page a ZIP of runs, as large as such archives are by their photographs: how long until it is listed and
 * until all is predicted, and the memory that it takes. A second archive is twice as large.
 * @returns lines of the report
 */
export async function benchArchive(browser, address) {
  const { gpxFile } = await tsImport("../../src/testing/gpx-file.ts", import.meta.url);
  const { zipFile } = await tsImport("../../src/testing/zip-file.ts", import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const gpx = gpxFile({ minutes: MINUTES });
  const runs = Array.from({ length: RUNS }, (_, i) => ({ name: `runs/${i + 1}.gpx`, content: gpx }));
  const lines = [];
  for (const sizeMb of SIZES_MB) {
    const photographs = { name: "photographs", content: new Uint8Array(sizeMb * 1e6), packing: "stored" };
    const path = join(folder, `${sizeMb}.zip`);
    writeFileSync(path, zipFile([...runs, photographs]));
    lines.push(`${sizeMb} MB: ${wordsOf(await timeArchive(browser, address, path))}`);
  }
  rmSync(folder, { recursive: true });
  return [`A ZIP of ${RUNS} runs of ${MINUTES} minutes`, ...lines.map((line) => `  ${line}`)];
}

async function timeArchive(browser, address, path) {
  const { page, context, memoryMb } = await freshPage(browser, address);
  const heap = await heapOf(page);
  const memory = await memoryMb("VmRSS");
  await page.evaluate(watchList, RUNS);
  await page.getByTestId("file-input").setInputFiles(path);
  const times = await page.evaluate(() => window.settled);
  const result = { ...times, heap: [heap, await heapOf(page)], memory: [memory, await memoryMb("VmHWM")] };
  await context.close();
  return result;
}

/** In the page: from the file's arrival until all runs are listed, and until none waits any more. */
function watchList(runs) {
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
      const results = [...document.querySelectorAll(".run-result")];
      if (results.length < runs) return;
      listedMs ??= performance.now() - arrivedAt;
      if (!results.every(({ textContent }) => textContent.endsWith("bpm"))) return;
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
