import { ensureInstalled, start } from "./install.mjs";

const RUNS = 10_000;

ensureInstalled();
const runs = process.argv[2] ?? String(RUNS);
if (!/^[1-9]\d*$/.test(runs)) {
  process.stderr.write(`Say how many damaged copies each test reads: npm run fuzz -- ${RUNS}\n`);
  process.exit(1);
}
// Each file of tests in a process of its own, for as long as it takes: what is found, fast-check says how to find again.
const { status } = start("npx", ["vitest", "run", ".fuzz.test.ts", "--testTimeout=0"], { FUZZ_RUNS: runs });
process.exitCode = status ?? 1;
