import type { WholeNumber } from "../base/whole-number.ts";

/**
 * A run as the published dataset holds it, one row a run, under its column names; null where a value is missing.
 * A type and not an interface, so that it passes as the record that `workoutOfHubRow` takes.
 */
export type HubRow = {
  workout_id: WholeNumber;
  user_id: WholeNumber | null;
  sport: string | null;
  /** RECOVERY, STEADY or INTENSIVE: a function of the measured heart rate, so no model here may see it. */
  workout_type: string | null;
  duration_min: number | null;
  /** Entries of each list. */
  data_points: number | null;
  /** Whether the publisher shifted the heart rate, and by how much. */
  corrected: boolean | null;
  offset_applied: number | null;
  /** Lists: one entry a point, NaN where one is missing. */
  heart_rate: Float64Array;
  /** km/h. */
  speed: Float64Array;
  altitude: Float64Array;
  /** Unix seconds. */
  timestamp: Float64Array;
  hr_mean: number | null;
  /** Standard deviation of the population, not of a sample. */
  hr_std: number | null;
  hr_min: number | null;
  hr_max: number | null;
  speed_mean: number | null;
  speed_max: number | null;
  altitude_gain: number | null;
  split: string | null;
};

export type ColumnKind = "id" | "integer" | "number" | "flag" | "text" | "series";

/** The published schema: its columns in order, and what each holds. */
export const hubColumns = {
  workout_id: "id",
  user_id: "id",
  sport: "text",
  workout_type: "text",
  duration_min: "number",
  data_points: "integer",
  corrected: "flag",
  offset_applied: "number",
  heart_rate: "series",
  speed: "series",
  altitude: "series",
  timestamp: "series",
  hr_mean: "number",
  hr_std: "number",
  hr_min: "number",
  hr_max: "number",
  speed_mean: "number",
  speed_max: "number",
  altitude_gain: "number",
  split: "text",
} as const satisfies Record<keyof HubRow, ColumnKind>;

export type HubColumn = keyof HubRow;

/** The names of the columns, in the published order. */
export const hubColumnNames = Object.keys(hubColumns) as HubColumn[];

/** Without these a row is no run; any other column may be missing. */
export const requiredColumns = ["workout_id", "speed", "timestamp"] as const satisfies HubColumn[];
