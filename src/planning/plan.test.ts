import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { flatCourse, hillyCourse } from "../testing/courses.ts";
import { trackOf } from "../testing/tracks.ts";
import { courseAlong } from "../workout/course/course.ts";
import { courseOfTrack } from "../workout/course/run-course.ts";
import { summarise } from "../workout/summary.ts";
import { EVEN_PACE, pacingOfRun, pacingWays, slopeFactor } from "./pacing.ts";
import { durationOf, partPacesS, placeAt, planByParts, planInTime, timeAt, trackOfPlan } from "./plan.ts";
import { typedCourse } from "./typed-course.ts";

const RECIPE = { sampling: { kind: "fixed", seconds: 6 }, smoothingWindow: 7 } as const;

test("an even pace is kept but for the first seconds, and comes to the planned time and distance", () => {
  const plan = planInTime(flatCourse(10_000), EVEN_PACE, 3000);
  expect(durationOf(plan)).toBeCloseTo(3000, 6);
  expect(plan.speedKmh[0]).toBeCloseTo(0.8 * 12, 1);
  expect(Math.max(...plan.speedKmh) - plan.speedKmh[60]).toBeLessThan(1e-6);
  const track = trackOfPlan(plan, RECIPE);
  const { durationS, distanceKm } = summarise(track);
  expect(durationS).toBe(3000);
  expect(distanceKm).toBeCloseTo(10, 2);
  expect(track.speedKmh[200]).toBeCloseTo(12, 1);
});

test("with a negative split the second half takes so much less time", () => {
  const course = flatCourse(10_000);
  const plan = planInTime(course, { ...EVEN_PACE, negativeSplit: 0.04 }, 3000);
  const half = timeAt(plan, 5000);
  expect((3000 - half) / half).toBeCloseTo(0.96, 2);
  expect(placeAt(plan, half)).toBeCloseTo(5000, 6);
});

test("at even effort hills are run slower up and faster down, by what a slope costs", () => {
  // Minetti's cost of a rise of 10 % beside the level: 5.97 / 3.6.
  expect(slopeFactor("even-effort", 0.1)).toBeCloseTo(3.6 / 5.968, 3);
  // Robb's of one of 10 %: 1.53.
  expect(slopeFactor("even-effort-hearts", 0.1)).toBeCloseTo(1 / 1.5227, 3);
  const plan = planInTime(hillyCourse(10_000, 60), { ...EVEN_PACE, way: "even-effort" }, 3000);
  const speedAt = (metres: number) => plan.speedKmh[plan.distanceM.findIndex((place) => place >= metres)];
  expect(speedAt(5600)).toBeLessThan(speedAt(6900));
  expect(durationOf(plan)).toBeCloseTo(3000, 6);
});

test("the pacing of an earlier run over its own course gives its speeds back, stops left out", () => {
  const speedKmh = Float32Array.from({ length: 500 }, (_, i) => (i >= 100 && i < 120 ? 0 : i < 250 ? 10 : 12));
  const altitudeM = Float32Array.from({ length: 500 }, (_, i) => 60 * Math.sin(i / 40));
  const run = trackOf({ speedKmh, altitudeM });
  const course = courseOfTrack(run);
  const plan = planInTime(course, { way: "like-run", negativeSplit: 0, like: pacingOfRun(run) }, 2850);
  const speedAt = (share: number) =>
    plan.speedKmh[plan.distanceM.findIndex((place) => place >= share * course.lengthM)];
  expect(speedAt(0.8) / speedAt(0.2)).toBeCloseTo(1.2, 1);
});

test("paces by kilometre are kept kilometre by kilometre, on hills too, the last of them to the end", () => {
  const course = hillyCourse(4300, 40);
  const plan = planByParts(course, { ...EVEN_PACE, way: "even-effort" }, [330, 300, 290]);
  const paces = partPacesS(plan);
  for (const [part, seconds] of [330, 300, 290, 290].entries()) expect(paces[part]).toBeCloseTo(seconds, 3);
});

describe("what nobody runs is refused with a sentence", () => {
  test.each([
    ["a mile in a minute", () => planInTime(flatCourse(1609), EVEN_PACE, 60), "bad-value"],
    ["no time at all", () => planInTime(flatCourse(1609), EVEN_PACE, 0), "bad-value"],
    [
      "a second half in half the time",
      () => planInTime(flatCourse(5000), { ...EVEN_PACE, negativeSplit: 0.5 }, 1500),
      "bad-value",
    ],
    [
      "a pace for a kilometre that is not there",
      () => planByParts(flatCourse(2400), EVEN_PACE, [300, 300, 300]),
      "bad-value",
    ],
    ["a week", () => planInTime(flatCourse(499_000), EVEN_PACE, 500_000), "too-large"],
    ["too short to predict", () => trackOfPlan(planInTime(flatCourse(300), EVEN_PACE, 40), RECIPE), "too-short"],
  ])("%s", (_, plan, code) => {
    expect(plan).toThrow(PredictorError);
    expect(plan).toThrow(expect.objectContaining({ code }));
  });
});

test("any course, way and time ends in finite speeds that take that time, or in an error that knows what is wrong", () => {
  const anyPlan = fc.record({
    parts: fc.array(
      fc.tuple(fc.double({ min: 1, max: 30_000, noNaN: true }), fc.double({ min: -900, max: 900, noNaN: true })),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
    way: fc.constantFrom(...pacingWays),
    negativeSplit: fc.double({ min: -0.25, max: 0.25, noNaN: true }),
    durationS: fc.double({ min: 1, max: 200_000, noNaN: true }),
  });
  fc.assert(
    fc.property(anyPlan, ({ parts, way, negativeSplit, durationS }) => {
      const distanceM = Float64Array.from([
        0,
        ...parts.map((_, i) => parts.slice(0, i + 1).reduce((a, [m]) => a + m, 0)),
      ]);
      const altitudeM = Float64Array.from([0, ...parts.map(([, metres]) => metres)]);
      try {
        const plan = planInTime(
          courseAlong("any", distanceM, altitudeM),
          { way, negativeSplit, like: null },
          durationS,
        );
        expect(plan.speedKmh.every((kmh) => Number.isFinite(kmh) && kmh > 0)).toBe(true);
        const track = trackOfPlan(plan, RECIPE);
        expect(track.speedKmh.every(Number.isFinite) && track.altitudeM.every(Number.isFinite)).toBe(true);
      } catch (error) {
        if (!(error instanceof PredictorError)) throw error;
      }
    }),
    { numRuns: 200 },
  );
});

test("a typed course has its lengths and slopes", () => {
  const course = typedCourse("2 km, 1.5 km 4 %\n800m −3%; 1,2 km");
  expect(course.lengthM).toBe(5500);
  expect(course.altitudeM.at(-1)).toBeCloseTo(60 - 24, 0);
  expect(typedCourse("3 mi").lengthM).toBeCloseTo(4828, 0);
  expect(typedCourse("2, 1 5 %", "mi").lengthM).toBeCloseTo(4828, 0);
  expect(typedCourse("2km,1,5km 4%,800m").lengthM).toBe(4300);
  for (const text of ["far", "1 km 90 %", "", "0 km"]) expect(() => typedCourse(text)).toThrow(PredictorError);
});
