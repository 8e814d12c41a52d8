import { describe, expect, test } from "vitest";
import { Random } from "../dataset/random.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
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
    climbM: 0,
    meanSpeedKmh: 0,
  });
});

describe("climb", () => {
  const noise = (random: Random) => random.uniform(-1, 1);

  test("is not made of a metre's noise on the flat, however long", () => {
    const random = new Random("flat");
    expect(climbOf(series(5000, () => 300 + noise(random)))).toBe(0);
  });

  test("of a hill of 100 m under such noise is about 100 m, up alone or up and down", () => {
    const random = new Random("hill");
    expect(climbOf(series(600, (i) => i / 6 + noise(random)))).toBeCloseTo(100, -1);
    const upAndDown = climbOf(series(1200, (i) => 100 - Math.abs(i - 600) / 6 + noise(random)));
    expect(Math.abs(upAndDown - 100)).toBeLessThan(3);
  });

  test("adds up over hills, worked out by hand", () => {
    // Up 10, down 6, up 8, down 2 within the noise, up 4 more: 10 + 10.
    expect(climbOf([0, 5, 10, 7, 4, 8, 12, 10, 14])).toBe(20);
  });

  test("does not count what goes down, nor rises of up to 3 m", () => {
    expect(climbOf(series(100, (i) => -i))).toBe(0);
    expect(climbOf([0, 3, 0, 3, 0])).toBe(0);
    expect(climbOf([0, 3.5, 0, 3.5, 0])).toBe(7);
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
