import { readFileSync } from "node:fs";

const LATENCY_MS = 50;
const POINTS = 60;

/**
 * Opens a split of 6,000 runs over HTTP, as the page's worker does, from a server of this machine that waits before
 * each answer; then what the first page of a list shows: all statistics, and the heart rates of the first row group.
 * @returns a sentence
 */
export async function timeRemoteSplit() {
  const { tsImport } = await import("tsx/esm/api");
  const { largeSplit } = await tsImport("../../src/testing/large-split.ts", import.meta.url);
  const { serveRanges } = await tsImport("../../src/testing/range-server.ts", import.meta.url);
  const { splitReader } = await tsImport("../../src/dataset/open-split.ts", import.meta.url);
  const bytes = new Uint8Array(readFileSync(await largeSplit()));
  const server = await serveRanges(bytes, { latencyMs: LATENCY_MS });
  // The second time nothing has to be compiled first.
  const opened = [await openAndList(splitReader, server.url), await openAndList(splitReader, server.url)][1];
  await server.stop();
  const ms = (value) => `${value.toFixed(0)} ms`;
  const share = (100 * opened.fetchedBytes) / bytes.length;
  return `A split of ${opened.rows} runs, ${(bytes.length / 1e6).toFixed(0)} MB, ${LATENCY_MS} ms away: footer ${ms(opened.footerMs)}, first rows ${ms(opened.firstRowsMs)} later, all ${ms(opened.allRowsMs)}, first heart rates ${ms(opened.heartRatesMs)}; ${share.toFixed(1)} % fetched`;
}

async function openAndList(splitReader, url) {
  const startMs = performance.now();
  const split = await splitReader.open({ kind: "url", url });
  const openedMs = performance.now();
  let rows = 0;
  let firstRowsMs = null;
  await split.rows((some) => {
    rows += some.length;
    firstRowsMs ??= performance.now() - openedMs;
  });
  const allRowsMs = performance.now() - openedMs;
  await split.sparklines(0, POINTS);
  const heartRatesMs = performance.now() - openedMs;
  const fetchedBytes = split.fetchedBytes();
  split.close();
  return { rows, footerMs: openedMs - startMs, firstRowsMs, allRowsMs, heartRatesMs, fetchedBytes };
}
