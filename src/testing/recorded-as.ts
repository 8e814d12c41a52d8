import { ENUM, FIT_START, FitWriter, SEMICIRCLES_PER_DEGREE, SINT32, UINT8, UINT16, UINT32 } from "./fit-file.ts";

/** What a device recorded at one moment; what it leaves out, it did not measure. Numbers are written as they are. */
export interface RecordedPoint {
  /** Seconds since the start. */
  timeS: number;
  speedKmh?: number;
  distanceM?: number;
  latitudeDeg?: number;
  longitudeDeg?: number;
  altitudeM?: number;
  heartRateBpm?: number;
}

export type RecordedFormat = "gpx" | "tcx" | "csv" | "json" | "fit";

export const RECORDED_FORMATS: readonly RecordedFormat[] = ["gpx", "tcx", "csv", "json", "fit"];

const START_MS = Date.UTC(2024, 4, 1, 8);

const utf8 = (text: string) => new TextEncoder().encode(text);

/** One recording, as files of each format hold it. GPX has no place for points without a position. */
export function recordedAs(format: RecordedFormat, points: readonly RecordedPoint[], startMs = START_MS): Uint8Array {
  switch (format) {
    case "gpx":
      return utf8(gpxOf(points, startMs));
    case "tcx":
      return utf8(tcxOf(points, startMs));
    case "csv":
      return utf8(csvOf(points));
    case "json":
      return utf8(jsonOf(points));
    case "fit":
      return fitOf(points);
  }
}

const isWritten = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value);

function element(name: string, value: number | string | undefined): string {
  return typeof value === "string" || isWritten(value) ? `<${name}>${value}</${name}>` : "";
}

function timeOf(timeS: number, startMs: number): string {
  return new Date(startMs + 1000 * timeS).toISOString();
}

const metresASecond = (kmh: number | undefined) => (isWritten(kmh) ? kmh / 3.6 : undefined);

function gpxOf(points: readonly RecordedPoint[], startMs: number): string {
  const written = points.map(({ timeS, latitudeDeg = 48, longitudeDeg = 11, ...point }) =>
    [
      `<trkpt lat="${latitudeDeg}" lon="${longitudeDeg}">`,
      element("ele", point.altitudeM),
      element("time", timeOf(timeS, startMs)),
      `<extensions><x:TrackPointExtension>${element("x:hr", point.heartRateBpm)}`,
      `${element("x:speed", metresASecond(point.speedKmh))}</x:TrackPointExtension></extensions></trkpt>`,
    ].join(""),
  );
  return `<gpx xmlns:x="x"><trk><type>running</type><trkseg>\n${written.join("\n")}\n</trkseg></trk></gpx>`;
}

function tcxOf(points: readonly RecordedPoint[], startMs: number): string {
  const written = points.map(({ timeS, latitudeDeg, longitudeDeg, heartRateBpm, ...point }) => {
    const position = isWritten(latitudeDeg)
      ? `<Position>${element("LatitudeDegrees", latitudeDeg)}${element("LongitudeDegrees", longitudeDeg)}</Position>`
      : "";
    return [
      `<Trackpoint>${element("Time", timeOf(timeS, startMs))}${position}`,
      element("AltitudeMeters", point.altitudeM),
      element("DistanceMeters", point.distanceM),
      isWritten(heartRateBpm) ? `<HeartRateBpm>${element("Value", heartRateBpm)}</HeartRateBpm>` : "",
      `<Extensions><TPX>${element("Speed", metresASecond(point.speedKmh))}</TPX></Extensions></Trackpoint>`,
    ].join("");
  });
  const track = `<Lap><Track>\n${written.join("\n")}\n</Track></Lap>`;
  return `<TrainingCenterDatabase><Activities><Activity Sport="Running">${track}</Activity></Activities></TrainingCenterDatabase>`;
}

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

function jsonOf(points: readonly RecordedPoint[]): string {
  const list = (of: (point: RecordedPoint) => number | undefined) => points.map((point) => of(point) ?? null);
  return JSON.stringify({
    sport: "running",
    time_s: list(({ timeS }) => timeS),
    speed_kmh: list(({ speedKmh }) => speedKmh),
    altitude_m: list(({ altitudeM }) => altitudeM),
    heart_rate_bpm: list(({ heartRateBpm }) => heartRateBpm),
  });
}

/** What does not fit into its bytes is written as the nearest number that does. */
function fitOf(points: readonly RecordedPoint[]): Uint8Array {
  const within = (value: number | undefined, from: number, to: number) =>
    isWritten(value) ? Math.min(to, Math.max(from, Math.round(value))) : null;
  const writer = new FitWriter()
    .define(0, 0, [[0, ENUM]])
    .data(0, [4])
    .define(1, 20, [
      [253, UINT32],
      [6, UINT16],
      [5, UINT32],
      [0, SINT32],
      [1, SINT32],
      [2, UINT16],
      [3, UINT8],
    ]);
  for (const { timeS, speedKmh = Number.NaN, distanceM = Number.NaN, altitudeM = Number.NaN, ...point } of points) {
    writer.data(1, [
      within(FIT_START + timeS, 0, 2 ** 32 - 2),
      within(speedKmh * (1000 / 3.6), 0, 65_534),
      within(100 * distanceM, 0, 2 ** 32 - 2),
      within((point.latitudeDeg ?? Number.NaN) * SEMICIRCLES_PER_DEGREE, -(2 ** 31), 2 ** 31 - 2),
      within((point.longitudeDeg ?? Number.NaN) * SEMICIRCLES_PER_DEGREE, -(2 ** 31), 2 ** 31 - 2),
      within(5 * (altitudeM + 500), 0, 65_534),
      within(point.heartRateBpm, 0, 254),
    ]);
  }
  return writer.file();
}
