import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";
import { build } from "vite";
import { benchLibraryPage } from "./library-page.mjs";

/** A runner's three years, and six. */
const SIZES = [1000, 2000];
/** Runs that all others are made of. */
const DISTINCT_RUNS = 20;

/**
 * Fills the library of a fresh browser with runs of half an hour to two hours, and opens it after a reload.
 * @returns lines of the report
 */
export async function benchLibrary(browser, address) {
  const script = await bundled("library-in-page.ts");
  const tracks = await plainTracks();
  const lines = ["The library in a browser"];
  for (const runs of SIZES) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const open = async () => {
      await page.goto(`${address}models/population.md`);
      await page.addScriptTag({ content: script });
    };
    await open();
    const filled = await page.evaluate(fillIn, { tracks, runs });
    await open();
    const listed = await page.evaluate(() => window.keptRuns.list());
    await context.close();
    lines.push(
      `  ${listed.runs} runs: kept in ${filled.msARun.toFixed(1)} ms each, ${(filled.bytesARun / 1000).toFixed(1)} kB each (${(listed.storedBytes / listed.runs / 1000).toFixed(1)} kB as the browser stores them); opened and listed in ${listed.listMs.toFixed(0)} ms, one read in ${listed.trackMs.toFixed(0)} ms`,
    );
  }
  return [...lines, ...(await benchLibraryPage(browser, address))];
}

/** In the page: typed arrays do not travel as they are. */
function fillIn({ tracks, runs }) {
  const typed = tracks.map((track) =>
    Object.fromEntries(
      Object.entries(track).map(([name, value]) => [
        name,
        value?.series ? Float32Array.from(value.series, (v) => v ?? Number.NaN) : value,
      ]),
    ),
  );
  return window.keptRuns.fill(typed, runs);
}

async function plainTracks() {
  const { simulateRuns } = await tsImport("../../src/dataset/simulator/simulator.ts", import.meta.url);
  const { gridRun } = await tsImport("../../src/model/prepare.ts", import.meta.url);
  const { bundledRecipe } = await tsImport("../../src/model/recipes.ts", import.meta.url);
  return [...simulateRuns({ seed: 1, runs: DISTINCT_RUNS })].map((workout) => {
    const { track } = gridRun(workout, bundledRecipe);
    return Object.fromEntries(
      Object.entries(track).map(([name, value]) => [
        name,
        value instanceof Float32Array ? { series: Array.from(value, (v) => (Number.isNaN(v) ? null : v)) } : value,
      ]),
    );
  });
}

/** A module as one script that stands under `window.keptRuns`. */
async function bundled(name) {
  const entry = fileURLToPath(new URL(name, import.meta.url));
  const [{ output }] = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry, formats: ["iife"], name: "keptRuns" } },
  });
  return output[0].code;
}
