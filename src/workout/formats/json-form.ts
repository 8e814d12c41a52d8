import type { Workout } from "../workout.ts";
import { attempt, type ParsedRun } from "./parsed-run.ts";

/** One run as JSON, a Python literal or a Parquet row states it: fields by name. */
export type RunRecord = Record<string, unknown>;

export function isRunRecord(value: unknown): value is RunRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One way in which a value of JSON, or of Python's literals, states runs. */
export interface JsonForm {
  recognises(value: unknown): boolean;
  /** The runs in a value that was recognised, the first of them named as given where it is the only one. */
  runs(value: unknown, name: string): ParsedRun[];
}

/** A form that is one record a run, told by its fields. */
export function recordForm(
  recognises: (record: RunRecord) => boolean,
  read: (record: RunRecord, name: string) => Workout,
): JsonForm {
  return {
    recognises: (value) => isRunRecord(value) && recognises(value),
    runs: (value, runName) => [attempt(runName, "", () => read(value as RunRecord, runName))],
  };
}
