import fc from "fast-check";
import { expect, test } from "vitest";
import { correlation, mean, meanAbsolute, median, momentsOf, quantile, sum } from "./statistics.ts";

const NONE: number[] = [];
const someValues = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

test("figures of no values are NaN, but for their sum", () => {
  expect([mean(NONE), meanAbsolute(NONE), median(NONE), quantile(NONE, 0.5)]).toEqual(Array(4).fill(Number.NaN));
  expect(momentsOf(new Float64Array())).toEqual({ count: 0, mean: Number.NaN, sd: Number.NaN });
  expect(sum(NONE)).toBe(0);
});

test("a series of single precision is summed in double precision", () => {
  const tenth = Math.fround(0.1);
  expect(mean(new Float32Array(1_000_000).fill(tenth))).toBeCloseTo(tenth, 9);
});

test("the mean distance is taken from 0 unless a centre is given", () => {
  expect(meanAbsolute([-3, 1])).toBe(2);
  expect(meanAbsolute([-3, 1], -1)).toBe(2);
  expect(meanAbsolute([2, 4], 3)).toBe(1);
});

test("the median of an even number of values is the upper of the two in the middle, whatever their order", () => {
  expect(median([10, 9, 100])).toBe(10);
  expect(median([4, 1, 3, 2])).toBe(3);
});

test("quantiles lie on straight lines between the sorted values", () => {
  // NumPy: numpy.quantile([15, 20, 35, 40, 50], [0, 0.1, 0.4, 0.5, 1])
  expect([0, 0.1, 0.4, 0.5, 1].map((share) => quantile([35, 20, 15, 50, 40], share))).toEqual([15, 17, 29, 35, 50]);
});

test("a quantile never leaves the values' range, and rises with its share", () => {
  fc.assert(
    fc.property(someValues, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const found = quantile(values, share);
      expect(found).toBeGreaterThanOrEqual(quantile(values, share / 2));
      expect(found).toBeGreaterThanOrEqual(Math.min(...values));
      expect(found).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

test("moments leave out what is missing, and the deviation is the population's", () => {
  expect(momentsOf(Float64Array.of(2, 4, Number.NaN, 4, 4, 5, 5, 7, 9))).toEqual({ count: 8, mean: 5, sd: 2 });
});

test("a correlation is of what both series know, and of a constant there is none", () => {
  const series = Float64Array.of(1, 2, Number.NaN, 3);
  expect(correlation(series, Float64Array.of(10, 20, 99, 30))).toBeCloseTo(1, 12);
  expect(correlation(series, Float64Array.of(-1, -2, 5, -3))).toBeCloseTo(-1, 12);
  expect(correlation(series, Float64Array.of(7, 7, 5, 7))).toBeNaN();
});
