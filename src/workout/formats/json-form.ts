import { isRecord } from "../../base/is-record.ts";
import type { Workout } from "../workout.ts";
import { attempt, type ParsedRun } from "./parsed-run.ts";

/** Fields of one run by name, from JSON, a Python literal or a Parquet row. */
export type RunRecord = Record<string, unknown>;

/** Whether a value can hold the fields of a run. */
export const isRunRecord: (value: unknown) => value is RunRecord = isRecord;

/** A form of runs in JSON or Python literals. */
export interface JsonForm {
  recognises(value: unknown): boolean;
  /** Reads the runs of a recognised value; a single run gets the given name. */
  runs(value: unknown, name: string): ParsedRun[];
}

/** Makes a form of one record per run, recognised by its fields. */
export function recordForm(
  recognises: (record: RunRecord) => boolean,
  read: (record: RunRecord, name: string) => Workout,
): JsonForm {
  return {
    recognises: (value) => isRunRecord(value) && recognises(value),
    runs: (value, runName) => [attempt(runName, "", () => read(value as RunRecord, runName))],
  };
}
