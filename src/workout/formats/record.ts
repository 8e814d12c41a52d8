import { PredictorError } from "../../base/error.ts";
import { DEMO_STEP_S } from "../resample.ts";
import type { Gender, Workout } from "../workout.ts";
import { genderFrom } from "./gender.ts";
import { type RunRecord, recordForm } from "./json-form.ts";
import { type ColumnName, type Columns, checkLength, type Description, unequalLengths, workoutFrom } from "./points.ts";
import { factsOfRecord } from "./workout-json.ts";

// Four forms of one record per run, told apart by field names in this order.

/** The project's own form of a run: lists `time_s` (or `step_s`, where its entries are timesteps) and `speed_kmh`, and optional facts. */
export const OWN_FORM = recordForm(hasAny("time_s", "speed_kmh"), workoutOfOwnRecord);

/** A row of the published Hugging Face dataset: `workout_id` or `user_id`, and lists by `timestamp`. */
export const HUB_FORM = recordForm(hasAny("workout_id", "user_id"), workoutOfHubRow);

/** A record of the FitRec data, as JSON or as a Python literal: lists by `timestamp`, with positions. */
export const FITREC_FORM = recordForm(hasAny("timestamp", "userId", "longitude"), workoutOfFitrecRecord);

/** Lists of timesteps without times, in the published demo's names: `speed`, `altitude`, `heart_rate`. */
export const TIMESTEPS_FORM = recordForm(hasAny("speed"), workoutOfTimesteps);

function hasAny(...keys: string[]): (record: RunRecord) => boolean {
  return (record) => keys.some((key) => Object.hasOwn(record, key));
}

/** Names of a form's lists by column. */
type ListNames = Partial<Record<ColumnName, string>>;

const OWN_LISTS: ListNames = {
  timeS: "time_s",
  speedKmh: "speed_kmh",
  altitudeM: "altitude_m",
  heartRateBpm: "heart_rate_bpm",
  cadenceSpm: "cadence_spm",
  temperatureC: "temperature_c",
};
/** A fact of a record of that form which is a list, though none of the points. */
const ZONE_STARTS = "zone_starts_bpm";
const TIMESTEPS_LISTS: ListNames = { speedKmh: "speed", altitudeM: "altitude", heartRateBpm: "heart_rate" };
const HUB_LISTS: ListNames = { timeS: "timestamp", ...TIMESTEPS_LISTS };
export const FITREC_LISTS: ListNames = { ...HUB_LISTS, latitudeDeg: "latitude", longitudeDeg: "longitude" };

/** Refusal of a record of no known form. */
export function unknownRecord(record: RunRecord): PredictorError {
  return new PredictorError(
    "no-speed",
    `The record has no speed; it has ${fieldList(record)}. A run is {"time_s": […], "speed_kmh": […]} or {"speed": […], "altitude": […]}.`,
  );
}

/** Reads the project's own form, which `workoutJson` writes. */
function workoutOfOwnRecord(record: RunRecord, name: string): Workout {
  const columns = columnsOf(withTemperatures(record), OWN_LISTS);
  const stepS = columns.timeS ? null : stepOf(record);
  if (stepS === null) demand(columns.timeS, "no-time", "time_s", "seconds from the start");
  demand(columns.speedKmh, "no-speed", "speed_kmh", "kilometres an hour");
  if (stepS !== null) columns.timeS = columns.speedKmh.map((_, i) => i * stepS);
  // Models with another step take the entries as points in time.
  const sampling = stepS === DEMO_STEP_S ? "timesteps" : "timestamps";
  return workoutFrom(
    { ...whoRan(record, name, "runner", OWN_LISTS), ...factsOfRecord(record), format: "workout-json", sampling },
    columns,
  );
}

/** Seconds from one entry to the next; null where they are not stated. */
function stepOf({ step_s: stepS }: RunRecord): number | null {
  return typeof stepS === "number" && stepS > 0 && Number.isFinite(stepS) ? stepS : null;
}

/**
 * Reads a row of the published Hugging Face dataset, from JSON or from Parquet: lists `speed` (km/h), `altitude`,
 * `heart_rate` and `timestamp` (unix seconds). It has no gender column; one that was added is read.
 * @throws PredictorError where lists differ in length, hold anything but numbers, or a required one is missing.
 */
export function workoutOfHubRow(row: RunRecord, name: string): Workout {
  const columns = columnsOf(row, HUB_LISTS);
  demand(columns.timeS, "no-time", "timestamp", "unix seconds");
  demand(columns.speedKmh, "no-speed", "speed", "kilometres an hour");
  return workoutFrom({ ...whoRan(row, name, "user_id", HUB_LISTS), format: "hub-row" }, columns);
}

/** Reads a record of FitRec, which was made from Endomondo: like the dataset's rows, with positions, and often without speed. */
function workoutOfFitrecRecord(record: RunRecord, name: string): Workout {
  const columns = columnsOf(record, FITREC_LISTS);
  demand(columns.timeS, "no-time", "timestamp", "unix seconds");
  return workoutFrom({ ...whoRan(record, name, "userId", FITREC_LISTS), format: "fitrec" }, columns);
}

/** Reads the published demo's form: `{"speed", "altitude", "gender"}`, with one entry per timestep. */
function workoutOfTimesteps(record: RunRecord, name: string): Workout {
  const columns = columnsOf(record, TIMESTEPS_LISTS);
  demand(columns.speedKmh, "no-speed", "speed", "kilometres an hour");
  return workoutFrom(
    { ...whoRan(record, name, "runner", TIMESTEPS_LISTS), format: "timesteps-json", sampling: "timesteps" },
    columns,
  );
}

function whoRan(record: RunRecord, name: string, runnerKey: string, lists: ListNames): Omit<Description, "format"> {
  return {
    passedOver: otherLists(record, lists),
    name,
    runner: wordOf(record, runnerKey),
    sport: wordOf(record, "sport"),
    gender: genderOf(record),
  };
}

/** @throws PredictorError `bad-value` for a number so large that it may have lost digits. */
function wordOf(record: RunRecord, key: string): string | null {
  const value = fieldOf(record, key);
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new PredictorError(
      "bad-value",
      `"${key}" is a number above ${Number.MAX_SAFE_INTEGER}, which is not read to its last digit: put it between quotes.`,
    );
  }
  return value === null || value === "" || typeof value === "object" ? null : String(value);
}

function genderOf(record: RunRecord): Gender {
  const value = fieldOf(record, "gender");
  return value === null ? 0.5 : genderFrom(typeof value === "string" ? value : quoted(value));
}

function fieldOf(record: RunRecord, key: string): unknown {
  return record[key] ?? null;
}

/** The record, its single temperature of the whole run spread to every point. */
function withTemperatures(record: RunRecord): RunRecord {
  const { time_s: times, temperature_c: temperature } = record;
  if (typeof temperature !== "number" || !isList(times)) return record;
  checkLength(times.length);
  return { ...record, temperature_c: new Float64Array(times.length).fill(temperature) };
}

/** Names of the lists of numbers that are no part of a form. */
function otherLists(record: RunRecord, lists: ListNames): string[] {
  const known = [...Object.values(lists), ZONE_STARTS];
  return Object.entries(record).flatMap(([key, value]) =>
    !known.includes(key) && isList(value) && typeof value[0] === "number" ? key.slice(0, 40) : [],
  );
}

/** @throws PredictorError `unequal-lengths`, `bad-value`, or as checkLength. */
function columnsOf(record: RunRecord, keys: ListNames): Columns {
  const columns: Columns = {};
  let first: { name: string; length: number } | null = null;
  for (const [column, key] of Object.entries(keys) as [ColumnName, string][]) {
    const list = fieldOf(record, key);
    if (list === null) continue;
    if (!isList(list)) {
      throw new PredictorError(
        "bad-value",
        `"${key}" is ${quoted(list)}: it has to be a list of numbers, one a point.`,
      );
    }
    first ??= { name: key, length: list.length };
    if (list.length !== first.length) throw unequalLengths(first, { name: key, length: list.length });
    checkLength(list.length);
    columns[column] = seriesFrom(list, key);
  }
  return columns;
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** Numbers of a list; NaN where one is missing. @throws PredictorError `bad-value` */
export function seriesFrom(list: ArrayLike<unknown>, key: string): Float64Array {
  const series = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === "number") series[i] = value;
    else if (value === null || value === undefined) series[i] = Number.NaN;
    else throw badValue(key, i, value);
    if (Math.abs(series[i]) === Number.POSITIVE_INFINITY) throw badValue(key, i, value);
  }
  return series;
}

function badValue(key: string, index: number, value: unknown): PredictorError {
  return new PredictorError(
    "bad-value",
    `Entry ${index + 1} of "${key}" is ${quoted(value)}, which is no number. Write null where a value is missing.`,
  );
}

function demand(
  series: Float64Array | undefined,
  code: "no-time" | "no-speed",
  key: string,
  meaning: string,
): asserts series is Float64Array {
  if (series) return;
  throw new PredictorError(code, `The run has no "${key}": a list with one number a point, in ${meaning}.`);
}

function fieldList(record: RunRecord): string {
  const keys = Object.keys(record);
  const shown = keys.slice(0, 12).map((key) => `"${key}"`);
  return shown.length === 0 ? "no fields" : shown.join(", ") + (keys.length > shown.length ? ", …" : "");
}

/** Words a value for a sentence. */
export function quoted(value: unknown): string {
  // Objects are not converted to text: a record's own toString may be a field of any type.
  const text =
    typeof value === "string"
      ? `"${value}"`
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object" && value !== null
          ? "a record"
          : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
