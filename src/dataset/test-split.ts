import { hubRowOf } from "./build/statistics.ts";
import type { HubRow } from "./hub-row.ts";
import { type SimulationOptions, simulateRuns } from "./simulator/simulator.ts";

/** Options of the bundled split: `hr simulate --seed 42 --runs 60 --out public/data/test.parquet`. */
export const bundledSplit: SimulationOptions = { seed: 42, runs: 60 };

/** Nobody ran these runs, yet the schema wants a date: midnight UTC of 1 January 2026, one run a day from there. */
const FIRST_DAY_UNIX_S = 1_767_225_600;
const DAY_S = 86_400;

/** Simulated runs as rows of the published dataset, numbered from 1, all in the test split. */
export function buildTestSplit(options: SimulationOptions): HubRow[] {
  return Array.from(simulateRuns(options), (workout, i) => {
    const userId = Number(workout.runner);
    return hubRowOf(workout, { workoutId: i + 1, userId, startUnixS: FIRST_DAY_UNIX_S + i * DAY_S, split: "test" });
  });
}
