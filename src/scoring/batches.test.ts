import { expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import type { GroupRun } from "../dataset/split.ts";
import { workoutOf } from "../testing/workouts.ts";
import { type Batch, batchesOf, type SplitOfRuns } from "./batches.ts";

/** Groups of rows, each row lasting so many seconds; null for a row that is no run. */
function splitOf(groups: (number | null)[][]) {
  let firstRow = 0;
  const rowGroups = groups.map((durations) => {
    const group = { rows: durations.length, firstRow, heartRateBytes: 0, seriesBytes: 0 };
    firstRow += durations.length;
    return group;
  });
  const workouts = vi.fn(
    async (group: number): Promise<GroupRun[]> =>
      groups[group].map((durationS, i) => {
        const row = rowGroups[group].firstRow + i;
        const name = `run ${row}`;
        const run =
          durationS === null
            ? { name, error: new PredictorError("no-speed", "It has none.") }
            : { name, workout: workoutOf({ timeS: [0, durationS] }, { name }) };
        return { row, workoutId: row, run };
      }),
  );
  return { facts: { rowGroups }, workouts } satisfies SplitOfRuns;
}

const rowsOf = (...rows: number[]) => rows.map((row) => ({ row, workout_type: row % 2 ? "STEADY" : null }));
const never = new AbortController().signal;

async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

test("runs of about one length go together, group by group, and groups without a wanted row are not read", async () => {
  const split = splitOf([
    [900, 100, 500, 300],
    [1, 2],
    [10, 20],
  ]);
  const batches = await collect(batchesOf(split, rowsOf(0, 1, 2, 3, 7), 2, never));
  expect(batches.map(({ runs }) => runs.map(({ row }) => row))).toEqual([[1, 3], [2, 0], [7]]);
  expect(batches[0].runs.map(({ workoutType }) => workoutType)).toEqual(["STEADY", "STEADY"]);
  expect(split.workouts.mock.calls.map(([group]) => group)).toEqual([0, 2]);
});

test("a row that is no run is told, where it is wanted", async () => {
  const batches = await collect(batchesOf(splitOf([[60, null, null]]), rowsOf(0, 1), 8, never));
  expect(batches.flatMap(({ unscored }) => unscored)).toEqual([
    { row: 1, name: "run 1", error: { code: "no-speed", message: "It has none." } },
  ]);
  expect(batches.flatMap(({ runs }) => runs.map(({ row }) => row))).toEqual([0]);
});

test("while a group is scored the next is read, and no more", async () => {
  const split = splitOf([[1], [1], [1], [1]]);
  const batches = batchesOf(split, rowsOf(0, 1, 2, 3), 8, never);
  await batches.next();
  expect(split.workouts).toHaveBeenCalledTimes(2);
  await batches.next();
  expect(split.workouts).toHaveBeenCalledTimes(3);
});

test("a group that can't be read fails where it is due, and what came before is there", async () => {
  const split = splitOf([[1], [1]]);
  split.workouts.mockImplementationOnce(split.workouts.getMockImplementation()!);
  split.workouts.mockImplementationOnce(async () => {
    throw new PredictorError("download-failed", "It could not be fetched.");
  });
  const batches = batchesOf(split, rowsOf(0, 1), 8, never);
  expect((await batches.next()).value).toMatchObject({ runs: [{ row: 0 }] });
  await expect(batches.next()).rejects.toMatchObject({ code: "download-failed" });
});
