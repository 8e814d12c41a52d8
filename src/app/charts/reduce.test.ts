import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reducedIndices } from "./reduce.ts";

const anySeries = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 40, max: 210 }) }, fc.constant(Number.NaN)), {
    minLength: 2,
    maxLength: 3000,
  })
  .map((values) => Float32Array.from(values));

const extremes = (values: Float32Array) => {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : { lowest: Math.min(...known), highest: Math.max(...known) };
};

describe("a run reduced to what a chart draws", () => {
  test("has as many points as asked for, or fewer, in the order of time, with both of its ends", () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 8, max: 1000 }), (values, maxPoints) => {
        const indices = reducedIndices([values, values.map((value) => -value)], 0, values.length, maxPoints);
        expect(indices.length).toBeLessThanOrEqual(maxPoints);
        expect(indices.every((index, i) => i === 0 || index > indices[i - 1])).toBe(true);
        expect(indices[0]).toBe(0);
        expect(indices.at(-1)).toBe(values.length - 1);
      }),
    );
  });

  test("keeps the highest and the lowest value of each series", () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 8, max: 400 }), (values, maxPoints) => {
        const rising = values.map((value, i) => (Number.isNaN(value) ? i : Number.NaN));
        const series = [values, rising];
        const indices = reducedIndices(series, 0, values.length, maxPoints);
        for (const one of series) {
          expect(extremes(Float32Array.from(indices, (index) => one[index]))).toEqual(extremes(one));
        }
      }),
    );
  });

  test("is the run itself where it is short enough", () => {
    expect(reducedIndices([new Float32Array(5)], 1, 5, 8)).toEqual([1, 2, 3, 4]);
  });

  test("shows a single lost second of heart rate in four hours as a gap", () => {
    const heartRateBpm = new Float32Array(14400).fill(150);
    heartRateBpm[7000] = Number.NaN;
    expect(reducedIndices([heartRateBpm], 0, heartRateBpm.length, 800)).toContain(7000);
  });
});
