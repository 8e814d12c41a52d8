import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { gridRun } from "../model/prepare.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { parseOne } from "../testing/parsing.ts";
import { sharedPath } from "../testing/shared.ts";
import { trackOf } from "../testing/tracks.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { summarise, summariseHeartRate } from "./summary.ts";

const climbOf = (altitudeM: ArrayLike<number>) => summarise(trackOf({ altitudeM })).climbM;

test("an hour at 12 km/h is twelve kilometres", () => {
  const summary = summarise(trackOf({ speedKmh: new Float32Array(601).fill(12) }));
  expect(summary.durationS).toBe(3600);
  expect(summary.movingS).toBe(3600);
  expect(summary.distanceKm).toBeCloseTo(12, 9);
  expect(summary.meanSpeedKmh).toBeCloseTo(12, 9);
});

test("distance is what the steps' speeds sum to, the steps at both ends counting half", () => {
  const { distanceKm } = summarise(trackOf({ speedKmh: [6, 12, 18, 9] }, { stepS: 600 }));
  expect(distanceKm).toBeCloseTo((3 + 12 + 18 + 4.5) / 6, 6);
});

test("standing is no moving, and does not slow the mean", () => {
  const speedKmh = series(101, (i) => (i < 50 ? 10 : i < 75 ? 0 : 10));
  const { durationS, movingS, meanSpeedKmh } = summarise(trackOf({ speedKmh }));
  expect([durationS, movingS]).toEqual([600, 450]);
  expect(meanSpeedKmh).toBeCloseTo(10, 9);
  expect(summarise(trackOf({ speedKmh: new Float32Array(20) }))).toMatchObject({ movingS: 0, meanSpeedKmh: 0 });
});

test("a stretch without a step lasts no time", () => {
  const none = new Float32Array();
  expect(summarise({ ...trackOf({ speedKmh: [10] }), speedKmh: none, altitudeM: none })).toEqual({
    durationS: 0,
    movingS: 0,
    distanceKm: 0,
    climbM: Number.NaN,
    meanSpeedKmh: 0,
  });
});

test("the climb of a run without an altitude is unknown, and that of a level stretch of a hilly one is none", () => {
  const altitudeM = series(100, (i) => Math.max(0, i - 50));
  expect(summarise(trackOf({ altitudeM: series(100, () => 0) })).climbM).toBeNaN();
  expect(summarise(trackOf({ altitudeM }), { startS: 0, endS: 240 }).climbM).toBe(0);
});

describe("climb", () => {
  /** Climb of a recording with a metre of noise every second. */
  const climbUnderNoise = (seconds: number, altitudeAt: (timeS: number) => number) => {
    const random = new Random("noise");
    const altitudeM = series(seconds, (timeS) => altitudeAt(timeS) + random.uniform(-1, 1));
    const recorded = workoutOf({
      timeS: series(seconds, (timeS) => timeS),
      altitudeM,
      speedKmh: altitudeM.map(() => 10),
    });
    return summarise(gridRun(recorded, bundledRecipe).track).climbM;
  };

  test("is not made of a metre's noise on the flat, however long", () => {
    expect(climbUnderNoise(20_000, () => 300)).toBe(0);
  });

  test("of a hill of 100 m under such noise is about 100 m, up alone or up and down", () => {
    const up = climbUnderNoise(3600, (timeS) => timeS / 36);
    expect(Math.abs(up - 100)).toBeLessThan(2);
    const upAndDown = climbUnderNoise(7200, (timeS) => 100 - Math.abs(timeS - 3600) / 36);
    expect(Math.abs(upAndDown - 100)).toBeLessThan(2);
  });

  test("adds up over hills, worked out by hand", () => {
    // Up 10, down 6, up 8, down 1 within the noise, up 4 more: 10 + 11.
    expect(climbOf([0, 5, 10, 7, 4, 8, 12, 11, 15])).toBe(21);
  });

  test("does not count what goes down, nor rises of up to a metre", () => {
    expect(climbOf(series(100, (i) => -i))).toBe(0);
    expect(climbOf([0, 1, 0, 1, 0])).toBe(0);
    expect(climbOf([0, 1.5, 0, 1.5, 0])).toBe(3);
  });

  test("counts a slow climb whole, though each step rises less than the threshold", () => {
    expect(climbOf(series(1001, (i) => i / 10))).toBeCloseTo(100, 4);
  });
});

test("mean, highest and lowest heart rate leave out what is missing; without any there is none", () => {
  expect(summariseHeartRate(Float32Array.of(Number.NaN, 120, 150, Number.NaN, 135))).toEqual({
    meanBpm: 135,
    maximumBpm: 150,
    minimumBpm: 120,
  });
  expect(summariseHeartRate(Float32Array.of(Number.NaN))).toBeNull();
});

/** Metres of ascent stated in the devices' own files. */
const STATED_ASCENT_M = {
  "garmin_fenix2_run.fit": 64,
  "garmin_fr110_run.fit": 168,
  "garmin_hrm_plugin_walk.fit": 0,
};

test.skipIf(sharedPath("files") === null).each(Object.entries(STATED_ASCENT_M))(
  "the climb of %s comes near the %i m that its device states",
  (name, statedM) => {
    const bytes = new Uint8Array(readFileSync(sharedPath("files", name)!));
    const { climbM } = summarise(gridRun(parseOne(bytes), bundledRecipe).track);
    expect(Math.abs(climbM - statedM)).toBeLessThanOrEqual(0.2 * statedM);
  },
);
