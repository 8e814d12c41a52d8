import type { WholeNumber } from "../base/whole-number.ts";
import type { WireRun } from "../reading/wire-run.ts";
import type { Workout } from "../workout/workout.ts";
import type { SplitFacts, SplitOrigin, SplitProgress, SplitRow } from "./split.ts";

interface WireGroupRun {
  row: number;
  workoutId: WholeNumber;
  run: WireRun;
}

/** Bytes of a split's file that have been fetched so far, told before every answer. */
interface Fetched {
  fetchedBytes: number;
}

/** Requests to the worker that reads splits, which may overlap. A split goes by a number that the asker gives it. */
export type ReadingSplits = {
  open: { request: { split: number; origin: SplitOrigin }; answer: SplitFacts; progress: SplitProgress | Fetched };
  rows: { request: { split: number }; answer: undefined; progress: Fetched & { rows?: SplitRow[] } };
  workouts: { request: { split: number; group: number }; answer: WireGroupRun[]; progress: Fetched };
  workout: { request: { split: number; row: number }; answer: Workout; progress: Fetched };
  excerpt: {
    request: { split: number; rows: readonly number[] };
    answer: Uint8Array<ArrayBuffer>;
    progress: Fetched;
  };
  rowOf: { request: { split: number; workoutId: WholeNumber }; answer: number; progress: Fetched };
  sparklines: {
    request: { split: number; group: number; points: number };
    answer: Map<number, Float32Array>;
    progress: Fetched;
  };
  close: { request: { split: number }; answer: undefined; progress: never };
};
