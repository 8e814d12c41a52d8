import fc from "fast-check";
import { expect, test } from "vitest";
import { anyWorkout } from "../testing/any-workout.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { recordedSeries } from "./recorded-series.ts";
import { repair } from "./repair/repair.ts";

test("the recorded series is on the repaired run's clock, its faults untouched", () => {
  // A first part a day before the run, then a run whose clock stepped back once.
  const timeS = [...series(5, (i) => i), ...series(60, (i) => 86_400 + i)];
  [timeS[30], timeS[31]] = [timeS[31], timeS[30]];
  const heartRateBpm = series(65, (i) => 100 + i);
  heartRateBpm[40] = 0;
  const workout = workoutOf({ timeS, speedKmh: series(65, () => 10), heartRateBpm });
  const recorded = recordedSeries(workout, 6);
  expect([...recorded.timeS]).toEqual(series(60, (i) => i));
  expect([...recorded.timeS]).toEqual([...repair(workout).workout.timeS]);
  expect(recorded.heartRateBpm[35]).toBe(0);
  expect([...recorded.heartRateBpm.subarray(24, 28)]).toEqual([129, 131, 130, 132]);
  expect(recorded.altitudeM.every(Number.isNaN)).toBe(true);
});

test("entries without times stand a timestep apart", () => {
  const list = workoutOf({ speedKmh: series(20, (i) => i) }, { sampling: "timesteps" });
  const { timeS, speedKmh } = recordedSeries(list, 5);
  expect([timeS[3], speedKmh[3]]).toEqual([15, 3]);
});

test("whatever was recorded, every moment of the repaired run is one of the recorded series", () => {
  fc.assert(
    fc.property(anyWorkout, (workout) => {
      let repaired: Float64Array;
      try {
        repaired = repair(workout).workout.timeS;
      } catch {
        return;
      }
      const { timeS, ...columns } = recordedSeries(workout, 6);
      expect([...new Set(timeS)]).toEqual([...repaired]);
      for (const column of Object.values(columns)) expect(column).toHaveLength(timeS.length);
    }),
  );
});
