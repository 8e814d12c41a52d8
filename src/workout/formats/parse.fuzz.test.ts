import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { fuzz, type Seed } from "../../testing/fuzzing.ts";
import { RECORDED_FORMATS, recordedAs } from "../../testing/recorded-as.ts";
import { sharedPath } from "../../testing/shared.ts";
import { series } from "../../testing/workouts.ts";
import { PredictorError } from "../error.ts";
import type { Workout } from "../workout.ts";
import { parseWorkouts } from "./parse.ts";

const points = series(200, (i) => ({
  timeS: 3 * i,
  speedKmh: 10 + Math.sin(i / 9),
  distanceM: 8.4 * i,
  latitudeDeg: 48 + i / 13_000,
  longitudeDeg: 11,
  altitudeM: 300 + Math.sin(i / 20),
  heartRateBpm: 140 + (i % 7),
}));

const small: Seed[] = RECORDED_FORMATS.flatMap((format) => {
  const bytes = recordedAs(format, points);
  return [
    { name: format, bytes },
    { name: `${format}.gz`, bytes: gzipSync(bytes) },
  ];
});

const forms: Seed[] = [
  "{'speed': [8.5, 9.0, 9.5], 'altitude': [100, 101, None], 'gender': 'male', 'timestamp': [1, 2, 3], 'longitude': [7.1, 7.2, 7.3], 'latitude': [50, 50, 50]}",
  '{"speed": [8, 9], "altitude": [1, 2], "gender": "Female"}\n{"speed": [10, 11, 12]}\n',
  '[{"workout_id": 7, "user_id": 3, "timestamp": [10, 20, 30], "speed": [9, 9, 9], "heart_rate": [140, 141, 142]}]',
  "Speed (km/h);Altitude (m);Gender\n8,5;100;male\n9,5;101;male\n",
  "speed: 8 9 10 11 12 13 14 15 16 17\naltitude: 1 2 3 4 5 6 7 8 9 10\n",
  "Time,Pace (min/km),HR\n0:00,5:30,140\n0:10,5:20,141\n0:20,5:10,142\n",
].map((text) => ({ name: text.slice(0, 20), bytes: new TextEncoder().encode(text) }));

const folder = sharedPath("files");
const exports: Seed[] = (folder === null ? [] : readdirSync(folder))
  .filter((name) => !/\.(md|parquet)$/.test(name))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) }));

function read(bytes: Uint8Array): void {
  for (const run of parseWorkouts({ name: "file", bytes })) {
    if ("error" in run) expect(run.error.code, run.error.message).not.toBe("unexpected");
    else prepare(run.workout);
  }
}

/** A model gets finite numbers of a run, or the run is refused for a reason. */
function prepare(workout: Workout): void {
  expect(workout.speedKmh).toHaveLength(workout.timeS.length);
  try {
    const { track, features } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
    for (const column of [track.speedKmh, track.altitudeM, ...features.columns]) {
      if (!column.every(Number.isFinite)) throw new Error(`${workout.format} gives features that are no numbers`);
    }
  } catch (error) {
    if (!(error instanceof PredictorError)) throw error;
    expect(["no-time", "no-speed", "too-short", "too-large"]).toContain(error.code);
  }
}

test("damaged copies of small files of every format", () => fuzz([...small, ...forms], read));

test.skipIf(exports.length === 0)("damaged copies of real exports", () => fuzz(exports, read));
