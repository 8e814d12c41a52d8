import fc from "fast-check";
import { expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import { trackOf } from "../../testing/tracks.ts";
import { cleanCourse } from "./clean-course.ts";
import { altitudeAt, courseAlong, courseClimbM, courseStepM, scaledCourse, slopeAt } from "./course.ts";
import { courseOfTrack } from "./run-course.ts";

/** Up 100 m over 2 km, and down again. */
const hill = courseAlong("hill", Float64Array.of(0, 2000, 4000), Float64Array.of(300, 400, 300));

test("altitudes and slopes are those of the ground", () => {
  expect(hill.lengthM).toBe(4000);
  expect(courseStepM(hill)).toBe(20);
  expect(altitudeAt(hill, 1010)).toBeCloseTo(350.5, 1);
  expect(slopeAt(hill, 1000)).toBeCloseTo(0.05, 3);
  expect(slopeAt(hill, 3000)).toBeCloseTo(-0.05, 3);
  expect(slopeAt(hill, 2000)).toBeCloseTo(0, 3);
});

test("the climbs of a course's parts add up to its climb", () => {
  expect(courseClimbM(hill)).toBeGreaterThan(97);
  expect(courseClimbM(hill, 0, 1000) + courseClimbM(hill, 1000)).toBeCloseTo(courseClimbM(hill), 9);
});

test("a course can be made longer, and its hills higher", () => {
  const scaled = scaledCourse(hill, 1.5, 2);
  expect(scaled.lengthM).toBe(6000);
  expect(scaled.altitudeM[0]).toBe(hill.altitudeM[0]);
  expect(courseClimbM(scaled) / courseClimbM(hill)).toBeCloseTo(2, 1);
  expect(() => scaledCourse(hill, 0.02, 1)).toThrow("The course is 80 m long: at least 200 m are needed.");
});

test("where a runner stood, a run's course has no length", () => {
  const speedKmh = Float32Array.from({ length: 200 }, (_, i) => (i >= 80 && i < 120 ? 0 : 12));
  const altitudeM = Float32Array.from({ length: 200 }, (_, i) => 100 + i / 10);
  expect(courseOfTrack(trackOf({ speedKmh, altitudeM })).lengthM).toBeCloseTo((12 / 3.6) * 6 * 159, -1);
});

test("any points make a course of finite altitudes, or an error that knows what is wrong", () => {
  const missing = fc.constant(Number.NaN);
  const point = fc.record({
    latitudeDeg: fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -90, max: 90 }) },
      { weight: 1, arbitrary: missing },
    ),
    longitudeDeg: fc.double({ min: -180, max: 180 }),
    distanceM: fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: 0, max: 200_000 }) },
      { weight: 1, arbitrary: missing },
    ),
    altitudeM: fc.oneof(
      { weight: 5, arbitrary: fc.double({ min: -1e4, max: 1e4 }) },
      { weight: 1, arbitrary: missing },
    ),
  });
  const points = fc.record({
    places: fc.array(point, { maxLength: 60 }),
    isNear: fc.boolean(),
    hasDistances: fc.boolean(),
  });
  fc.assert(
    fc.property(points, ({ places, isNear, hasDistances }) => {
      const nearness = isNear ? 1e-4 : 1;
      const series = (of: (place: (typeof places)[number]) => number) => Float64Array.from(places, of);
      try {
        const { course } = cleanCourse({
          name: "any",
          latitudeDeg: series(({ latitudeDeg }) => nearness * latitudeDeg),
          longitudeDeg: series(({ longitudeDeg }) => nearness * longitudeDeg),
          distanceM: series(({ distanceM }) => (hasDistances ? distanceM : Number.NaN)),
          altitudeM: series(({ altitudeM }) => altitudeM),
        });
        expect(course.altitudeM.every(Number.isFinite)).toBe(true);
        expect(Number.isFinite(courseClimbM(course))).toBe(true);
      } catch (error) {
        if (!(error instanceof PredictorError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
