import { chromium } from "@playwright/test";
import { serve } from "../src/serving/serve.mjs";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
ensureBuilt();
const { benchArchive } = await import("./bench/archive.mjs");
const { benchHostile } = await import("./bench/hostile.mjs");
const { benchLibrary } = await import("./bench/library.mjs");
const { benchLoad } = await import("./bench/load.mjs");
const { benchOneRun } = await import("./bench/one-run.mjs");
const { benchPlan } = await import("./bench/plan.mjs");
const { timeRemoteSplit } = await import("./bench/remote-split.mjs");
const { benchLargeSplit, benchScoring } = await import("./bench/scoring.mjs");

/** Parts that are named on the command line, or all of them. */
const parts = {
  load: benchLoad,
  run: benchOneRun,
  archive: benchArchive,
  library: benchLibrary,
  plan: benchPlan,
  split: async () => [await timeRemoteSplit()],
  scoring: benchScoring,
  "large-split": benchLargeSplit,
  hostile: benchHostile,
};
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined)
  throw new Error(`There is no part ${unknown} to measure, only ${Object.keys(parts).join(", ")}.`);

const executablePath = await findChromium();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const site = await serve("dist", { port: 0 });
for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
  const lines = await parts[name](browser, site.address, executablePath);
  for await (const line of lines) process.stdout.write(`${line}\n`);
}
await browser.close();
site.stop();
