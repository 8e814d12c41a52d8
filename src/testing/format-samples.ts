import type { FormatKey } from "../workout/formats/formats.ts";
import { fitFile } from "./fit-file.ts";
import { type RecordedFacts, type RecordedPoint, recordedAs } from "./recorded-as.ts";
import {
  goldenCheetahRide,
  polarCsv,
  polarSession,
  runtasticFiles,
  samsungFiles,
  stravaStreams,
  suuntoLog,
} from "./service-files.ts";
import { series } from "./workouts.ts";

const points: RecordedPoint[] = series(200, (i) => ({
  timeS: 3 * i,
  speedKmh: 10 + Math.sin(i / 9),
  distanceM: 8.4 * i,
  latitudeDeg: 48 + i / 13_000,
  longitudeDeg: 11,
  altitudeM: 300 + Math.sin(i / 20),
  heartRateBpm: 140 + (i % 7),
  temperatureC: 18 + (i % 3),
}));

const facts: RecordedFacts = {
  startedAt: { unixS: 1_714_550_400, utcOffsetS: 7200 },
  laps: [
    { startS: 0, endS: 300, endedBy: "distance" },
    { startS: 300, endS: 597, endedBy: "manual" },
  ],
  device: "A watch",
};

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Sound files of every format that is read, to be recognised, and to be damaged. */
export const FORMAT_SAMPLES: Readonly<Record<FormatKey, readonly Uint8Array[]>> = {
  fit: [recordedAs("fit", points, facts), fitFile({ minutes: 2 })],
  gpx: [recordedAs("gpx", points, facts)],
  tcx: [recordedAs("tcx", points, facts)],
  csv: [
    recordedAs("csv", points),
    utf8("Speed (km/h);Altitude (m);Gender\n8,5;100;male\n9,5;101;male\n"),
    utf8("Time,Pace (min/km),HR\n0:00,5:30,140\n0:10,5:20,141\n0:20,5:10,142\n"),
  ],
  "polar-csv": [utf8(polarCsv(points))],
  "typed-lists": [utf8("speed: 8 9 10 11 12 13 14 15 16 17\naltitude: 1 2 3 4 5 6 7 8 9 10\n")],
  "strava-streams": [utf8(stravaStreams(points, "keyed")), utf8(stravaStreams(points, "listed"))],
  "polar-flow": [utf8(polarSession(points))],
  suunto: [utf8(suuntoLog(points, "log")), utf8(suuntoLog(points, "text"))],
  runtastic: [utf8(runtasticFiles.track(points))],
  "samsung-health": [utf8(samsungFiles.live(points)), utf8(samsungFiles.location(points))],
  goldencheetah: [utf8(goldenCheetahRide(points))],
  "points-json": [
    utf8(
      '[{"time": "2024-05-04T07:30:00Z", "speed": 10, "hr": 140}, {"time": "2024-05-04T07:30:05Z", "speed": 11, "hr": 141}]',
    ),
    utf8('{"points": [{"t": 0, "pos": {"lat": 50, "lng": 7}}, {"t": 9, "pos": {"lat": 50.0001, "lng": 7}}]}'),
  ],
  "columns-json": [utf8('{"sport": "run", "t": [0, 5, 9], "velocity": [10, 11, 12], "hr": [140, 141, 142]}')],
  "rows-json": [utf8('[["time", "speed", "heart rate"], [0, 10, 140], [5, 11, 141]]')],
  "workout-json": [recordedAs("json", points, facts)],
  "hub-row": [
    utf8(
      '[{"workout_id": 7, "user_id": 3, "timestamp": [10, 20, 30], "speed": [9, 9, 9], "heart_rate": [140, 141, 142]}]',
    ),
  ],
  fitrec: [
    utf8(
      "{'speed': [8.5, 9.0, 9.5], 'altitude': [100, 101, None], 'gender': 'male', 'timestamp': [1, 2, 3], 'longitude': [7.1, 7.2, 7.3], 'latitude': [50, 50, 50]}",
    ),
  ],
  "timesteps-json": [utf8('{"speed": [8, 9], "altitude": [1, 2], "gender": "Female"}\n{"speed": [10, 11, 12]}\n')],
};
