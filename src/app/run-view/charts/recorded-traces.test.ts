import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../../../workout/workout.ts";
import { frameOf } from "../../charts/frame.ts";
import { TIME_AXIS } from "../../charts/x-axis.ts";
import { lineOf, recordedLines, recordedTraces, tracePath } from "./recorded-traces.ts";

// 100 by 88 pixels: one a second, and one a unit.
const frame = { ...frameOf(144, 100, false), right: 0 };
const scale = { lower: 0, upper: 88, ticks: [] };
const span = { startS: 0, endS: 100, axis: TIME_AXIS };
const path = (timeS: number[], values: number[], shown: Span = span) =>
  tracePath(lineOf(Float64Array.from(timeS), Float64Array.from(values)), { ...shown, axis: TIME_AXIS }, scale, frame);

describe("what was recorded as a path", () => {
  test("goes from point to point over those that are missing, in the chart's own pixels", () => {
    expect(path([0, 1, 2, 3], [88, Number.NaN, 44, 0])).toBe("M0 0h0L2 44L3 88");
  });

  test("is open where nothing was recorded for long, but not for gaps that are usual", () => {
    expect(path([0, 1, 50, 51], [8, 8, 8, 8])).toBe("M0 80h0L1 80M50 80h0L51 80");
    expect(path([0, 20, 40, 60], [8, 8, 8, 8]).match(/M/g)).toHaveLength(1);
  });

  test("leaves the chart at a spike instead of flattening it, and never holds a number that can't be drawn", () => {
    expect(path([0, 1, 2, 3], [44, 1e300, -9999, Number.POSITIVE_INFINITY])).toBe("M0 44h0L1 -88L2 176");
  });

  test("of a stretch begins and ends one point beyond it; of one in which nothing was, it is empty", () => {
    expect(path([0, 1, 2, 3, 4], [8, 8, 8, 8, 8], { startS: 1.5, endS: 2.5 })).toBe("M-50 80h0L50 80L150 80");
    expect(path([0, 1], [8, 8], { startS: 50, endS: 60 })).toBe("");
    expect(path([], [])).toBe("");
    expect(path([1, 1, 2, 2, 3, 3], [8, 7, 6, 5, 4, 3], { startS: 2, endS: 2 + 1e-9 }).match(/[ML]/g)).toHaveLength(4);
  });

  test("keeps its gaps and its highest spike however long it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 20_000 }), fc.nat(999), (length, at) => {
        const timeS = Array.from({ length }, (_, i) => (i < length / 2 ? i : i + 500));
        const values = timeS.map((_, i) => (i === at ? 80 : 40));
        const drawn = path(timeS, values, { startS: 0, endS: length + 500 });
        expect(drawn.match(/M/g)).toHaveLength(2);
        // A spike at the very start begins the line.
        expect(drawn).toMatch(/ 8(h0)?L/);
        expect(drawn.split(/[ML]/).length).toBeLessThan(2100);
      }),
      { numRuns: 20 },
    );
  });
});

test("a stretch is cut out of what was made of the run once: nothing beyond it is looked at again", () => {
  const line = lineOf(
    Float64Array.from({ length: 100_000 }, (_, i) => i),
    new Float64Array(100_000).fill(44),
  );
  let looks = 0;
  const watched = (values: Float64Array) =>
    new Proxy(values, {
      get(target, key) {
        looks++;
        return Reflect.get(target, key, target);
      },
    });
  const drawn = { timeS: watched(line.timeS), values: watched(line.values), parts: line.parts };
  const stretch = { startS: 50_000, endS: 50_100, axis: TIME_AXIS };
  expect(tracePath(drawn, stretch, scale, frame)).toBe(tracePath(line, stretch, scale, frame));
  expect(looks).toBeLessThan(500);
});

test("speed and altitude are drawn in the units read, and a series that is missing not at all", () => {
  const recorded = {
    timeS: Float64Array.of(0, 1),
    speedKmh: Float64Array.of(16.09344, 16.09344),
    altitudeM: Float64Array.of(3.048, 3.048),
    heartRateBpm: Float64Array.of(Number.NaN, Number.NaN),
  };
  const all = <T>(value: T) => ({ heartRate: value, speed: value, altitude: value });
  const miles = { speedUnit: "speed", distanceUnit: "mi" } as const;
  const line = "M0 78h0L1 78";
  expect(recordedTraces(recordedLines(recorded, miles), all(scale), all(frame), span)).toEqual({
    heartRate: "",
    speed: line,
    altitude: line,
  });
});
