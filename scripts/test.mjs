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

const results = [
  check("npx", ["biome", "check", "--error-on-warnings", "."]),
  check("npx", ["tsc", "--build"]),
  unit(),
];
ensureBuilt();
results.push(await browser());

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

function check(command, args) {
  const passed = start(command, args).status === 0;
  return { passed: Number(passed), failed: Number(!passed) };
}

function unit() {
  const { status } = start("npx", [
    ...["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`],
  ]);
  return counted(UNIT_REPORT, status, ({ numPassedTests, numFailedTests }) => [numPassedTests, numFailedTests]);
}

async function browser() {
  const chromium = await findChromium().catch(({ message }) => {
    process.stderr.write(`${message}\n`);
    return null;
  });
  if (chromium === null) return { passed: 0, failed: 1 };
  const { status } = start("npx", ["playwright", "test"], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT,
  });
  return counted(BROWSER_REPORT, status, ({ stats }) => [stats.expected + stats.flaky, stats.unexpected]);
}

/** What a report counts; a runner that failed without a failed test counts as one. */
function counted(report, status, countsOf) {
  const [passed, failed] = existsSync(report) ? countsOf(JSON.parse(readFileSync(report, "utf8"))) : [0, 0];
  return { passed, failed: status === 0 ? failed : Math.max(1, failed) };
}
