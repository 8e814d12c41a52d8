import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tsImport } from "tsx/esm/api";
import { freshPage } from "./fresh-page.mjs";

/** A runner's six years. */
const RUNS = 2000;
/** Runs after which a person cancels, and goes on; and those after which the tab is closed. */
const CANCELLED_AT = 300;
const CLOSED_AT = 1000;
/** Runs that all others are made of, by other dates. */
const DISTINCT_RUNS = 50;
const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2019, 0, 1);

/**
 * Drops a Strava export of 2,000 runs on a page that remembers, cancels and goes on, closes the tab half-way and drops it
 * again; opens the place of so many runs; takes them away as a file, and brings that to another browser.
 * @returns lines of the report
 */
export async function benchLibraryPage(browser, address) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const archive = join(folder, "export.zip");
  writeFileSync(archive, await stravaExport());
  const lines = [`A Strava export of ${RUNS.toLocaleString("en")} runs, remembered`];
  const { page: first, context, memoryMb } = await freshPage(browser, address, prepared);
  await remember(first);
  const half = await dropped(first, archive, memoryMb, CLOSED_AT);
  await first.close();
  lines.push(`  cancelled at ${CANCELLED_AT}, gone on with, and closed at ${CLOSED_AT}: ${half}`);

  const page = await context.newPage();
  await prepared(page);
  const reopened = await opened(page, address, CLOSED_AT);
  lines.push(`  opened again, ${await runsKept(page)} runs are kept: ${reopened}`);
  lines.push(`  dropped again: ${await dropped(page, archive, memoryMb, RUNS)}, ${await runsKept(page)} are kept`);
  lines.push(`  the place of ${RUNS} runs: ${await opened(page, address, RUNS)}`);

  const path = join(folder, "runs.jsonl.gz");
  const away = await timed(page, async () => {
    const saved = page.waitForEvent("download");
    await page.getByTestId("take-away").click();
    await (await saved).saveAs(path);
  });
  lines.push(`  taken away in ${away}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
  await context.close();

  const other = await freshPage(browser, address, prepared);
  await remember(other.page);
  const here = await timed(other.page, async () => {
    await other.page.getByTestId("bring-here").setInputFiles(path);
    await other.page.locator(`[data-testid="brought"][data-fresh="${RUNS}"]`).waitFor({ timeout: 0 });
  });
  lines.push(
    `  brought to another browser in ${here}, its process ${(await other.memoryMb("VmHWM")).toFixed(0)} MB at most`,
  );
  await other.context.close();
  rmSync(folder, { recursive: true });
  return lines;
}

/** Notes the longest task on the main thread of each page that is loaded. */
async function prepared(page) {
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.tasks.push({ startTime, duration });
    }).observe({ type: "longtask", buffered: true });
  });
}

async function remember(page) {
  await page.getByTestId("place-my-runs").click();
  await page.getByTestId("remember").check();
  await page.getByText("0 runs kept").waitFor();
}

/** Waits until the table has at least so many runs; one row is its head. */
async function rows(page, count) {
  await page.waitForFunction(
    (least) => Number(document.querySelector(".my-runs table")?.getAttribute("aria-rowcount")) > least,
    count,
    { timeout: 0, polling: 20 },
  );
}

/** Number of the runs that the place says are kept. */
async function runsKept(page) {
  const text = await page.locator(".kept-library .note").first().textContent();
  return Number(/^([\d,]+) runs? kept/.exec(text)[1].replaceAll(",", ""));
}

/** Drops the archive, and waits until so many runs are kept; on the way a person cancels and goes on. */
async function dropped(page, archive, memoryMb, until) {
  const keptAtLeast = async (count) => {
    while ((await runsKept(page)) < count) await page.waitForTimeout(200);
  };
  const told = await timed(page, async () => {
    await page.getByTestId("file-input").setInputFiles(archive);
    await page.getByTestId("place-my-runs").click();
    if (until < RUNS) {
      await keptAtLeast(CANCELLED_AT);
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
      await page.getByRole("button", { name: "Go on" }).click();
    }
    await keptAtLeast(until);
    if (until === RUNS)
      await page.getByRole("progressbar", { name: "Runs predicted" }).waitFor({ state: "detached", timeout: 0 });
  });
  return `${told}, the process ${(await memoryMb("VmHWM")).toFixed(0)} MB at most`;
}

/** Loads the place of so many runs anew, as on a later visit. */
async function opened(page, address, runs) {
  await page.goto("about:blank");
  const start = performance.now();
  await page.goto(`${address}#my-runs`, { waitUntil: "commit" });
  await rows(page, runs);
  const listedMs = performance.now() - start;
  await page.locator(".trend-line").waitFor({ state: "attached" });
  const tasks = await longest(page, 0);
  return `listed in ${(listedMs / 1000).toFixed(2)} s, with its trend in ${((performance.now() - start) / 1000).toFixed(2)} s, ${tasks}`;
}

async function timed(page, act) {
  const from = await page.evaluate(() => performance.now());
  const start = performance.now();
  await act();
  const seconds = (performance.now() - start) / 1000;
  return `${seconds.toFixed(1)} s, ${await longest(page, from)}`;
}

async function longest(page, from) {
  const tasks = await page.evaluate((since) => window.tasks.filter(({ startTime }) => startTime >= since), from);
  const ms = tasks.map(({ duration }) => duration);
  return ms.length === 0
    ? "no task over 50 ms"
    : `${ms.length} tasks over 50 ms, the longest ${Math.max(...ms).toFixed(0)} ms`;
}

/** As Strava writes it: a table, and a packed GPX file a run. */
async function stravaExport() {
  const { gpxFile } = await tsImport("../../src/testing/gpx-file.ts", import.meta.url);
  const { zipFile } = await tsImport("../../src/testing/zip-file.ts", import.meta.url);
  const texts = Array.from({ length: DISTINCT_RUNS }, (_, k) => {
    const minutes = 10 + (k % 10);
    return gpxFile({
      minutes,
      swingMps: 0.3 + 0.02 * k,
      faults: { offset: { bpm: k - 25, fromS: 0, toS: 60 * minutes + 1 } },
    });
  });
  const files = Array.from({ length: RUNS }, (_, i) => {
    const day = new Date(FIRST_DAY_MS + i * DAY_MS).toISOString().slice(0, 10);
    const text = texts[i % texts.length].replaceAll(/\d{4}-\d\d-\d\d(?=T)/g, day);
    return { name: `activities/${i + 1}.gpx.gz`, content: gzipSync(text, { level: 1 }), packing: "stored" };
  });
  const table = files.map((_, i) => `${i + 1},"1 Jan 2019, 08:00:00",Run ${i + 1},Run,activities/${i + 1}.gpx.gz`);
  const head = "Activity ID,Activity Date,Activity Name,Activity Type,Filename";
  return zipFile([{ name: "activities.csv", content: [head, ...table].join("\n") }, ...files]);
}
