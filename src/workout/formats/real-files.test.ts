import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { readHubRows } from "../../dataset/parquet/parquet.ts";
import { isParquet } from "../../dataset/parquet/parquet-magic.ts";
import { known } from "../../testing/parsing.ts";
import { sharedPath } from "../../testing/shared.ts";
import { repair } from "../repair/repair.ts";
import type { Workout } from "../workout.ts";
import { readFit } from "./fit-messages.ts";
import { parseWorkouts } from "./parse.ts";
import { workoutOfHubRow } from "./record.ts";

const folder = sharedPath("files");

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${folder}/${name}`));
}

function parseFile(name: string) {
  return parseWorkouts({ name, bytes: bytesOf(name) });
}

function onlyRun(name: string): Workout {
  const runs = parseFile(name);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  if ("error" in run) throw run.error;
  return run.workout;
}

/** Points, last time, number of points with heart rate, speed, distance, position and altitude, segments, sport. */
type Expected = [number, number, number, number, number, number, number, number, string | null];

const RUNS: Record<string, Expected> = {
  "amazfit_run.gpx": [1216, 2531, 1216, 0, 0, 1216, 1216, 1, "Running"],
  "apple_health_export_route.gpx": [1454, 1453, 0, 1454, 0, 1454, 1454, 1, null],
  "codoon_run.tcx": [3782, 3783, 1892, 0, 0, 1891, 1891, 1, "Running"],
  "fitrec_run_no_speed.txt": [500, 8298, 500, 0, 0, 500, 500, 1, "run"],
  "garmin_connect_run.gpx": [217, 1377, 217, 0, 0, 217, 217, 1, "running"],
  "garmin_fenix2_run.fit": [2809, 2833, 2808, 2809, 2809, 2809, 2809, 1, "running"],
  "garmin_fr110_run.fit": [590, 2624, 590, 590, 590, 583, 590, 1, "running"],
  // The recording was stopped once, for 110 s.
  "garmin_fr60_compressed_speed_distance.fit": [755, 3880, 754, 754, 754, 0, 0, 2, "running"],
  // Some points have a heart rate of their own; the others' are joined from the strap's messages.
  "garmin_hrm_plugin_walk.fit": [310, 309, 310, 310, 310, 309, 310, 1, "walking"],
  // The file lost bytes at 17 places; its points have a position or a distance in turn.
  "strava_app.fit": [5278, 3558, 0, 2639, 2639, 2639, 2639, 1, "running"],
  "stryd_developer_fields_run.fit": [3424, 3423, 3424, 3424, 3424, 3424, 3424, 1, "running"],
  "garmin_instinct_run.tcx": [434, 2288, 434, 434, 434, 434, 434, 6, "Running"],
  "gpxstudio_multi_trk_seg.gpx": [79, 401.519, 0, 0, 0, 79, 79, 4, "Running"],
  "keep_app_run.gpx": [529, 3770, 529, 0, 0, 529, 0, 1, "Run"],
  "nike_run_club.gpx": [485, 4506.882, 354, 0, 0, 485, 464, 1, null],
  "strava_android_run.gpx": [1038, 1958, 1038, 0, 0, 1038, 1038, 1, "running"],
  "suunto_movescount.gpx": [1592, 6548, 1590, 1590, 1590, 1592, 1592, 1, null],
  "suunto_spartan_run_32tracks.tcx": [752, 1730, 752, 752, 0, 752, 752, 14, "Running"],
  "tomtom_run.tcx": [624, 623, 0, 624, 624, 624, 624, 1, "Running"],
};

const REFUSALS: Record<string, [PredictorError["code"], string]> = {
  "broken_unbound_prefix.gpx": ["malformed-xml", 'Line 14 uses the prefix "gpxdata:"'],
  "gpxstudio_hr_no_time.gpx": ["no-time", "80 points"],
  "hub_schema_24.parquet": ["unknown-format", "Parquet"],
};

/** Offset from UTC, laps, sensor, device, gender, and the runner's maximum, resting and threshold heart rate. */
type Facts = [number | null, number, Workout["sensor"], string | null, number, (number | null)[]];

const UNSAID_BPM = [null, null, null];

const FACTS: Record<string, Facts> = {
  "garmin_fenix2_run.fit": [7200, 4, null, "Garmin fēnix 2", 0.5, UNSAID_BPM],
  "garmin_fr110_run.fit": [null, 5, "strap", "Garmin Forerunner 110", 0.5, UNSAID_BPM],
  "garmin_fr60_compressed_speed_distance.fit": [null, 11, "strap", "Garmin Forerunner 70", 0.5, UNSAID_BPM],
  "garmin_hrm_plugin_walk.fit": [-21_600, 1, "strap", "Garmin Forerunner 955", 1, [178, 62, 156]],
  "strava_app.fit": [null, 1, null, "Strava", 0.5, UNSAID_BPM],
  "stryd_developer_fields_run.fit": [null, 1, null, "Stryd", 0.5, UNSAID_BPM],
};

/** Sport in the file's words, minutes, kilometres, mean heart rate. */
const COMES_TO: Record<string, [string | null, number, number, number | null]> = {
  "amazfit_run.gpx": ["Running", 42.2, 8.93, 146.5],
  "apple_health_export_route.gpx": [null, 24.2, 1.69, null],
  "codoon_run.tcx": ["Running", 63.1, 10.57, 151.6],
  "fitrec_run_no_speed.txt": ["run", 138.3, 25.31, 134.6],
  "garmin_connect_run.gpx": ["running", 23, 3.46, 121.2],
  "garmin_fenix2_run.fit": ["running", 47.2, 9.01, 154],
  "garmin_fr110_run.fit": ["running", 43.7, 4.84, 148.1],
  "garmin_fr60_compressed_speed_distance.fit": ["running", 64.7, 10.25, 170.5],
  "garmin_hrm_plugin_walk.fit": ["walking", 5.15, 0.0596, 73],
  "garmin_instinct_run.tcx": ["Running", 38.1, 5.52, 155.5],
  "gpxstudio_multi_trk_seg.gpx": ["Running", 6.69, 2.28, null],
  "keep_app_run.gpx": ["Run", 62.8, 9.88, 144.5],
  "nike_run_club.gpx": [null, 75.1, 12.88, 156],
  "strava_android_run.gpx": ["running", 32.6, 4.34, 146.5],
  "strava_app.fit": ["running", 59.3, 11.27, null],
  "stryd_developer_fields_run.fit": ["running", 57.1, 6.75, 130.8],
  "suunto_movescount.gpx": [null, 109.1, 12.05, 140.2],
  "suunto_spartan_run_32tracks.tcx": ["Running", 28.8, 5.52, 140.4],
  "tomtom_run.tcx": ["Running", 10.4, 1.54, null],
};

/** Distance counted by the device, else the sum of the repaired speeds. */
function figuresOf(workout: Workout) {
  const { timeS, speedKmh } = repair(workout).workout;
  let metres = 0;
  for (let i = 1; i < timeS.length; i++) metres += ((timeS[i] - timeS[i - 1]) * (speedKmh[i] + speedKmh[i - 1])) / 7.2;
  const bpm = workout.heartRateBpm.filter((value) => !Number.isNaN(value));
  return {
    durationS: timeS[timeS.length - 1],
    distanceM: workout.distanceM.findLast((value) => !Number.isNaN(value)) ?? metres,
    meanBpm: bpm.length > 0 ? bpm.reduce((sum, value) => sum + value, 0) / bpm.length : null,
  };
}

function expectWithin(value: number, expected: number, share: number): void {
  expect(Math.abs(value / expected - 1)).toBeLessThan(share);
}

/** A watch's totals of the session: elapsed seconds, metres, mean heart rate. */
function sessionOf(name: string) {
  const sessions: { elapsedS: number; distanceM: number; meanBpm: number }[] = [];
  readFit(bytesOf(name), (message) => {
    if (message.kind !== 18) return;
    sessions.push({
      elapsedS: message.number(7) / 1000,
      distanceM: message.number(9) / 100,
      meanBpm: message.number(16),
    });
  });
  return sessions[0];
}

describe.skipIf(folder === null)("exports of real devices", () => {
  test.each(Object.entries(RUNS))("%s", (name, expected) => {
    const workout = onlyRun(name);
    expect([
      workout.timeS.length,
      workout.timeS.at(-1),
      known(workout.heartRateBpm),
      known(workout.speedKmh),
      known(workout.distanceM),
      known(workout.latitudeDeg),
      known(workout.altitudeM),
      workout.segmentStarts.length + 1,
      workout.sport,
    ]).toEqual(expected);
  });

  test.each(Object.entries(REFUSALS))("%s is refused", (name, [code, finding]) => {
    try {
      parseFile(name);
    } catch (error) {
      expect(error).toBeInstanceOf(PredictorError);
      expect(error).toMatchObject({ code, message: expect.stringContaining(finding) });
      return;
    }
    throw new Error("it was read");
  });

  test("none is left out here", () => {
    const expected = [...Object.keys(COMES_TO), ...Object.keys(REFUSALS), "truncated.fit"].sort();
    expect(readdirSync(folder as string).filter((name) => name !== "README.md")).toEqual(expected);
    expect(Object.keys(RUNS).sort()).toEqual(Object.keys(COMES_TO).sort());
  });

  test.each(Object.entries(COMES_TO))("%s gives the run's known sport, time, distance and heart rate", (name, [
    sport,
    minutes,
    kilometres,
    bpm,
  ]) => {
    const workout = onlyRun(name);
    const { durationS, distanceM, meanBpm } = figuresOf(workout);
    expect(workout.sport).toBe(sport);
    expectWithin(durationS / 60, minutes, 0.005);
    expectWithin(distanceM / 1000, kilometres, 0.005);
    if (bpm === null || meanBpm === null) expect(meanBpm).toBe(bpm);
    else expect(Math.abs(meanBpm - bpm)).toBeLessThan(0.06);
  });

  test.each(
    Object.keys(COMES_TO).filter((name) => name.endsWith(".fit")),
  )("%s: its points agree with what the device wrote of the whole", (name) => {
    const { durationS, distanceM, meanBpm } = figuresOf(onlyRun(name));
    const session = sessionOf(name);
    expectWithin(durationS, session.elapsedS, 0.01);
    expectWithin(distanceM, session.distanceM, 0.01);
    if (meanBpm !== null && !Number.isNaN(session.meanBpm)) expectWithin(meanBpm, session.meanBpm, 0.01);
  });

  test.each(Object.entries(FACTS))("%s states what it states", (name, [
    utcOffsetS,
    laps,
    sensor,
    device,
    gender,
    bpm,
  ]) => {
    const workout = onlyRun(name);
    const { maximumBpm, restingBpm, thresholdBpm } = workout.runnerHeartRates;
    expect([
      workout.startedAt?.utcOffsetS ?? null,
      workout.laps.length,
      workout.sensor,
      workout.device,
      workout.gender,
      [maximumBpm, restingBpm, thresholdBpm],
    ]).toEqual([utcOffsetS, laps, sensor, device, gender, bpm]);
  });

  test("laps follow one another from the start to the end", () => {
    for (const name of ["garmin_fenix2_run.fit", "garmin_fr110_run.fit", "garmin_fr60_compressed_speed_distance.fit"]) {
      const { laps, timeS } = repair(onlyRun(name)).workout;
      for (const [i, { startS, endS }] of laps.entries()) {
        expect(Math.abs(startS - (laps[i - 1]?.endS ?? 0))).toBeLessThan(3);
        expect(endS).toBeGreaterThan(startS);
      }
      expect(Math.abs(laps[laps.length - 1].endS - timeS[timeS.length - 1])).toBeLessThan(3);
    }
  });

  test("the zones that a watch counted time in are read, of all files that state any", () => {
    const stated = Object.keys(FACTS).flatMap((name) => {
      const { zoneStartsBpm } = onlyRun(name);
      return zoneStartsBpm ? [[name, zoneStartsBpm]] : [];
    });
    // Of the 178 bpm that it states as the maximum: half, and a tenth more each; zone 5 ends at the maximum.
    expect(stated).toEqual([["garmin_hrm_plugin_walk.fit", [89, 107, 125, 142, 160]]]);
  });

  test("a FIT file that lacks its last three bytes is read to its end", () => {
    const { timeS, speedKmh, sport, mended } = onlyRun("truncated.fit");
    expect([timeS.length, timeS.at(-1), known(speedKmh), sport]).toEqual([14, 13, 14, "running"]);
    expect(mended).toMatchObject([{ code: "damaged-file", message: expect.stringContaining("The last 3 bytes") }]);
  });

  test("the ledger states what a FIT file lost", () => {
    expect(onlyRun("strava_app.fit").mended).toMatchObject([{ code: "damaged-file", count: 17 }]);
    expect(onlyRun("garmin_fenix2_run.fit").mended).toEqual([]);
  });

  test("a Parquet file is a dataset: all of its 24 runs are read as such", async () => {
    const bytes = bytesOf("hub_schema_24.parquet");
    expect(isParquet(bytes)).toBe(true);
    const rows = await readHubRows(bytes);
    expect(rows).toHaveLength(24);
    for (const row of rows) {
      const { meanBpm, durationS } = figuresOf(workoutOfHubRow(row, "run"));
      expect(meanBpm).toBeGreaterThan(80);
      expect(durationS).toBeGreaterThan(600);
    }
  });

  test("a runner's gzipped JSON lines: every run is read", () => {
    const path = sharedPath("runs", "R100.jsonl.gz");
    if (!path) return;
    const runs = parseWorkouts({ name: "R100", bytes: new Uint8Array(readFileSync(path)) });
    expect(runs).toHaveLength(100);
    for (const run of runs) expect(run).toHaveProperty("workout.runner", "R100");
  });
});
