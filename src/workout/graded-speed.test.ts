import { describe, expect, test } from "vitest";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { costOfRunning, gradedSpeed } from "./graded-speed.ts";

test("running costs what Minetti and others measured, within one standard deviation of theirs", () => {
  for (const [slope, joules, sd] of [
    [0, 3.4, 0.24],
    [0.45, 18.93, 1.74],
    [-0.2, 1.73, 0.36],
    [-0.45, 3.92, 0.81],
  ]) {
    expect(Math.abs(costOfRunning(slope) - joules)).toBeLessThanOrEqual(sd);
  }
});

test("the steeper the climb, the dearer; gently downhill is cheaper than the level, steeply downhill is not cheaper still", () => {
  const climbs = Array.from({ length: 46 }, (_, i) => costOfRunning(i / 100));
  expect(climbs).toEqual(climbs.toSorted((a, b) => a - b));
  expect(costOfRunning(-0.1)).toBeLessThan(costOfRunning(0));
  expect(costOfRunning(-0.45)).toBeGreaterThan(costOfRunning(-0.2));
});

describe("grade-adjusted speed", () => {
  test("follows Minetti's costs: 3.6 J/kg/m on the level, 10.7 on 25 % up, least near 20 % down", () => {
    expect(costOfRunning(0)).toBe(3.6);
    expect(costOfRunning(0.25)).toBeCloseTo(10.725, 3);
    expect(costOfRunning(0.6)).toBe(costOfRunning(0.45));
    const slopes = series(91, (i) => (i - 45) / 100);
    const cheapest = slopes.reduce((best, slope) => (costOfRunning(slope) < costOfRunning(best) ? slope : best), 0);
    expect(cheapest).toBeGreaterThan(-0.23);
    expect(cheapest).toBeLessThan(-0.15);
  });

  test("is the speed itself on the level, faster uphill, and unknown where the altitude is", () => {
    const at = (slope: number) =>
      gradedSpeed(
        trackOf({ speedKmh: new Float32Array(60).fill(9), altitudeM: series(60, (i) => 100 + slope * 15 * i) }),
      );
    expect(at(0)).toBeNull();
    expect(at(0.1)![30]).toBeCloseTo((9 * costOfRunning(0.1)) / 3.6, 3);
    expect(at(-0.1)![30]).toBeLessThan(9);
    const treadmill = trackOf({ altitudeM: series(60, (i) => i) }, { isOnUnknownGround: true });
    expect(gradedSpeed(treadmill)).toBeNull();
  });
});
