import fc from "fast-check";
import { expect, test } from "vitest";
import type { Span } from "../workout/workout.ts";
import { compare, measuredFrom } from "./metrics.ts";

const floats = (...values: number[]) => Float32Array.from(values);

test("four steps worked out by hand", () => {
  // Errors 10, −10, 20 and 0; measured 150 on average, 30, 10, 10 and 30 from it: 2,000 in squares.
  const metrics = compare(floats(130, 130, 180, 180), floats(120, 140, 160, 180), null);
  expect(metrics).toEqual({
    mae: 10,
    rmse: Math.sqrt(600 / 4),
    bias: 5,
    measuredBpm: 150,
    predictedBpm: 155,
    r2: 1 - 600 / 2000,
    coverage: null,
    widthBpm: null,
    steps: 4,
  });
});

test("a step without a measured heart rate counts nowhere", () => {
  const interval = { lowerBpm: floats(100, 100, 100, 165), upperBpm: floats(140, 140, 140, 190) };
  const missing = compare(floats(130, 300, 130, 180), floats(120, Number.NaN, 140, 160), interval);
  const without = { lowerBpm: floats(100, 100, 165), upperBpm: floats(140, 140, 190) };
  expect(missing).toEqual(compare(floats(130, 130, 180), floats(120, 140, 160), without));
  expect(missing).toMatchObject({ steps: 3, coverage: 2 / 3, widthBpm: 35 });
});

test("without any measured heart rate there is nothing to compare", () => {
  expect(compare(floats(130, 140), floats(Number.NaN, Number.NaN), null)).toBeNull();
});

test("the ends of an interval belong to it", () => {
  const interval = { lowerBpm: floats(100, 100, 100, 100), upperBpm: floats(140, 140, 140, 140) };
  expect(compare(floats(120, 120, 120, 120), floats(100, 140, 99.9, 140.1), interval)?.coverage).toBe(0.5);
});

test("a heart rate that never changes has no R², however it rounds; one that hardly does has", () => {
  fc.assert(
    fc.property(fc.float({ min: 30, max: 220, noNaN: true }), fc.integer({ min: 1, max: 1000 }), (bpm, steps) => {
      const { r2 } = compare(new Float32Array(steps).fill(150), new Float32Array(steps).fill(bpm), null)!;
      expect(r2).toBeNull();
    }),
  );
  const constant = new Float32Array(700).fill(143.7);
  const nudged = constant.slice();
  nudged[350] += 0.1;
  expect(compare(constant, nudged, null)?.r2).toBeCloseTo(-1 / 699, 4);
});

test("the mean of the measured heart rate explains nothing, the measured heart rate everything", () => {
  const anyHeart = fc.array(fc.integer({ min: 30, max: 220 }), { minLength: 2, maxLength: 100 });
  fc.assert(
    fc.property(anyHeart, (bpm) => {
      fc.pre(new Set(bpm).size > 1);
      const actual = floats(...bpm);
      const mean = bpm.reduce((sum, value) => sum + value, 0) / bpm.length;
      expect(compare(new Float32Array(bpm.length).fill(mean), actual, null)?.r2).toBeCloseTo(0, 5);
      expect(compare(actual, actual, null)).toMatchObject({ mae: 0, rmse: 0, bias: 0, r2: 1 });
    }),
  );
});

test("no error is larger on average than its root mean square, nor smaller than the bias", () => {
  const anyPair = fc.record({
    predicted: fc.float({ min: 30, max: 220, noNaN: true }),
    measured: fc.float({ min: 30, max: 220, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyPair, { minLength: 1 }), (steps) => {
      const { mae, rmse, bias } = compare(
        floats(...steps.map(({ predicted }) => predicted)),
        floats(...steps.map(({ measured }) => measured)),
        null,
      )!;
      expect(rmse).toBeGreaterThanOrEqual(mae - 1e-9);
      expect(mae).toBeGreaterThanOrEqual(Math.abs(bias) - 1e-9);
    }),
  );
});

test("the warm-up is left out up to its end, and the step at its end is compared", () => {
  const measured = floats(120, 121, 122, Number.NaN, 124);
  expect(measuredFrom(measured, 6, 12)).toEqual(floats(Number.NaN, Number.NaN, 122, Number.NaN, 124));
  expect(measuredFrom(measured, 6, 7)).toEqual(floats(Number.NaN, Number.NaN, 122, Number.NaN, 124));
  expect(measuredFrom(measured, 6, 0)).toEqual(measured);
  expect(measured[0]).toBe(120);
});

test("no step that an excluded stretch touches is compared, however short the stretch and wherever it is", () => {
  const measured = floats(120, 121, 122, 123, 124);
  const without = (...excluded: Span[]) => [...measuredFrom(measured, 6, 0, excluded)];
  const { NaN: none } = Number;
  expect(without({ startS: 6, endS: 12 })).toEqual([120, none, none, 123, 124]);
  expect(without({ startS: 5, endS: 9 })).toEqual([120, none, 122, 123, 124]);
  expect(without({ startS: 5, endS: 11 })).toEqual([120, none, none, 123, 124]);
  expect(without({ startS: 7, endS: 8 })).toEqual([120, none, 122, 123, 124]);
  expect(without({ startS: 8, endS: 10 })).toEqual([120, none, none, 123, 124]);
  expect(without({ startS: 9, endS: 9 })).toEqual([120, 121, none, 123, 124]);
  // The last step reaches to the end of the run.
  expect(without({ startS: 28, endS: 29 })).toEqual([120, 121, 122, 123, none]);
  expect(without({ startS: 30, endS: 40 })).toEqual([120, 121, 122, 123, 124]);
  expect(without({ startS: -9, endS: 1 }, { startS: 23, endS: 900 })).toEqual([none, 121, 122, 123, none]);
  expect(measuredFrom(measured, 6, 6, [{ startS: 12, endS: 12 }])).toEqual(floats(none, 121, none, 123, 124));
  expect([...measured]).toEqual([120, 121, 122, 123, 124]);
});

test("a stretch from one step to another holds both, whatever fraction of a second a step takes", () => {
  const [durationS, from, to] = [fc.integer({ min: 300, max: 20_000 }), fc.nat(399), fc.nat(100)];
  fc.assert(
    fc.property(durationS, from, to, (duration, first, further) => {
      const stepS = duration / 499;
      const last = Math.min(499, first + further);
      const compared = measuredFrom(new Float32Array(500).fill(150), stepS, 0, [
        { startS: first * stepS, endS: last * stepS },
      ]);
      expect([...compared.keys()].filter((i) => Number.isNaN(compared[i]))).toHaveLength(last - first + 1);
    }),
  );
});
