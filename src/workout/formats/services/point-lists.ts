import type { Workout } from "../../workout.ts";
import type { HeartRateSeries } from "../heart-rate-series.ts";
import { isRunRecord, type JsonForm, type RunRecord } from "../json-form.ts";
import { readLiteral } from "../literal.ts";
import { attempt } from "../parsed-run.ts";
import { checkLength, type VALUE_NAMES, workoutFrom } from "../points.ts";
import { textOf } from "../text.ts";
import { epochSeconds } from "../value.ts";
import { numberIn, textIn } from "./fields.ts";
import { SampledApart } from "./sampled-apart.ts";

/** Known fields with their quantity and the factor to the project's unit. */
type Fields = Readonly<Record<string, [quantity: (typeof VALUE_NAMES)[number], factor: number]>>;

/**
 * The track of a session in an export of adidas Running, formerly Runtastic (`Sport-sessions/GPS-data/….json`):
 * kilometres an hour, metres since the start. (As github.com/fcrespel/runtastic-export-converter reads it.)
 */
export const RUNTASTIC_FORM = pointList(
  "runtastic",
  (point) => typeof point.timestamp === "string" && "longitude" in point && "accuracy_v" in point,
  {
    speed: ["speedKmh", 1],
    distance: ["distanceM", 1],
    latitude: ["latitudeDeg", 1],
    longitude: ["longitudeDeg", 1],
    altitude: ["altitudeM", 1],
  },
);

/**
 * Samsung Health's measurements of an exercise (`….live_data.json`), or its positions (`….location_data.json`): metres a
 * second, each quantity in a record of its own or several together. `distance` is not read, as its start is not stated.
 */
export const SAMSUNG_FORM = pointList(
  "samsung-health",
  (point) =>
    typeof point.start_time === "number" &&
    ["heart_rate", "speed", "latitude", "cadence", "distance", "calorie"].some((field) => field in point),
  {
    speed: ["speedKmh", 3.6],
    latitude: ["latitudeDeg", 1],
    longitude: ["longitudeDeg", 1],
    altitude: ["altitudeM", 1],
    heart_rate: ["heartRateBpm", 1],
    cadence: ["cadenceSpm", 1],
  },
);

function pointList(format: string, isPoint: (point: RunRecord) => boolean, fields: Fields): JsonForm {
  return {
    recognises: (value) => Array.isArray(value) && value.some((point) => isRunRecord(point) && isPoint(point)),
    runs: (value, runName) => {
      const points = (value as unknown[]).filter(isRunRecord);
      return [attempt(runName, "", (name) => workoutOfPoints(points, name, format, fields))];
    },
  };
}

/** @throws PredictorError `bad-value`, or as checkLength and workoutFrom. */
function workoutOfPoints(points: readonly RunRecord[], name: string, format: string, fields: Fields): Workout {
  checkLength(points.length);
  const series = new SampledApart();
  for (const point of points) {
    for (const [field, [quantity, factor]] of Object.entries(fields)) {
      series.add(quantity, timeOf(point), factor * numberIn(point, field));
    }
  }
  return workoutFrom({ name, format }, series.columns());
}

/** Time of a point in seconds since 1970, from a date and time or from milliseconds; NaN where it has neither. */
function timeOf(point: RunRecord): number {
  const text = textIn(point, "timestamp");
  return text === null ? numberIn(point, "start_time") / 1000 : epochSeconds(text);
}

/** Reads a file with only the heart rates of a session. @throws PredictorError `bad-value`, or as readLiteral. */
export function heartRatesIn(bytes: Uint8Array): HeartRateSeries {
  const text = textOf(bytes);
  const value = text === null ? null : readLiteral(text);
  const series = new SampledApart();
  for (const point of Array.isArray(value) ? value.filter(isRunRecord) : []) {
    series.add("heartRateBpm", timeOf(point), numberIn(point, "heart_rate"));
  }
  const { timeS = new Float64Array(), heartRateBpm = new Float64Array() } = series.columns();
  return { timeS, bpm: Float32Array.from(heartRateBpm) };
}
