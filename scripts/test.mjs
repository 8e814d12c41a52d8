import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled, start } from "./install.mjs";

const REPORTS = "node_modules/.cache/reports";
const UNIT_REPORT = `${REPORTS}/unit.json`;
const BROWSER_REPORT = `${REPORTS}/browser.json`;

ensureInstalled();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const results = [check("npm", ["run", "--silent", "check"]), check("npm", ["run", "--silent", "types"]), unit()];
ensureBuilt();
results.push(await browser());

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

function check(command, args) {
  const passed = start(command, args).status === 0;
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

function unit() {
  const { status } = start("npx", [
    ...["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`],
  ]);
  const report = read(UNIT_REPORT);
  return counted(status, report && [report.numPassedTests, report.numFailedTests, report.numPendingTests]);
}

async function browser() {
  const chromium = await findChromium().catch(({ message }) => {
    process.stderr.write(`${message}\n`);
    return null;
  });
  if (chromium === null) return { passed: 0, failed: 1, skipped: 0 };
  const { status } = start("npx", ["playwright", "test"], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT,
  });
  const report = read(BROWSER_REPORT);
  if (report !== null) process.stdout.write(`${enginesLine(report)}\n`);
  // One that passes at a second try alone has failed.
  return counted(
    status,
    report && [report.stats.expected, report.stats.unexpected + report.stats.flaky, report.stats.skipped],
  );
}

/** Says which engines the tests of several engines ran in, and which this machine lacks. */
function enginesLine({ suites }) {
  const engines = suites.find(({ file }) => file === "engines/engines.spec.ts")?.suites ?? [];
  const isThere = ({ specs }) => specs.some(({ tests }) => tests.some(({ status }) => status !== "skipped"));
  const names = (present) => engines.filter((engine) => isThere(engine) === present).map(({ title }) => title);
  const missing = names(false);
  const lacking = missing.length > 0 ? ` Not on this machine: ${missing.join(", ")}.` : "";
  return `Browser engines: ${names(true).join(", ")}.${lacking}`;
}

function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
}

/** What a report counts; a runner that failed without a failed test counts as one. */
function counted(status, counts) {
  const [passed, failed, skipped] = counts ?? [0, 0, 0];
  return { passed, failed: status === 0 ? failed : Math.max(1, failed), skipped };
}
