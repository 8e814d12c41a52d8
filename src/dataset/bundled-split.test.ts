import { expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { workoutOf } from "../testing/workouts.ts";
import { createBundledSplit } from "./bundled-split.ts";
import type { OpenSplit, SplitReader } from "./split.ts";

const { signal } = new AbortController();
let isLost = false;
const split = {
  isLost: () => isLost,
  rowOf: async (workoutId: number) => workoutId - 1,
  workout: async (row: number) => workoutOf({ speedKmh: [9] }, { name: `row ${row}` }),
} as Partial<OpenSplit> as OpenSplit;

test("the bundled split is opened with the first run, once, and again where that failed or it was lost", async () => {
  const asked: unknown[] = [];
  const reader: SplitReader = {
    async open(origin) {
      asked.push(origin);
      isLost = false;
      if (asked.length === 1) throw new PredictorError("download-failed", "Try again.");
      return split;
    },
    dispose() {},
  };
  const bundled = createBundledSplit(reader, "data/test.parquet");
  expect(asked).toEqual([]);
  await expect(bundled.workout(24, signal)).rejects.toMatchObject({ code: "download-failed" });
  const runs = await Promise.all([bundled.workout(24, signal), bundled.workout(6, signal)]);
  expect(runs.map(({ name }) => name)).toEqual(["row 23", "row 5"]);
  expect(asked).toHaveLength(2);
  isLost = true;
  expect((await bundled.workout(24, signal)).name).toBe("row 23");
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({ kind: "url", url: "data/test.parquet", whole: true });
});
