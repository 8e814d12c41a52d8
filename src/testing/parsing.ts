import { PredictorError } from "../base/error.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { Workout } from "../workout/workout.ts";

/** The runs in a text or in bytes, as a file named `file`. */
export function parse(content: string | Uint8Array) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return parseWorkouts({ name: "file", bytes });
}

/** The one run in a text or in bytes. */
export function parseOne(content: string | Uint8Array): Workout {
  const runs = parse(content);
  if (runs.length !== 1 || "error" in runs[0])
    throw new Error(`${runs.length} runs, or an error, where one run belongs`);
  return runs[0].workout;
}

/** The error that reading a text or bytes ends in. */
export function refusal(content: string | Uint8Array): PredictorError {
  return thrownBy(() => parse(content));
}

export function thrownBy(run: () => unknown): PredictorError {
  try {
    run();
  } catch (error) {
    if (error instanceof PredictorError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

/** The error that something under way ends in. */
export async function refusedBy(work: Promise<unknown>): Promise<PredictorError> {
  const error = await work.then(
    () => new Error("no error was thrown"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof PredictorError) return error;
  throw error;
}

/** Number of known values of a series. */
export function known(series: Float64Array): number {
  return series.filter((value) => !Number.isNaN(value)).length;
}
