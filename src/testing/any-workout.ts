import fc from "fast-check";
import { COLUMN_NAMES } from "../workout/formats/points.ts";
import type { Workout } from "../workout/workout.ts";
import { workoutOf } from "./workouts.ts";

/** Now and then a value that is missing, or that no sensor should write. */
function faulty(plausible: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 12, arbitrary: plausible },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, -9999, 32_767, 1e300, Number.POSITIVE_INFINITY, Number.MIN_VALUE) },
    { weight: 1, arbitrary: fc.double() },
  );
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const anyPoint = fc.record({
  elapsedS: faulty(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 600 }))),
  speedKmh: faulty(number(0, 20)),
  metres: faulty(number(0, 30)),
  latitudeDeg: faulty(number(50, 50.01)),
  longitudeDeg: faulty(number(8, 8.01)),
  altitudeM: faulty(number(100, 130)),
  heartRateBpm: faulty(number(100, 180)),
  cadenceSpm: faulty(number(60, 190)),
  temperatureC: faulty(number(-10, 40)),
});

/** Recorded runs of plausible and implausible numbers, some without a column or with the watch stopped on the way. */
export const anyWorkout: fc.Arbitrary<Workout> = fc
  .record({
    points: fc.array(anyPoint, { minLength: 1, maxLength: 80 }),
    columns: fc.subarray([...COLUMN_NAMES], { minLength: 1 }),
    segmentStarts: fc.array(fc.nat({ max: 79 }), { maxLength: 3 }),
    sampling: fc.constantFrom("timestamps" as const, "timestamps" as const, "timesteps" as const),
  })
  .map(({ points, columns, segmentStarts, sampling }) => {
    let timeS = 0;
    let distanceM = 0;
    const all = points.map(({ elapsedS, metres, ...point }) => {
      timeS = Number.isNaN(timeS + elapsedS) ? elapsedS : timeS + elapsedS;
      distanceM += metres;
      return { ...point, timeS, distanceM };
    });
    const chosen = Object.fromEntries(columns.map((name) => [name, all.map((point) => point[name])]));
    return workoutOf(chosen, { segmentStarts, sampling });
  });
