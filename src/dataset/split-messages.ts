import type { WholeNumber } from "../base/whole-number.ts";
import type { WireError } from "../base/wire-error.ts";
import type { WireRun } from "../reading/wire-run.ts";
import type { Workout } from "../workout/workout.ts";
import type { SplitFacts, SplitOrigin, SplitProgress, SplitRow } from "./split.ts";

/** What is asked of an open split, which goes by the number of the request that opened it. */
export type SplitQuestion =
  | { kind: "rows" }
  | { kind: "workouts"; group: number }
  | { kind: "workout"; row: number }
  | { kind: "rowOf"; workoutId: WholeNumber }
  | { kind: "sparklines"; group: number; points: number };

/** Requests overlap; "cancel" names the one that is to end, and with it the split that it opened; "close" a split. */
export type SplitRequest =
  | { kind: "open"; id: number; origin: SplitOrigin }
  | { kind: "ask"; id: number; split: number; question: SplitQuestion }
  | { kind: "cancel"; id: number }
  | { kind: "close"; split: number };

export interface WireGroupRun {
  row: number;
  workoutId: WholeNumber;
  run: WireRun;
}

export type SplitResult =
  | { kind: "opened"; facts: SplitFacts }
  | { kind: "rows" }
  | { kind: "workouts"; runs: WireGroupRun[] }
  | { kind: "workout"; workout: Workout }
  | { kind: "rowOf"; row: number }
  | { kind: "sparklines"; lines: Map<number, Float32Array> };

/** Answers to the request of that number: any number of "progress" and "batch", then one of the others. */
export type SplitAnswer =
  | { kind: "progress"; id: number; progress: SplitProgress }
  | { kind: "batch"; id: number; rows: SplitRow[]; fetchedBytes: number }
  | { kind: "result"; id: number; result: SplitResult; fetchedBytes: number }
  | { kind: "failed"; id: number; error: WireError; fetchedBytes: number };
