import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { readHubRows } from "./parquet/parquet.ts";
import { samples } from "./samples.ts";
import { simulateRun, simulateRuns } from "./simulator/simulator.ts";
import { buildTestSplit, bundledSplit } from "./test-split.ts";

const path = "public/data/test.parquet";

test("the bundled split is what its seed makes", async () => {
  const rows = await readHubRows(new Uint8Array(readFileSync(path)));
  expect(rows).toEqual(buildTestSplit(bundledSplit));
}, 20_000); // 120,000 values are compared one by one.

test("the bundled split is small enough to be fetched whole", () => {
  expect(statSync(path).size).toBeLessThan(400_000);
});

test("each sample is a run of its kind, of a runner of its own, recorded without a fault", () => {
  const simulated = Array.from(simulateRuns(bundledSplit));
  const chosen = samples.map(({ id, workoutId }) => ({ id, workout: simulated[workoutId - 1] }));
  for (const { id, workout } of chosen) {
    const [, runner, run] = workout.name.match(/^Simulated runner (\d+), run (\d+), /)!.map(Number);
    const faultless = simulateRun({ seed: bundledSplit.seed, runner, run, kind: id, faults: false });
    // A cadence is drawn after the faults, and no split carries one.
    expect({ ...workout, cadenceSpm: null }).toEqual({ ...faultless, cadenceSpm: null });
  }
  expect(new Set(chosen.map(({ workout }) => workout.runner)).size).toBe(samples.length);
});

test("rows are numbered, belong to the test split, and lie a day apart", () => {
  const rows = buildTestSplit({ seed: 1, runs: 4, runners: 2 });
  expect(rows.map((row) => [row.workout_id, row.user_id, row.split])).toEqual([
    [1, -1, "test"],
    [2, -2, "test"],
    [3, -1, "test"],
    [4, -2, "test"],
  ]);
  expect(rows[1].timestamp[0] - rows[0].timestamp[0]).toBe(86_400);
});
