import { asPredictorError, PredictorError } from "../error.ts";
import type { Workout } from "../workout.ts";
import type { ParsedRun } from "./parse.ts";

/** One run of a file that may hold several: its error is kept, led by `where`, so that the others can be read. */
export function attempt(name: string, where: string, read: (name: string) => Workout): ParsedRun {
  try {
    return { name, workout: read(name) };
  } catch (thrown) {
    const error = asPredictorError(thrown);
    return { name, error: where === "" ? error : new PredictorError(error.code, where + error.message, error.cause) };
  }
}
