import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sharedPath } from "../testing/shared.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { parseWorkouts } from "./formats/parse.ts";
import { repair } from "./repair/repair.ts";
import { resample } from "./resample.ts";
import { isOnUnknownGround } from "./treadmill.ts";
import type { Workout } from "./workout.ts";

const run = { timeS: series(600, (i) => i), heartRateBpm: series(600, () => 150) };
const speedKmh = series(600, () => 10);

/** A series with a value at half of the points, as where the satellites were lost. */
const partly = series(600, (i) => (i < 300 ? Number.NaN : 47));

test("a run with a speed or a distance, and neither a position nor an altitude, is on unknown ground", () => {
  expect(isOnUnknownGround(workoutOf({ ...run, speedKmh }))).toBe(true);
  expect(isOnUnknownGround(workoutOf({ ...run, distanceM: series(600, (i) => 3 * i) }))).toBe(true);
  expect(isOnUnknownGround(workoutOf({ ...run, speedKmh, altitudeM: partly }))).toBe(false);
  expect(isOnUnknownGround(workoutOf({ ...run, speedKmh, latitudeDeg: partly, longitudeDeg: partly }))).toBe(false);
  // Lists of timesteps never hold positions: their absence says nothing about the ground.
  expect(isOnUnknownGround(workoutOf({ ...run, speedKmh }, { sampling: "timesteps" }))).toBe(false);
});

test("a run called a treadmill run is on unknown ground, whatever altitude its watch made up", () => {
  const measured = { ...run, speedKmh, altitudeM: partly };
  const called = (sport: string) => isOnUnknownGround(workoutOf(measured, { sport }));
  expect([called("treadmill running"), called("Laufband"), called("running")]).toEqual([true, true, false]);
});

test("the repaired run and its track carry it", () => {
  const onGrid = (workout: Workout) => resample(repair(workout).workout, { kind: "fixed", seconds: 6 });
  expect(onGrid(workoutOf({ ...run, speedKmh })).isOnUnknownGround).toBe(true);
  expect(onGrid(workoutOf({ ...run, speedKmh, altitudeM: partly })).isOnUnknownGround).toBe(false);
});

const files = sharedPath("files");

test.skipIf(!files)("of real recordings, those of a watch without satellites alone", async () => {
  const names = [
    "garmin_fr60_compressed_speed_distance.fit",
    "garmin_fr110_run.fit",
    "codoon_run.tcx",
    "tomtom_run.tcx",
  ];
  const found = names.map((name) => {
    const [read] = parseWorkouts({ name, bytes: new Uint8Array(readFileSync(`${files}/${name}`)) });
    if ("error" in read) throw read.error;
    return isOnUnknownGround(read.workout);
  });
  expect(found).toEqual([true, false, false, false]);
});
