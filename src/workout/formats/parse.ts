import type { PredictorError } from "../error.ts";
import type { Workout } from "../workout.ts";

/** One run of a file: read, or the reason why it was not. */
export type ParsedRun = { name: string; workout: Workout } | { name: string; error: PredictorError };
