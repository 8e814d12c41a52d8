import fc from "fast-check";
import { expect, test } from "vitest";
import { addErrors, errorFiguresOf, mergeErrors, noErrors } from "./error-figures.ts";
import { compare } from "./metrics.ts";

const floats = (...values: number[]) => Float32Array.from(values);

const anyRun = fc
  .array(
    fc.record({
      measured: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 40, max: 220 }) },
        { weight: 1, arbitrary: fc.constant(Number.NaN) },
      ),
      predicted: fc.double({ min: 100, max: 190, noNaN: true }),
    }),
    { minLength: 10, maxLength: 80 },
  )
  .map((steps) => ({
    track: { stepS: 6, heartRateBpm: Float32Array.from(steps, ({ measured }) => measured) },
    prediction: { heartRateBpm: Float32Array.from(steps, ({ predicted }) => predicted), fromS: 0 },
  }));

test("two runs worked out by hand, each weighing alike", () => {
  const sums = noErrors();
  // A minute is ten steps: one run is measured 3.5 below what was predicted throughout, the other 10.5 above in its only compared step, in minute 1.
  addErrors(
    sums,
    { stepS: 6, heartRateBpm: new Float32Array(8).fill(140) },
    { heartRateBpm: new Float32Array(8).fill(143.5), fromS: 0 },
  );
  const late = new Float32Array(12).fill(Number.NaN);
  late[11] = 160;
  addErrors(sums, { stepS: 6, heartRateBpm: late }, { heartRateBpm: new Float32Array(12).fill(149.5), fromS: 0 });
  const { errors, within, runMaes, density, minutes } = errorFiguresOf(sums);
  expect(errors.filter(({ share }) => share > 0)).toEqual([
    { fromBpm: -4, toBpm: -3, share: 0.5, cumulative: 0.5 },
    { fromBpm: 10, toBpm: 11, share: 0.5, cumulative: 1 },
  ]);
  expect([3, 4, 10, 11].map((bpm) => within.find((own) => own.bpm === bpm)?.share)).toEqual([0, 0.5, 0.5, 1]);
  expect(runMaes.filter(({ runs }) => runs > 0)).toEqual([
    { fromBpm: 3, toBpm: 4, runs: 1 },
    { fromBpm: 10, toBpm: 11, runs: 1 },
  ]);
  expect(density.cells.map(([measured, predicted, share]) => [60 + 2 * measured, 60 + 2 * predicted, share])).toEqual([
    [140, 142, 0.5],
    [160, 148, 0.5],
  ]);
  expect(minutes).toEqual([
    { minute: 0, runs: 1, mae: 3.5, bias: 3.5 },
    { minute: 1, runs: 1, mae: 10.5, bias: -10.5 },
  ]);
});

test("what lies beyond the outermost bins counts in them", () => {
  const sums = noErrors();
  addErrors(sums, { stepS: 6, heartRateBpm: floats(40, 230) }, { heartRateBpm: floats(190, 100), fromS: 0 });
  const { errors, within, runMaes, density } = errorFiguresOf(sums);
  expect(errors.at(0)).toMatchObject({ fromBpm: null, share: 0.5 });
  expect(errors.at(-1)).toMatchObject({ toBpm: null, share: 0.5, cumulative: 1 });
  expect(within.at(-1)).toEqual({ bpm: 79, share: 0 });
  expect(runMaes.at(-1)).toEqual({ fromBpm: 59, toBpm: null, runs: 1 });
  expect(density.cells).toEqual([
    [0, 65, 0.5],
    [74, 20, 0.5],
  ]);
});

test("the warm-up counts in no bin, and a run without a heart rate changes nothing", () => {
  const sums = noErrors();
  addErrors(sums, { stepS: 60, heartRateBpm: floats(100, 140) }, { heartRateBpm: floats(150, 142), fromS: 60 });
  addErrors(sums, { stepS: 6, heartRateBpm: floats(Number.NaN) }, { heartRateBpm: floats(150), fromS: 0 });
  expect(sums.runs).toBe(1);
  expect(errorFiguresOf(sums).minutes).toEqual([{ minute: 1, runs: 1, mae: 2, bias: 2 }]);
});

test("summed up in parts and in any order, the figures are the same", () => {
  fc.assert(
    fc.property(fc.array(anyRun, { minLength: 1, maxLength: 6 }), fc.nat(), (runs, cut) => {
      const together = noErrors();
      for (const { track, prediction } of runs) addErrors(together, track, prediction);
      const parts = [noErrors(), noErrors()];
      for (const [i, { track, prediction }] of runs.toReversed().entries()) {
        addErrors(parts[Number(i >= cut % runs.length)], track, prediction);
      }
      mergeErrors(parts[1], parts[0]);
      const rounded = (key: string, value: unknown) =>
        typeof value === "number" && key !== "bpm" ? Number(value.toFixed(9)) : value;
      expect(JSON.parse(JSON.stringify(errorFiguresOf(parts[1]), rounded))).toEqual(
        JSON.parse(JSON.stringify(errorFiguresOf(together), rounded)),
      );
    }),
  );
});

test("every histogram holds all runs, and their means lie within a bin of the means over runs", () => {
  fc.assert(
    fc.property(fc.array(anyRun, { minLength: 1, maxLength: 6 }), (runs) => {
      const sums = noErrors();
      for (const { track, prediction } of runs) addErrors(sums, track, prediction);
      const compared = runs.flatMap(
        ({ track, prediction }) => compare(prediction.heartRateBpm, track.heartRateBpm, null) ?? [],
      );
      if (compared.length === 0) return;
      const { errors, runMaes, density } = errorFiguresOf(sums);
      const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
      expect(total(errors.map(({ share }) => share))).toBeCloseTo(1);
      expect(total(density.cells.map(([, , share]) => share))).toBeCloseTo(1);
      expect(total(runMaes.map(({ runs: own }) => own))).toBe(compared.length);
      if (
        runs.some(({ track, prediction }) =>
          track.heartRateBpm.some((bpm, i) => Math.abs(bpm - prediction.heartRateBpm[i]) >= 79),
        )
      )
        return;
      const difference = total(errors.map(({ fromBpm, share }) => ((fromBpm ?? -80) + 0.5) * share));
      const bias = total(compared.map((own) => own.bias)) / compared.length;
      expect(Math.abs(difference + bias)).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
  );
});

test("an excluded stretch is in none of the sums", () => {
  const [whole, part] = [noErrors(), noErrors()];
  const track = { stepS: 6, heartRateBpm: floats(...new Array(20).fill(150)) };
  const prediction = { heartRateBpm: floats(...new Array(10).fill(153), ...new Array(10).fill(190)), fromS: 0 };
  addErrors(part, track, { ...prediction, excluded: [{ startS: 60, endS: 200 }] });
  const [first, half] = [track.heartRateBpm, prediction.heartRateBpm].map((series) => series.slice(0, 10));
  addErrors(whole, { ...track, heartRateBpm: first }, { ...prediction, heartRateBpm: half });
  expect(part).toEqual(whole);
});
