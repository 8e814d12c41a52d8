import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { series, workoutOf } from "../testing/workouts.ts";
import { metresApart } from "./repair/odometer.ts";
import { routeOf } from "./route.ts";
import type { Workout } from "./workout.ts";

const DEGREES_A_METRE = 1 / 111_195;

/** A run of a point a second: northward at 3 m/s, unless a place is given. */
function runOf(
  seconds: readonly number[],
  placeAt: (second: number) => [northM: number, eastM: number] = (second) => [3 * second, 0],
  rest: Partial<Workout> = {},
): Workout {
  const places = seconds.map(placeAt);
  return workoutOf(
    {
      timeS: seconds,
      latitudeDeg: places.map(([northM]) => northM * DEGREES_A_METRE),
      longitudeDeg: places.map(([, eastM]) => eastM * DEGREES_A_METRE),
    },
    rest,
  );
}

const MINUTE = series(61, (second) => second);

test("lies in metres around its middle, north up, wherever on earth it was run", () => {
  const anywhere = fc.record({
    latitudeDeg: fc.double({ min: -70, max: 70, noNaN: true }),
    longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
    bearing: fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  });
  fc.assert(
    fc.property(anywhere, ({ latitudeDeg, longitudeDeg, bearing }) => {
      const latitudes = series(61, (i) => latitudeDeg + 3 * i * Math.cos(bearing) * DEGREES_A_METRE);
      const degreesEast = (3 * DEGREES_A_METRE * Math.sin(bearing)) / Math.cos((latitudeDeg * Math.PI) / 180);
      const longitudes = series(61, (i) => ((longitudeDeg + i * degreesEast + 540) % 360) - 180);
      const route = routeOf(workoutOf({ timeS: MINUTE, latitudeDeg: latitudes, longitudeDeg: longitudes }))!;
      const [east, north] = [route.eastM[60] - route.eastM[0], route.northM[60] - route.northM[0]];
      expect(east).toBeCloseTo(180 * Math.sin(bearing), 0);
      expect(north).toBeCloseTo(180 * Math.cos(bearing), 0);
      expect(Math.hypot(east, north)).toBeCloseTo(
        metresApart(latitudes[0], longitudes[0], latitudes[60], longitudes[60]),
        0,
      );
      expect(route.eastM[0] + route.eastM[60]).toBeCloseTo(0, 1);
      expect(route.isJoined.filter((isJoined) => !isJoined)).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});

describe("no line leads", () => {
  const breaksOf = (workout: Workout) => {
    const { timeS, isJoined } = routeOf(workout)!;
    return Array.from(timeS).filter((_, k) => !isJoined[k]);
  };

  test("over a jump of the position, whose lone positions are left out", () => {
    const jumping = runOf(MINUTE, (second) => [3 * second, second === 20 ? 5000 : 0]);
    expect(breaksOf(jumping)).toEqual([0]);
    expect(routeOf(jumping)!.timeS).not.toContain(20);
    expect(breaksOf(runOf(MINUTE, (second) => [3 * second, second >= 20 ? 5000 : 0]))).toEqual([0, 20]);
  });

  test("over a gap, unless the runner was where they had been", () => {
    const gap = MINUTE.map((second) => (second > 30 ? second + 100 : second));
    expect(breaksOf(runOf(gap))).toEqual([0, 131]);
    expect(breaksOf(runOf(gap, (second) => [3 * (second > 30 ? second - 100 : second), 0]))).toEqual([0]);
  });

  test("to where a stopped watch was carried", () => {
    const carried = (second: number): [number, number] => [3 * second, second > 30 ? 60 : 0];
    expect(breaksOf(runOf(MINUTE, (second) => [3 * second, second > 30 ? 11 : 0], { segmentStarts: [31] }))).toEqual([
      0,
    ]);
    const stopped = MINUTE.map((second) => (second > 30 ? second + 10 : second));
    expect(breaksOf(runOf(stopped, carried, { segmentStarts: [31] }))).toEqual([0, 41]);
  });
});

test("is of the run's own clock, though points are out of order or without a position", () => {
  const shuffled = runOf([100, 102, 101, 103, ...series(20, (i) => 104 + i)], (second) => [3 * (second - 100), 0]);
  shuffled.latitudeDeg[5] = Number.NaN;
  const { timeS, northM } = routeOf(shuffled)!;
  expect(Array.from(timeS.subarray(0, 6))).toEqual([0, 1, 2, 3, 4, 6]);
  expect(northM[2] - northM[0]).toBeCloseTo(6, 1);
});

test("there is none without positions, of a runner who stays in one place, or of timesteps", () => {
  expect(routeOf(workoutOf({ timeS: MINUTE, speedKmh: MINUTE }))).toBe(null);
  expect(routeOf(runOf(MINUTE, () => [0, 0]))).toBe(null);
  expect(routeOf(runOf(MINUTE, undefined, { sampling: "timesteps" }))).toBe(null);
});
