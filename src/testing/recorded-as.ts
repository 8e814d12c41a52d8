import { isoTime } from "../workout/formats/value.ts";
import { workoutJson } from "../workout/formats/workout-json.ts";
import type { Lap, LapEnd, RecordingFacts, StartedAt } from "../workout/workout.ts";
import {
  ENUM,
  FIT_START,
  FitWriter,
  lettersOf,
  SEMICIRCLES_PER_DEGREE,
  SINT8,
  SINT32,
  STRING,
  UINT8,
  UINT16,
  UINT32,
} from "./fit-file.ts";
import { workoutOf } from "./workouts.ts";

/** Measurements of a device at one moment; missing ones were not measured. Numbers are written as they are. */
export interface RecordedPoint {
  /** Seconds since the start. */
  timeS: number;
  speedKmh?: number;
  distanceM?: number;
  latitudeDeg?: number;
  longitudeDeg?: number;
  altitudeM?: number;
  heartRateBpm?: number;
  temperatureC?: number;
}

/** Facts that files state of a recording beside its points. */
export type RecordedFacts = Partial<Pick<RecordingFacts, "laps" | "device">> & { startedAt?: StartedAt };

export type RecordedFormat = "gpx" | "tcx" | "csv" | "json" | "fit";

export const RECORDED_FORMATS: readonly RecordedFormat[] = ["gpx", "tcx", "csv", "json", "fit"];

/** 1 May 2024, 8:00 UTC, wherever that was. */
const STARTED_AT: StartedAt = { unixS: Date.UTC(2024, 4, 1, 8) / 1000, utcOffsetS: null };

const utf8 = (text: string) => new TextEncoder().encode(text);

/** One recording, as files of each format hold it. GPX has no place for points without a position, CSV none for facts. */
export function recordedAs(
  format: RecordedFormat,
  points: readonly RecordedPoint[],
  facts: RecordedFacts = {},
): Uint8Array {
  switch (format) {
    case "gpx":
      return utf8(gpxOf(points, facts));
    case "tcx":
      return utf8(tcxOf(points, facts));
    case "csv":
      return utf8(csvOf(points));
    case "json":
      return utf8(jsonOf(points, facts));
    case "fit":
      return fitOf(points, facts);
  }
}

const isWritten = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value);

function element(name: string, value: number | string | undefined): string {
  return typeof value === "string" || isWritten(value) ? `<${name}>${value}</${name}>` : "";
}

function timeOf(timeS: number, { unixS, utcOffsetS }: StartedAt): string {
  return isoTime({ unixS: unixS + timeS, utcOffsetS });
}

const metresASecond = (kmh: number | undefined) => (isWritten(kmh) ? kmh / 3.6 : undefined);

/** Laps as Cluetrust's extension has them, what ended them in its words. */
function gpxOf(points: readonly RecordedPoint[], { startedAt = STARTED_AT, laps = [], device }: RecordedFacts): string {
  const kinds: Partial<Record<LapEnd, string>> = { position: "location", "heart-rate": "heart_rate" };
  const writtenLaps = laps.map(({ startS, endS, endedBy }) => {
    const trigger = endedBy === null ? "" : `<g:trigger kind="${kinds[endedBy] ?? endedBy}"/>`;
    return `<g:lap>${element("g:startTime", timeOf(startS, startedAt))}${element("g:elapsedTime", endS - startS)}${trigger}</g:lap>`;
  });
  const written = points.map(({ timeS, latitudeDeg = 48, longitudeDeg = 11, ...point }) =>
    [
      `<trkpt lat="${latitudeDeg}" lon="${longitudeDeg}">`,
      element("ele", point.altitudeM),
      element("time", timeOf(timeS, startedAt)),
      `<extensions><x:TrackPointExtension>${element("x:atemp", point.temperatureC)}`,
      `${element("x:hr", point.heartRateBpm)}${element("x:speed", metresASecond(point.speedKmh))}`,
      "</x:TrackPointExtension></extensions></trkpt>",
    ].join(""),
  );
  const creator = device == null ? "" : ` creator="${device}"`;
  const track = `<trk><type>running</type><trkseg>\n${written.join("\n")}\n</trkseg></trk>`;
  return `<gpx xmlns:x="x" xmlns:g="g"${creator}><extensions>${writtenLaps.join("")}</extensions>${track}</gpx>`;
}

function tcxOf(points: readonly RecordedPoint[], { startedAt = STARTED_AT, laps = [], device }: RecordedFacts): string {
  const pointOf = ({ timeS, latitudeDeg, longitudeDeg, heartRateBpm, ...point }: RecordedPoint) => {
    const position = isWritten(latitudeDeg)
      ? `<Position>${element("LatitudeDegrees", latitudeDeg)}${element("LongitudeDegrees", longitudeDeg)}</Position>`
      : "";
    return [
      `<Trackpoint>${element("Time", timeOf(timeS, startedAt))}${position}`,
      element("AltitudeMeters", point.altitudeM),
      element("DistanceMeters", point.distanceM),
      isWritten(heartRateBpm) ? `<HeartRateBpm>${element("Value", heartRateBpm)}</HeartRateBpm>` : "",
      `<Extensions><TPX>${element("Speed", metresASecond(point.speedKmh))}${element("Temperature", point.temperatureC)}`,
      "</TPX></Extensions></Trackpoint>",
    ].join("");
  };
  const trackOf = (within: readonly RecordedPoint[]) => `<Track>\n${within.map(pointOf).join("\n")}\n</Track>`;
  const lapOf = ({ startS, endS, endedBy }: Lap, i: number) => {
    const within = points.filter(({ timeS }) => timeS >= startS && (timeS < endS || i === laps.length - 1));
    const start = `<Lap StartTime="${timeOf(startS, startedAt)}">${element("TotalTimeSeconds", endS - startS)}`;
    const trigger = endedBy === null ? "" : element("TriggerMethod", TRIGGERS[endedBy]);
    return `${start}${trigger}${trackOf(within)}</Lap>`;
  };
  const written = laps.length === 0 ? `<Lap>${trackOf(points)}</Lap>` : laps.map(lapOf).join("");
  const creator = device == null ? "" : `<Creator>${element("Name", device)}</Creator>`;
  return `<TrainingCenterDatabase><Activities><Activity Sport="Running">${written}${creator}</Activity></Activities></TrainingCenterDatabase>`;
}

/** TCX has no word for the end of a session. */
const TRIGGERS: Record<LapEnd, string> = {
  manual: "Manual",
  distance: "Distance",
  time: "Time",
  position: "Location",
  "heart-rate": "HeartRate",
  "session-end": "Manual",
};

function csvOf(points: readonly RecordedPoint[]): string {
  const cell = (value: number | undefined) => (isWritten(value) ? String(value) : "");
  const rows = points.map((point) =>
    [
      point.timeS,
      point.speedKmh,
      point.distanceM,
      point.latitudeDeg,
      point.longitudeDeg,
      point.altitudeM,
      point.heartRateBpm,
    ]
      .map(cell)
      .join(","),
  );
  return `time_s,speed_kmh,distance_m,latitude,longitude,altitude_m,heart_rate_bpm\n${rows.join("\n")}\n`;
}

function jsonOf(points: readonly RecordedPoint[], { startedAt = STARTED_AT, ...facts }: RecordedFacts): string {
  const column = (of: (point: RecordedPoint) => number | undefined) => points.map((point) => of(point) ?? Number.NaN);
  const columns = {
    timeS: column(({ timeS }) => timeS),
    speedKmh: column(({ speedKmh }) => speedKmh),
    altitudeM: column(({ altitudeM }) => altitudeM),
    heartRateBpm: column(({ heartRateBpm }) => heartRateBpm),
    temperatureC: column(({ temperatureC }) => temperatureC),
  };
  return workoutJson(workoutOf(columns, { sport: "running", startedAt, ...facts }));
}

/** Writes a FIT file; a number that does not fit into its bytes becomes the nearest that does. */
function fitOf(points: readonly RecordedPoint[], facts: RecordedFacts): Uint8Array {
  const { startedAt = STARTED_AT, laps = [], device } = facts;
  const startS = FIT_START + startedAt.unixS - STARTED_AT.unixS;
  const within = (value: number | undefined, from: number, to: number) =>
    isWritten(value) ? Math.min(to, Math.max(from, Math.round(value))) : null;
  const writer = new FitWriter()
    .define(0, 0, [
      [0, ENUM],
      [8, STRING, 20],
    ])
    .data(0, [4, ...lettersOf(device ?? "", 20)])
    .define(1, 20, [
      [253, UINT32],
      [6, UINT16],
      [5, UINT32],
      [0, SINT32],
      [1, SINT32],
      [2, UINT16],
      [3, UINT8],
      [13, SINT8],
    ]);
  for (const { timeS, speedKmh = Number.NaN, distanceM = Number.NaN, altitudeM = Number.NaN, ...point } of points) {
    writer.data(1, [
      within(startS + timeS, 0, 2 ** 32 - 2),
      within(speedKmh * (1000 / 3.6), 0, 65_534),
      within(100 * distanceM, 0, 2 ** 32 - 2),
      within((point.latitudeDeg ?? Number.NaN) * SEMICIRCLES_PER_DEGREE, -(2 ** 31), 2 ** 31 - 2),
      within((point.longitudeDeg ?? Number.NaN) * SEMICIRCLES_PER_DEGREE, -(2 ** 31), 2 ** 31 - 2),
      within(5 * (altitudeM + 500), 0, 65_534),
      within(point.heartRateBpm, 0, 254),
      within(point.temperatureC, -127, 126),
    ]);
  }
  writer.define(2, 19, [
    [2, UINT32],
    [7, UINT32],
    [24, ENUM],
  ]);
  for (const lap of laps) {
    const trigger = lap.endedBy && FIT_TRIGGERS[lap.endedBy];
    writer.data(2, [startS + lap.startS, 1000 * (lap.endS - lap.startS), trigger]);
  }
  if (startedAt.utcOffsetS === null) return writer.file();
  writer.define(3, 34, [
    [253, UINT32],
    [5, UINT32],
  ]);
  return writer.data(3, [startS, startS + startedAt.utcOffsetS]).file();
}

/** Triggers of laps in FIT; a heart rate is none. */
const FIT_TRIGGERS: Record<LapEnd, number | null> = {
  manual: 0,
  time: 1,
  distance: 2,
  position: 4,
  "heart-rate": null,
  "session-end": 7,
};
