import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cumulativeGain, difference, lag, trailingMean } from "./series.ts";

const anySeries = fc
  .array(fc.float({ min: -500, max: 6000, noNaN: true }), { minLength: 1, maxLength: 80 })
  .map((values) => Float32Array.from(values));

describe("lag", () => {
  test("repeats the first value until there is that much history", () => {
    expect(lag(Float32Array.of(7, 8, 9, 10), 2)).toEqual(Float32Array.of(7, 7, 7, 8));
  });

  test("of more steps than the run has is its first value throughout", () => {
    expect(lag(Float32Array.of(7, 8, 9), 30)).toEqual(Float32Array.of(7, 7, 7));
  });
});

describe("difference", () => {
  test("is 0 at the start, then the change since the step before", () => {
    expect(difference(Float32Array.of(7, 8.5, 8))).toEqual(Float32Array.of(0, 1.5, -0.5));
  });
});

describe("trailing mean", () => {
  test("averages what there is until the window is full", () => {
    expect(trailingMean(Float32Array.of(4, 8, 12, 4, 0), 3)).toEqual(Float32Array.of(4, 6, 8, 8, 16 / 3));
  });

  test("of a run that is just as long as the window still builds up", () => {
    expect(trailingMean(Float32Array.of(4, 8, 12), 3)).toEqual(Float32Array.of(4, 6, 8));
  });

  test("of a run shorter than the window is the run's own mean throughout", () => {
    expect(trailingMean(Float32Array.of(4, 8), 3)).toEqual(Float32Array.of(6, 6));
    expect(trailingMean(Float32Array.of(4), 5)).toEqual(Float32Array.of(4));
  });

  test("lies between the least and the greatest value", () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 40 }), (values, window) => {
        const least = Math.min(...values) - 1e-3;
        const greatest = Math.max(...values) + 1e-3;
        expect(trailingMean(values, window).every((mean) => least <= mean && mean <= greatest)).toBe(true);
      }),
    );
  });

  test("does not drift over a day at one speed", () => {
    const day = new Float32Array(86_400).fill(10.1);
    expect(trailingMean(day, 30).every((mean) => Math.abs(mean - 10.1) < 1e-5)).toBe(true);
  });
});

describe("cumulative gain", () => {
  test("counts what rises and forgets what falls", () => {
    expect(cumulativeGain(Float32Array.of(100, 102, 101, 105, 105))).toEqual(Float32Array.of(0, 2, 2, 6, 6));
  });

  test("never falls, and does not depend on where altitude is counted from", () => {
    // Whole metres, so that no rounding blurs the comparison.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 6000 }), { minLength: 1, maxLength: 80 }), (metres) => {
        const gain = cumulativeGain(Float32Array.from(metres));
        expect(gain.every((value, i) => i === 0 || value >= gain[i - 1])).toBe(true);
        expect(cumulativeGain(Float32Array.from(metres, (value) => value - metres[0]))).toEqual(gain);
      }),
    );
  });
});
