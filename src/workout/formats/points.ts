import { PredictorError } from "../../base/error.ts";
import { MAX_POINTS } from "../../base/limits.ts";
import { stepsPerMinute } from "../cadence.ts";
import { isDate, NO_FACTS } from "../recording-facts.ts";
import type { Gender, Lap, RecordingFacts, Repair, StatedTotal, Workout } from "../workout.ts";

/** Quantities of a point besides its time. */
export const VALUE_NAMES = [
  "speedKmh",
  "distanceM",
  "latitudeDeg",
  "longitudeDeg",
  "altitudeM",
  "heartRateBpm",
  "cadenceSpm",
  "temperatureC",
] as const;

/** Names of a run's series. */
export const COLUMN_NAMES = ["timeS", ...VALUE_NAMES] as const;

export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Series of a file, all of one length. Times are seconds from any origin, cadence is of one foot or of both. */
export type Columns = Partial<Record<ColumnName, Float64Array>>;

/** Facts of a run beside its points; those that the file does not state are missing. */
export interface Description extends Partial<RecordingFacts> {
  name: string;
  format: string;
  runner?: string | null;
  sport?: string | null;
  gender?: Gender;
  sampling?: Workout["sampling"];
  segmentStarts?: number[];
  /** Laps on the clock of the points' times. */
  laps?: Lap[];
  /** Offset from UTC where the points' times are dates and `startedAt` is missing. */
  utcOffsetS?: number | null;
  statedTotal?: StatedTotal | null;
  passedOver?: string[];
  mended?: Repair[];
}

/**
 * Makes a run of the columns that its file has. Missing columns share one series of NaN. Time counts from the first known
 * time, which dates the run if it is a date.
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
  const firstS = columns.timeS?.find((time) => !Number.isNaN(time)) ?? 0;
  return {
    ...factsIn(description, firstS),
    name: description.name,
    format: description.format,
    runner: description.runner ?? null,
    sport: description.sport ?? null,
    gender: description.gender ?? 0.5,
    sampling,
    timeS:
      columns.timeS && firstS !== 0 ? columns.timeS.map((time) => since(firstS, time)) : (columns.timeS ?? missing),
    speedKmh: columns.speedKmh ?? missing,
    distanceM: columns.distanceM ?? missing,
    latitudeDeg: columns.latitudeDeg ?? missing,
    longitudeDeg: columns.longitudeDeg ?? missing,
    altitudeM: columns.altitudeM ?? missing,
    heartRateBpm: columns.heartRateBpm ?? missing,
    cadenceSpm: columns.cadenceSpm ? stepsPerMinute(columns.cadenceSpm) : missing,
    temperatureC: columns.temperatureC ?? missing,
    statedTotal: knownTotal(description.statedTotal),
    segmentStarts: description.segmentStarts ?? [],
    passedOver: description.passedOver ?? [],
    mended: description.mended ?? [],
  };
}

function knownTotal(stated: StatedTotal | null | undefined): StatedTotal | null {
  return stated && stated.distanceM > 0 && stated.timerS > 0 ? stated : null;
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

/** Refusal of two lists of one run with different lengths, by their names in the file. */
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

function factsIn({ laps = [], utcOffsetS = null, ...stated }: Description, firstS: number): RecordingFacts {
  const fromTimes = isDate(firstS) ? { unixS: firstS, utcOffsetS } : null;
  return {
    startedAt: stated.startedAt ?? fromTimes,
    runnerDay: stated.runnerDay ?? null,
    laps: laps.map((lap) => ({ ...lap, startS: since(firstS, lap.startS), endS: since(firstS, lap.endS) })),
    sensor: stated.sensor ?? null,
    device: stated.device ?? null,
    runnerHeartRates: stated.runnerHeartRates ?? NO_FACTS.runnerHeartRates,
    zoneStartsBpm: stated.zoneStartsBpm ?? null,
  };
}

/** Seconds from one time to another, to the microsecond: below it, Unix times with decimals hold rounding noise. */
function since(firstS: number, timeS: number): number {
  return Math.round((timeS - firstS) * 1e6) / 1e6;
}
