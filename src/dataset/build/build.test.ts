import { describe, expect, test } from "vitest";
import { concatenate } from "../../base/concatenate.ts";
import { PredictorError } from "../../base/error.ts";
import { differing } from "../../testing/differing.ts";
import type { ParsedRun } from "../../workout/formats/parsed-run.ts";
import { repair } from "../../workout/repair/repair.ts";
import type { Workout } from "../../workout/workout.ts";
import type { HubRow } from "../hub-row.ts";
import { readHubRows } from "../parquet/parquet.ts";
import { simulateRuns } from "../simulator/simulator.ts";
import { type BuildSettings, buildDataset, type DatasetFile, datasetFiles } from "./build.ts";
import { splitNames, splitOf } from "./splits.ts";
import { hubRowOf } from "./statistics.ts";

const simulated = Array.from(simulateRuns({ seed: 8, runs: 90, runners: 30 }));

const settings: BuildSettings = { seed: 42, splitBy: "runner", filter: null, compression: "zstd" };

async function built(workouts: readonly Workout[], changes: Partial<BuildSettings> = {}, broken: ParsedRun[] = []) {
  const pieces = new Map<DatasetFile, Uint8Array[]>(datasetFiles.map((file) => [file, []]));
  const skipped: string[] = [];
  let done = 0;
  const recordings = [...broken, ...workouts.map((workout): ParsedRun => ({ name: workout.name, workout }))];
  const report = await buildDataset(
    recordings,
    { ...settings, ...changes },
    {
      write: async (file, piece) => void pieces.get(file)?.push(piece),
      skipped: ({ name, code }) => skipped.push(`${name}: ${code}`),
      done: () => done++,
    },
  );
  const rowsOf = (file: DatasetFile) => readHubRows(concatenate(Uint8Array, pieces.get(file) ?? []));
  const splits = new Map<string, HubRow[]>();
  for (const split of splitNames) splits.set(split, await rowsOf(`${split}.parquet`));
  return { report, skipped, done, rows: await rowsOf("dataset.parquet"), splits };
}

function runnersOf(rows: readonly HubRow[]): Set<HubRow["user_id"]> {
  return new Set(rows.map(({ user_id }) => user_id));
}

test.each([
  "zstd",
  "snappy",
] as const)("what is read back is every run's row, numbered, on its side (%s)", async (compression) => {
  const { rows, splits } = await built(simulated, { compression });
  const expected = simulated.map((workout, i) => {
    const { user_id: userId } = rows[i];
    const split = splitOf(workout.runner ?? "", 42);
    return hubRowOf(repair(workout).workout, { workoutId: i + 1, userId: Number(userId), startUnixS: 0, split });
  });
  expect(differing(rows, expected)).toEqual([]);
  for (const [split, own] of splits)
    expect(
      differing(
        own,
        rows.filter((row) => row.split === split),
      ),
    ).toEqual([]);
});

test("by runner no runner is on two sides, and the sides are the names' own", async () => {
  const { report, rows, splits } = await built(simulated);
  const sides = [...splits.values()].map(runnersOf);
  expect(sides.reduce((sum, { size }) => sum + size, 0)).toBe(30);
  expect(runnersOf(rows).size).toBe(30);
  for (const [i, { runner }] of simulated.entries()) {
    expect(splitOf(String(rows[i].user_id), 42)).toBe(splitOf(runner ?? "", 42));
  }
  expect(report.whole).toMatchObject({ runs: 90, runners: 30 });
  expect(report.whole.hours).toBeCloseTo(rows.reduce((sum, row) => sum + (row.duration_min ?? 0), 0) / 60, 9);
  for (const split of splitNames) {
    const own = splits.get(split) ?? [];
    expect(report.splits[split]).toMatchObject({ runs: own.length, runners: runnersOf(own).size });
  }
});

describe("by run, as published", () => {
  test("runs are dealt by themselves, 70 to 15 to 15", async () => {
    const { splits } = await built(simulated, { splitBy: "run" });
    const counts = splitNames.map((split) => splits.get(split)?.length ?? 0);
    expect(counts[0]).toBeGreaterThan(50);
    expect(Math.min(counts[1], counts[2])).toBeGreaterThan(5);
    const train = runnersOf(splits.get("train") ?? []);
    expect([...runnersOf(splits.get("test") ?? [])].some((runner) => train.has(runner))).toBe(true);
  });

  test("a run's side is its own, whatever the order and the seed's other runs; the same run twice is on one side", async () => {
    const sideOf = async (workouts: readonly Workout[], seed = 42) => {
      const { rows } = await built(workouts, { splitBy: "run", seed });
      return new Map(rows.map((row) => [`${row.duration_min} ${row.hr_mean}`, row.split]));
    };
    const sides = await sideOf(simulated);
    for (const [run, side] of await sideOf(simulated.slice(40).reverse())) expect(side).toBe(sides.get(run));
    expect(await sideOf(simulated, 7)).not.toEqual(sides);
    const twice = await built([...simulated.slice(0, 20), ...simulated.slice(0, 20)], { splitBy: "run" });
    expect(twice.rows.slice(20).map(({ split }) => split)).toEqual(twice.rows.slice(0, 20).map(({ split }) => split));
  });
});

test("runs that name no runner have no number, and are on one side", async () => {
  const { rows, report } = await built(simulated.slice(0, 10).map((workout) => ({ ...workout, runner: null })));
  expect(new Set(rows.map(({ user_id }) => user_id))).toEqual(new Set([null]));
  expect(new Set(rows.map(({ split }) => split)).size).toBe(1);
  expect(report).toMatchObject({ unnamed: 10, whole: { runs: 10, runners: 0 } });
});

test("a recording that makes no run is told and counted, and the others are numbered without a gap", async () => {
  const still = { ...simulated[1], speedKmh: simulated[1].speedKmh.map(() => Number.NaN) };
  const unread = { name: "unread", error: new PredictorError("malformed-json", "Line 3 is cut off.") };
  const { rows, report, skipped, done } = await built([simulated[0], still, simulated[2]], {}, [unread]);
  expect(skipped).toEqual(["unread: malformed-json", `${still.name}: no-speed`]);
  expect([report.skipped, done]).toEqual([2, 4]);
  expect(rows.map(({ workout_id }) => workout_id)).toEqual([1, 2]);
});

test("the published filter leaves out what it drops, and says so", async () => {
  const bike = { ...simulated[0], sport: "biking" };
  const noHeartRate = { ...simulated[1], heartRateBpm: simulated[1].heartRateBpm.map(() => Number.NaN) };
  const steady = { ...simulated[2], heartRateBpm: simulated[2].heartRateBpm.map(() => 140) };
  const unfiltered = await built([bike, noHeartRate, steady, ...simulated]);
  const { rows, report } = await built([bike, noHeartRate, steady, ...simulated], { filter: "published" });
  expect(unfiltered.rows).toHaveLength(93);
  expect(unfiltered.report.filter).toBeNull();
  const first = Object.fromEntries(report.filter?.rules.map((rule) => [rule.name, rule.first]) ?? []);
  expect(first).toMatchObject({ sport: 1, DI04: 1 });
  expect(first.HR06).toBeGreaterThan(0);
  expect(report.filter).toMatchObject({ runs: 93, kept: rows.length });
  for (const row of rows) {
    expect(row.hr_mean).toBeGreaterThanOrEqual(120);
    expect(row.hr_max).toBeLessThanOrEqual(200);
  }
});
