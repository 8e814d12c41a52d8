import { expect, test } from "vitest";
import { series, workoutOf } from "../testing/workouts.ts";
import { putOnGrid, TRACK_RESOLUTION } from "./grid.ts";
import { repair } from "./repair/repair.ts";
import { resample } from "./resample.ts";

const fixed = { kind: "fixed", seconds: 6 } as const;
const columns = { speedKmh: series(121, () => 10), altitudeM: series(121, () => 0) };
const timed = workoutOf({ timeS: series(121, (i) => i), ...columns });

test("resampling and smoothing are in the ledger: how many points became how many steps, and the window of the means", () => {
  const { track, repairs } = putOnGrid(repair(timed), fixed, 7);
  expect(track.speedKmh).toHaveLength(21);
  expect(repairs.map(({ code, count }) => [code, count])).toEqual([
    ["resampled", 121],
    ["smoothed", 21],
  ]);
  expect(repairs[0].message).toContain("121 points put on 21 steps of 6 s");
  expect(repairs[1].message).toContain("7 steps; heart rate is never smoothed");
});

test("without smoothing there is no entry of it, and a list of timesteps is neither resampled nor smoothed", () => {
  expect(putOnGrid(repair(timed), fixed, 1).repairs.map(({ code }) => code)).toEqual(["resampled"]);
  const list = workoutOf(columns, { sampling: "timesteps" });
  expect(putOnGrid(repair(list), fixed, 7).repairs).toEqual([]);
});

test("series are rounded to what a link carries, finer than any sensor, and rounded again they stay", () => {
  const wavy = workoutOf({
    timeS: series(121, (i) => i),
    speedKmh: series(121, (i) => 10 + Math.sin(i)),
    altitudeM: series(121, (i) => i / 7),
    heartRateBpm: series(121, (i) => 140 + i / 9),
  });
  const { track } = putOnGrid(repair(wavy), fixed, 1);
  const unrounded = resample(repair(wavy).workout, fixed);
  for (const name of ["speedKmh", "altitudeM", "heartRateBpm"] as const) {
    const resolution = TRACK_RESOLUTION[name];
    track[name].forEach((value, i) => {
      expect(value).toBe(Math.fround(Math.round(value / resolution) * resolution));
      expect(Math.abs(value - unrounded[name][i])).toBeLessThanOrEqual(resolution / 2 + 1e-5);
    });
  }
});

test("the ledger states the step of a fixed number of points in seconds", () => {
  const { repairs } = putOnGrid(repair(timed), { kind: "points", count: 50 }, 1);
  expect(repairs[0].message).toContain("50 steps of 2.45 s");
});
