import { stepsPerMinute } from "../cadence.ts";
import { PredictorError } from "../error.ts";
import type { Gender, Workout, WorkoutFormat } from "../workout.ts";
import { MAX_POINTS } from "./limits.ts";

/** What a point may tell besides its time. */
export const VALUE_NAMES = [
  "speedKmh",
  "distanceM",
  "latitudeDeg",
  "longitudeDeg",
  "altitudeM",
  "heartRateBpm",
  "cadenceSpm",
] as const;

/** The series of a run, by what they measure. */
export const COLUMN_NAMES = ["timeS", ...VALUE_NAMES] as const;

export type ColumnName = (typeof COLUMN_NAMES)[number];

/** The series that a file has, each of one length; times in seconds from any origin, cadence of one foot or of both. */
export type Columns = Partial<Record<ColumnName, Float64Array>>;

/** What a file says of a run besides its points. */
export interface Description {
  name: string;
  format: WorkoutFormat;
  runner?: string | null;
  sport?: string | null;
  gender?: Gender;
  sampling?: Workout["sampling"];
  segmentStarts?: number[];
}

/**
 * A run from the columns that its file has; the others share one of NaN, and time counts from the first known one.
 * @throws PredictorError `no-speed` where no point carries speed, distance or position, `no-time` where none has a
 * time, `too-short` without points, `too-large` past MAX_POINTS.
 */
export function workoutFrom(description: Description, columns: Columns): Workout {
  const length = Object.values(columns)[0]?.length ?? 0;
  const sampling = description.sampling ?? "timestamps";
  checkLength(length);
  checkSpeed(columns, length);
  if (sampling === "timestamps") checkTime(columns, length);
  const missing = new Float64Array(length).fill(Number.NaN);
  return {
    name: description.name,
    format: description.format,
    runner: description.runner ?? null,
    sport: description.sport ?? null,
    gender: description.gender ?? 0.5,
    sampling,
    timeS: columns.timeS ? fromFirst(columns.timeS) : missing,
    speedKmh: columns.speedKmh ?? missing,
    distanceM: columns.distanceM ?? missing,
    latitudeDeg: columns.latitudeDeg ?? missing,
    longitudeDeg: columns.longitudeDeg ?? missing,
    altitudeM: columns.altitudeM ?? missing,
    heartRateBpm: columns.heartRateBpm ?? missing,
    cadenceSpm: columns.cadenceSpm ? stepsPerMinute(columns.cadenceSpm) : missing,
    segmentStarts: description.segmentStarts ?? [],
    mended: [],
  };
}

/** @throws PredictorError `too-short` or `too-large` */
export function checkLength(points: number): void {
  if (points === 0) throw new PredictorError("too-short", "The run has no points: nothing was recorded in it.");
  if (points > MAX_POINTS) {
    throw new PredictorError(
      "too-large",
      `The run has more than ${MAX_POINTS.toLocaleString("en")} points, the most that are read. Cut it, or export it with fewer points.`,
    );
  }
}

/** Two lists of one run, by their names in the file, that differ in length. */
export function unequalLengths(
  one: { name: string; length: number },
  other: { name: string; length: number },
): PredictorError {
  return new PredictorError(
    "unequal-lengths",
    `"${one.name}" has ${one.length} values and "${other.name}" has ${other.length}: each list needs one a point.`,
  );
}

function checkSpeed({ speedKmh, distanceM, latitudeDeg }: Columns, length: number): void {
  if ([speedKmh, distanceM, latitudeDeg].some(hasValues)) return;
  throw new PredictorError(
    "no-speed",
    `None of the ${length} points has a speed, a distance or a position, so nobody can know how fast the run was. Export it again with one of them.`,
  );
}

function checkTime({ timeS }: Columns, length: number): void {
  if (hasValues(timeS)) return;
  throw new PredictorError(
    "no-time",
    `None of the ${length} points has a time, so nobody can know how fast the run was. Export the activity again with times: route planners and map editors often leave them out.`,
  );
}

function hasValues(series: Float64Array | undefined): boolean {
  return series?.some((value) => !Number.isNaN(value)) ?? false;
}

function fromFirst(timeS: Float64Array): Float64Array {
  const first = timeS.find((time) => !Number.isNaN(time)) ?? 0;
  if (first === 0) return timeS;
  // Unix times with decimals are exact to the microsecond; the noise below it is none of the file's.
  return timeS.map((time) => Math.round((time - first) * 1e6) / 1e6);
}
