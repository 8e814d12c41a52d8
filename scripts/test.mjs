import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { BUILD, isBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled, start, startBeside } from "./install.mjs";

const REPORTS = "node_modules/.cache/reports";
const UNIT_REPORT = `${REPORTS}/unit.json`;
const BROWSER_REPORT = `${REPORTS}/browser.json`;

/** The tag of unit tests that a quick run leaves out, and that of the browser tests that it keeps. */
const SLOW = "slow";
const SMOKE = "@smoke";

const isQuick = process.argv.includes("--quick");

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

ensureInstalled();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const chromium = await findChromium().catch(({ message }) => {
  process.stderr.write(`${message}\n`);
  return null;
});
if (chromium !== null) process.env.CHROMIUM_PATH = chromium;

// Side by side, for the one waits where the other works; then the browser tests have the machine to themselves.
const results = (await Promise.all([checksAndBuild(), unit()])).flat();
results.push(chromium !== null && isBuilt() ? browser() : FAILED);

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed${skipped}${isQuick ? leftOut() : ""}\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

/** Lint, types and the page, one after another. */
async function checksAndBuild() {
  const counts = [];
  for (const script of ["check", "types"]) {
    const status = await startBeside("npm", ["run", "--silent", script]);
    counts.push(status === 0 ? PASSED : FAILED);
  }
  if (!isBuilt()) await startBeside(...BUILD);
  return counts;
}

/** The unit tests, and those of components where there is a browser for them. */
async function unit() {
  const status = await startBeside(
    "npx",
    [
      ...["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`],
      ...(isQuick ? [`--tags-filter=!${SLOW}`] : []),
      ...(chromium === null ? ["--project=!components"] : []),
    ],
    { isLive: true },
  );
  const report = read(UNIT_REPORT);
  return counted(
    status,
    report && [report.numPassedTests, report.numFailedTests, report.numPendingTests - slowLeftOut(report)],
  );
}

function browser() {
  const { status } = start("npx", ["playwright", "test", ...(isQuick ? ["--grep", SMOKE] : [])], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT,
  });
  const report = read(BROWSER_REPORT);
  if (report !== null && !isQuick) process.stdout.write(`${enginesLine(report)}\n`);
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

/** Says what a quick run did without. */
function leftOut() {
  const report = read(UNIT_REPORT);
  const slow = report === null ? "the" : slowLeftOut(report);
  return `; left out: ${slow} slow unit tests, and all browser tests but the smoke tests`;
}

/** The number of a report's tests that a quick run left out. */
function slowLeftOut({ testResults }) {
  if (!isQuick) return 0;
  return testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ tags }) => tags.includes(SLOW))
    .length;
}

function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
}

/** What a report counts; a runner that failed without a failed test, or left no report, counts as a test that failed. */
function counted(status, counts) {
  const [passed, failed, skipped] = counts ?? [0, 1, 0];
  return { passed, failed: status === 0 ? failed : Math.max(1, failed), skipped };
}
