import type { WireError } from "../workout/wire-error.ts";
import type { Workout } from "../workout/workout.ts";
import type { ReadableFile } from "./file-bytes.ts";

/** One at a time: the worker is asked again once it has answered. */
export type ReadRequest = { kind: "read"; file: ReadableFile };

export type WireRun = { name: string; workout: Workout } | { name: string; error: WireError };

export type ReadAnswer = { kind: "runs"; runs: WireRun[]; parseMs: number } | { kind: "failed"; error: WireError };
