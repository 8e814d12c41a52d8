import fc from "fast-check";
import { expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { trackOf as sampleTrack } from "../testing/tracks.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { repair } from "./repair/repair.ts";
import { resample } from "./resample.ts";
import { smooth } from "./smooth.ts";
import type { Workout } from "./workout.ts";

const SIX_SECONDS = { kind: "fixed", seconds: 6 } as const;
const trackOf = (workout: Workout) => resample(repair(workout).workout, SIX_SECONDS);

test("heart rate on the grid is the recorded one, neither averaged nor smoothed", () => {
  const heartRateBpm = series(121, (i) => (i === 60 ? 170 : 150));
  const track = trackOf(workoutOf({ timeS: series(121, (i) => i), speedKmh: series(121, () => 10), heartRateBpm }));
  expect(track.heartRateBpm[10]).toBe(170);
  expect(track.heartRateBpm[9]).toBe(150);
  expect(track.heartRateBpm).toHaveLength(21);
});

test("heart rate is joined across short gaps and missing in long ones", () => {
  const heartRateBpm = series(181, (i) => (i > 60 && i < 80 ? Number.NaN : i > 90 && i < 150 ? Number.NaN : i));
  const track = trackOf(workoutOf({ timeS: series(181, (i) => i), speedKmh: series(181, () => 10), heartRateBpm }));
  expect(track.heartRateBpm[11]).toBeCloseTo(66, 5);
  expect(track.heartRateBpm[20]).toBeNaN();
  expect(track.heartRateBpm[25]).toBe(150);
});

test("in a pause the runner stands", () => {
  const timeS = [...series(60, (i) => i), ...series(60, (i) => 360 + i)];
  const track = trackOf(workoutOf({ timeS, speedKmh: series(120, () => 10), heartRateBpm: series(120, () => 150) }));
  expect(track.speedKmh[30]).toBe(0);
  expect(track.heartRateBpm[30]).toBeNaN();
  expect(track.speedKmh[5]).toBeCloseTo(10, 5);
});

test("in a pause through which a strap went on recording, the runner stands and the heart rate counts", () => {
  const timeS = series(420, (i) => i);
  const isPaused = (i: number) => i >= 60 && i < 360;
  const track = trackOf(
    workoutOf({
      timeS,
      speedKmh: series(420, (i) => (isPaused(i) ? Number.NaN : 10)),
      heartRateBpm: series(420, () => 120),
    }),
  );
  expect(track.speedKmh[30]).toBe(0);
  expect(track.heartRateBpm[30]).toBe(120);
});

test("timesteps are taken as they are", () => {
  const speedKmh = series(20, (i) => 8 + i / 10);
  const workout = workoutOf({ speedKmh, altitudeM: series(20, (i) => i) }, { sampling: "timesteps" });
  const track = trackOf(workout);
  expect(track.stepS).toBe(6);
  expect([...track.speedKmh]).toEqual([...Float32Array.from(speedKmh)]);
});

test("a fixed number of points spreads over the whole run", () => {
  const workout = workoutOf({ timeS: series(1000, (i) => i), speedKmh: series(1000, () => 10) });
  const track = resample(repair(workout).workout, { kind: "points", count: 500 });
  expect(track.speedKmh).toHaveLength(500);
  expect(track.stepS).toBeCloseTo(999 / 499, 9);
});

test("a run of less than a minute is refused with its length", () => {
  const workout = workoutOf({ timeS: series(40, (i) => i), speedKmh: series(40, () => 10) });
  expect(() => trackOf(workout)).toThrow(PredictorError);
  expect(() => trackOf(workout)).toThrow(/7 timesteps of 6 s/);
  expect(() => trackOf(workoutOf({ timeS: [0, 1], speedKmh: [10, 10] }))).toThrow(/has 1 timestep of 6 s/);
});

test("the last of a number of points has the run's last heart rate, whatever the run's length rounds to", () => {
  for (const durationS of [1003, 1007, 1011]) {
    const count = durationS + 1;
    const workout = workoutOf({
      timeS: series(count, (i) => i),
      speedKmh: series(count, () => 10),
      heartRateBpm: series(count, () => 150),
    });
    const { heartRateBpm } = resample(repair(workout).workout, { kind: "points", count: 500 });
    expect(heartRateBpm.at(-1)).toBe(150);
  }
});

test("a fixed number of points is not spread over a few seconds", () => {
  const workout = workoutOf({ timeS: series(31, (i) => i), speedKmh: series(31, () => 10) });
  expect(() => resample(repair(workout).workout, { kind: "points", count: 500 })).toThrow(
    /lasts 30 s: at least 54 are needed/,
  );
});

test("two points a hair apart in time leave a mean that is a number", () => {
  const timeS = [0, Number.MIN_VALUE, ...series(120, (i) => i + 1)];
  const track = trackOf(workoutOf({ timeS, speedKmh: series(122, (i) => (i === 1 ? 20 : 10)) }));
  expect(track.speedKmh.every((kmh) => kmh >= 10 && kmh <= 20)).toBe(true);
});

test("resampling keeps the distance", () => {
  const anyRun = fc
    .array(fc.record({ gapS: fc.integer({ min: 1, max: 9 }), kmh: fc.double({ min: 0, max: 25, noNaN: true }) }), {
      minLength: 100,
      maxLength: 400,
    })
    .map((points) => {
      let t = 0;
      const timeS = points.map(({ gapS }, i) => {
        if (i > 0) t += gapS;
        return t;
      });
      return { timeS, speedKmh: points.map(({ kmh }) => kmh) };
    });
  fc.assert(
    fc.property(anyRun, ({ timeS, speedKmh }) => {
      const track = trackOf(workoutOf({ timeS, speedKmh }));
      const endS = Math.min(timeS.at(-1)!, (track.speedKmh.length - 0.5) * 6);
      let expectedM = 0;
      for (let i = 1; i < timeS.length && timeS[i] <= endS; i++) {
        expectedM += (((speedKmh[i] + speedKmh[i - 1]) / 2) * (timeS[i] - timeS[i - 1])) / 3.6;
      }
      // The first step is half a step long; the last is cut at the end.
      const lengthS = (i: number) => Math.min(endS, (i + 0.5) * 6) - Math.max(0, (i - 0.5) * 6);
      const keptM = track.speedKmh.reduce((sum, kmh, i) => sum + (kmh * lengthS(i)) / 3.6, 0);
      // Less than one recording step at the end may be beyond the grid.
      expect(Math.abs(keptM - expectedM)).toBeLessThan((9 * 25) / 3.6 + 0.01);
      expect(keptM).toBeGreaterThanOrEqual(expectedM - 0.01);
    }),
    { numRuns: 50 },
  );
});

test("resampling never adds climb, and keeps the rise from bottom to top but for half a step at either end", () => {
  const anyHills = fc.array(
    fc.record({ gapS: fc.integer({ min: 1, max: 9 }), riseM: fc.double({ min: -5, max: 5, noNaN: true }) }),
    { minLength: 100, maxLength: 400 },
  );
  const risesOf = (metres: ArrayLike<number>) => series(metres.length - 1, (i) => metres[i + 1] - metres[i]);
  const sumsOf = (values: number[]) =>
    values.map((_, i) => values.slice(1, i + 1).reduce((sum, value) => sum + value, 0));
  const climbOf = (metres: ArrayLike<number>) => risesOf(metres).reduce((sum, rise) => sum + Math.max(0, rise), 0);
  fc.assert(
    fc.property(anyHills, (points) => {
      const timeS = sumsOf(points.map(({ gapS }) => gapS));
      const altitudeM = sumsOf(points.map(({ riseM }) => riseM));
      const track = trackOf(workoutOf({ timeS, altitudeM, speedKmh: series(points.length, () => 10) }));
      expect(climbOf(track.altitudeM)).toBeLessThanOrEqual(climbOf(altitudeM) + 0.01);
      // Up to four points are in half a step, and after the last step up to seven more: three in it, and those that are cut.
      const steepest = Math.max(...risesOf(altitudeM).map(Math.abs));
      const net = altitudeM[altitudeM.length - 1] - altitudeM[0];
      const kept = track.altitudeM[track.altitudeM.length - 1] - track.altitudeM[0];
      expect(Math.abs(kept - net)).toBeLessThanOrEqual((4 + 7) * steepest);
    }),
    { numRuns: 100 },
  );
});

test("smoothing is a centred mean of seven steps that stops at the ends and leaves heart rate alone", () => {
  const speedKmh = series(20, (i) => (i === 10 ? 17 : 10));
  const heartRateBpm = series(20, (i) => 100 + i);
  const track = trackOf(workoutOf({ speedKmh, heartRateBpm }, { sampling: "timesteps" }));
  const smoothed = smooth(track, 7);
  expect([...smoothed.speedKmh.slice(6, 15)]).toEqual([10, 11, 11, 11, 11, 11, 11, 11, 10]);
  expect(smoothed.heartRateBpm).toEqual(track.heartRateBpm);
  const ramp = smooth({ ...track, speedKmh: Float32Array.from(series(20, (i) => i)) }, 7);
  expect([...ramp.speedKmh.slice(0, 5)]).toEqual([1.5, 2, 2.5, 3, 4]);
});

test("smoothing stays within what it smooths, and leaves a level track alone", () => {
  const anySeries = fc.array(fc.float({ min: -400, max: 5000, noNaN: true }), { minLength: 1, maxLength: 100 });
  const anyWindow = fc.nat({ max: 20 }).map((half) => 2 * half + 1);
  fc.assert(
    fc.property(anySeries, anyWindow, (values, window) => {
      const track = sampleTrack({ speedKmh: values, altitudeM: values });
      const { altitudeM } = smooth(track, window);
      const tolerance = 1e-3;
      expect(Math.min(...altitudeM)).toBeGreaterThanOrEqual(Math.min(...values) - tolerance);
      expect(Math.max(...altitudeM)).toBeLessThanOrEqual(Math.max(...values) + tolerance);
      const level = sampleTrack({ altitudeM: values.map(() => 312.5) });
      expect(smooth(level, window).altitudeM).toEqual(level.altitudeM);
    }),
  );
});
