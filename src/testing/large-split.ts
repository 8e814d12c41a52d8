import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../base/random.ts";
import type { HubRow } from "../dataset/hub-row.ts";
import { writeHubRows } from "../dataset/parquet/parquet.ts";
import { buildTestSplit } from "../dataset/test-split.ts";

/** Number of runs of the published test split, about. */
const LARGE_SPLIT_RUNS = 6000;

/** Runs that are simulated; the others are these again, with noise of their own. */
const SIMULATED_RUNS = 300;
const RUNNERS = 100;

/** Changes with what is written, so that no older file is taken for it. */
const VERSION = 1;

/** The path of a split of 6,000 simulated runs, made on first use and kept where the package manager keeps its own. */
export async function largeSplit(): Promise<string> {
  const folder = "node_modules/.cache/splits";
  const path = join(folder, `simulated-${LARGE_SPLIT_RUNS}-v${VERSION}.parquet`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  // Under its name only once it is whole: others may be waiting for it.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, await writeHubRows(manyRows()));
  renameSync(unfinished, path);
  return path;
}

function manyRows(): HubRow[] {
  const simulated = buildTestSplit({ seed: 42, runs: SIMULATED_RUNS, runners: RUNNERS });
  const random = new Random("large split");
  return Array.from({ length: LARGE_SPLIT_RUNS }, (_, i) => {
    const row = simulated[i % SIMULATED_RUNS];
    return i < SIMULATED_RUNS ? row : again(row, i, random);
  });
}

/** A run once more: hours later, somewhat faster or slower, with a heart that beats somewhat otherwise. */
function again(row: HubRow, i: number, random: Random): HubRow {
  const bpm = Math.round(random.normal(0, 5));
  const speed = random.normal(1, 0.03);
  const climbM = random.normal(0, 10);
  const shifted = (value: number | null) => value && value + bpm;
  const scaled = (value: number | null) => value && value * speed;
  return {
    ...row,
    workout_id: i + 1,
    heart_rate: row.heart_rate.map((value) => value + bpm + (random.chance(0.1) ? 1 : 0)),
    speed: row.speed.map((value) => Math.round(100 * value * speed) / 100),
    altitude: row.altitude.map((value) => Math.round(10 * (value + climbM)) / 10),
    timestamp: row.timestamp.map((value) => value + 3600 * i),
    hr_mean: shifted(row.hr_mean),
    hr_min: shifted(row.hr_min),
    hr_max: shifted(row.hr_max),
    speed_mean: scaled(row.speed_mean),
    speed_max: scaled(row.speed_max),
  };
}
