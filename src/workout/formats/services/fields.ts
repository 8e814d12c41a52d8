import { PredictorError } from "../../../base/error.ts";
import type { RunRecord } from "../json-form.ts";
import { isRunRecord } from "../json-form.ts";
import { quoted } from "../record.ts";
import { numberFrom } from "../value.ts";

/** The number in a record's field: NaN where it is missing. @throws PredictorError `bad-value` where it is no number. */
export function numberIn(record: RunRecord, key: string): number {
  const value = record[key] ?? null;
  if (value === null) return Number.NaN;
  const number = typeof value === "string" ? numberFrom(value) : value;
  if (typeof number === "number" && Math.abs(number) !== Number.POSITIVE_INFINITY) return number;
  throw new PredictorError(
    "bad-value",
    `"${key}" of a point is ${quoted(value)}, which is no number. Export the activity again.`,
  );
}

/** The text in a record's field; null where it is missing, empty or of another kind. */
export function textIn(record: RunRecord, key: string): string | null {
  const value = record[key];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** The record in a record's field; an empty one where it is missing or of another kind. */
export function recordIn(record: RunRecord, key: string): RunRecord {
  const value = record[key];
  return isRunRecord(value) ? value : {};
}

/** The records in the list that a record's field holds; none where it is missing or of another kind. */
export function recordsIn(record: RunRecord, key: string): RunRecord[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter(isRunRecord) : [];
}
