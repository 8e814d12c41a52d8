import type { Workout } from "../../workout.ts";
import { isRunRecord, type JsonForm, type RunRecord } from "../json-form.ts";
import { attempt } from "../parsed-run.ts";
import { type ColumnName, type Columns, checkLength, unequalLengths, workoutFrom } from "../points.ts";
import { isList, seriesFrom } from "../record.ts";
import { textIn } from "./fields.ts";

/**
 * Columns of Strava's streams, with the factor to the project's unit: metres a second, metres, seconds from the start,
 * steps of one foot a minute (developers.strava.com/docs/reference, "StreamSet").
 */
const STREAMS: Readonly<Record<string, [column: ColumnName, factor: number]>> = {
  time: ["timeS", 1],
  velocity_smooth: ["speedKmh", 3.6],
  distance: ["distanceM", 1],
  altitude: ["altitudeM", 1],
  heartrate: ["heartRateBpm", 1],
  cadence: ["cadenceSpm", 1],
  temp: ["temperatureC", 1],
};

const POSITIONS = "latlng";

/**
 * An activity's streams from Strava's API: keyed by type, or a list of records with a type; also within the record of
 * their activity, which states the sport.
 */
export const STRAVA_STREAMS_FORM: JsonForm = {
  recognises: (value) => streamsIn(streamsOf(value)) !== null,
  runs: (value, runName) => [
    attempt(runName, "", (name) => workoutOfStreams(streamsIn(streamsOf(value))!, name, sportOf(value))),
  ],
};

function streamsOf(value: unknown): unknown {
  return isRunRecord(value) && (isRunRecord(value.streams) || Array.isArray(value.streams)) ? value.streams : value;
}

function sportOf(value: unknown): string | null {
  return isRunRecord(value) ? (textIn(value, "sport_type") ?? textIn(value, "type")) : null;
}

type Streams = ReadonlyMap<string, ArrayLike<unknown>>;

/** The streams by their type; null where the value is of another form. */
function streamsIn(value: unknown): Streams | null {
  const entries = Array.isArray(value) ? listedStreams(value) : isRunRecord(value) ? Object.entries(value) : [];
  const streams = new Map(entries.flatMap(([type, stream]) => (hasData(stream) ? [[type, stream.data]] : [])));
  const isStrava = streams.has("time") && [...streams.keys()].some((type) => type !== "time" && isKnown(type));
  return isStrava ? streams : null;
}

function listedStreams(list: readonly unknown[]): [type: string, stream: unknown][] {
  return list.flatMap((stream) =>
    isRunRecord(stream) && typeof stream.type === "string" ? [[stream.type, stream] as [string, unknown]] : [],
  );
}

function hasData(stream: unknown): stream is RunRecord & { data: ArrayLike<unknown> } {
  return isRunRecord(stream) && isList(stream.data);
}

function isKnown(type: string): boolean {
  return type === POSITIONS || Object.hasOwn(STREAMS, type);
}

/** @throws PredictorError `unequal-lengths`, `bad-value`, or as checkLength and workoutFrom. */
function workoutOfStreams(streams: Streams, name: string, sport: string | null): Workout {
  const { length } = streams.get("time")!;
  checkLength(length);
  const columns: Columns = {};
  const passedOver: string[] = [];
  for (const [type, data] of streams) {
    if (data.length !== length) throw unequalLengths({ name: "time", length }, { name: type, length: data.length });
    if (type === POSITIONS) {
      columns.latitudeDeg = seriesFrom(Array.from(data, coordinate(0)), type);
      columns.longitudeDeg = seriesFrom(Array.from(data, coordinate(1)), type);
    } else if (isKnown(type)) {
      const [column, factor] = STREAMS[type];
      columns[column] = seriesFrom(data, type).map((measured) => measured * factor);
    } else if (Array.from(data).some((entry) => typeof entry === "number")) {
      passedOver.push(type);
    }
  }
  return workoutFrom({ name, format: "strava-streams", sport, passedOver }, columns);
}

/** Picks the latitude (0) or the longitude (1) of a position, which is a list of both. */
function coordinate(index: 0 | 1): (position: unknown) => unknown {
  return (position) => (Array.isArray(position) ? position[index] : position);
}
