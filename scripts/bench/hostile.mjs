import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { freshPage } from "./fresh-page.mjs";

/** Says at its end how much memory a program has had at most, in kB. */
const TELL_MEMORY = `data:text/javascript,process.on("exit",()=>console.error("maxRSS "+process.resourceUsage().maxRSS))`;

/**
 * How long files that were made to do harm take until they are refused, and in how much memory: each by a command of
 * its own, each on a page of its own, and one after another on one page.
 * @yields lines of the report
 */
export async function* benchHostile(browser, address) {
  const hostile = await tsImport("../../src/testing/hostile-files.ts", import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const files = [
    hostile.hostileRuns,
    hostile.hostileArchives,
    hostile.hostileSplits,
    hostile.hostileCheckpoints,
  ].flat();
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes());
  writeFileSync(join(folder, "scaler.json"), "{}");
  const nothing = refuseInTerminal(folder, "missing.gpx");
  yield `${files.length} hostile files, each by \`hr\` and on a page of its own; the command alone takes ${figures(nothing)}`;
  const alone = { terminal: [], page: [] };
  for (const { name, run = name } of files) {
    const terminal = { name, ...refuseInTerminal(folder, name) };
    const page = { name, ...(await refuseOnFreshPage(browser, address, join(folder, name), run)) };
    alone.terminal.push(terminal);
    alone.page.push(page);
    yield `  ${name}: ${figures(terminal)}; page ${figures(page)}, before it ${page.idleMb.toFixed(0)} MB`;
  }
  yield `  at most: ${worst(alone.terminal)}; page ${worst(alone.page)}`;
  const { page, context, memoryMb } = await freshPage(browser, address);
  const times = [];
  for (const { name, run = name } of files) times.push({ name, ms: await refuseOnPage(page, join(folder, name), run) });
  yield `All in a row on one page: at most ${slowest(times)}; its process had ${(await memoryMb("VmHWM")).toFixed(0)} MB at most`;
  await context.close();
  rmSync(folder, { recursive: true });
}

/** A page that is closed gives its process back, so that the next one has a process, and a peak, of its own. */
async function refuseOnFreshPage(browser, address, path, run) {
  const { page, context, memoryMb } = await freshPage(browser, address);
  const idleMb = await memoryMb("VmRSS");
  const ms = await refuseOnPage(page, path, run);
  const mb = await memoryMb("VmHWM");
  await context.close();
  return { ms, mb, idleMb };
}

function refuseInTerminal(folder, name) {
  const path = join(folder, name);
  const out = ["--features", "temporal", "--out", join(folder, "never.onnx")];
  const command = name.endsWith(".pt")
    ? ["import-checkpoint", path, "--scaler", join(folder, "scaler.json"), ...out]
    : ["predict", path];
  const startMs = performance.now();
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", TELL_MEMORY, "--import", "tsx", "src/cli/hr.ts", ...command],
    { encoding: "utf8" },
  );
  return { ms: performance.now() - startMs, mb: Number(/maxRSS (\d+)/.exec(stderr)[1]) / 1e3 };
}

/** Milliseconds from the file's arrival until its error stands there. */
async function refuseOnPage(page, path, run) {
  await page.evaluate((run) => {
    window.refused = new Promise((resolve) => {
      let arrivedAt;
      document.addEventListener("change", () => (arrivedAt = performance.now()), { capture: true, once: true });
      const watch = setInterval(() => {
        const errors = [...document.querySelectorAll('[data-testid="error"]')];
        if (arrivedAt === undefined || !errors.some(({ dataset }) => dataset.run === run)) return;
        clearInterval(watch);
        resolve(performance.now() - arrivedAt);
      }, 10);
    });
  }, run);
  await page.getByTestId("file-input").setInputFiles(path);
  return page.evaluate(() => window.refused);
}

function figures({ ms, mb }) {
  return `${(ms / 1000).toFixed(1)} s, ${mb.toFixed(0)} MB`;
}

function worst(refusals) {
  const largest = refusals.reduce((a, b) => (b.mb > a.mb ? b : a));
  return `${slowest(refusals)}, ${largest.mb.toFixed(0)} MB (${largest.name})`;
}

function slowest(refusals) {
  const { name, ms } = refusals.reduce((a, b) => (b.ms > a.ms ? b : a));
  return `${(ms / 1000).toFixed(1)} s (${name})`;
}
