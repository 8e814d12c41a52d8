import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import type { FeatureName } from "../features/catalogue.ts";
import type { FeatureTable } from "../features/compute.ts";
import { thrownBy } from "../testing/parsing.ts";
import { series } from "../testing/workouts.ts";
import { BaselineFit, predictLinear } from "./baselines.ts";

const NAMES: FeatureName[] = ["speed", "altitude", "gender", "speed_lag_2"];

function tableOf(...columns: number[][]): FeatureTable {
  return {
    names: NAMES.slice(0, columns.length),
    length: columns[0].length,
    columns: columns.map((column) => Float32Array.from(column)),
  };
}

function fitted(runs: [FeatureTable, ArrayLike<number>][]) {
  const fit = new BaselineFit(runs[0][0].columns.length);
  for (const [features, heartRateBpm] of runs) fit.add(features, Float32Array.from(heartRateBpm));
  return fit.fit();
}

test("the constant is the mean of the runs' means, however long each is", () => {
  const { constantBpm } = fitted([
    [tableOf(series(300, (i) => i)), series(300, () => 160)],
    [tableOf(series(2, (i) => i)), [110, 130]],
  ]);
  expect(constantBpm).toBeCloseTo(140, 9);
});

test("a heart rate that follows the features in a straight line is found again", () => {
  const speed = series(200, (i) => 8 + 4 * Math.sin(i / 9));
  const altitude = series(200, (i) => 2000 + 30 * Math.sin(i / 31));
  const table = tableOf(speed, altitude);
  const heart = series(200, (i) => 60 + 7 * table.columns[0][i] + 0.02 * table.columns[1][i]);
  const baselines = fitted([[table, heart]]);
  expect(baselines.linear.intercept).toBeCloseTo(60, 1);
  expect(baselines.linear.weights[0]).toBeCloseTo(7, 4);
  expect(baselines.linear.weights[1]).toBeCloseTo(0.02, 4);
  predictLinear(table, baselines).forEach((bpm, i) => {
    expect(bpm).toBeCloseTo(heart[i], 2);
  });
});

test("a step without a heart rate teaches nothing, nor does a run without any", () => {
  const whole = fitted([[tableOf([1, 2, 3]), [110, 120, 130]]]);
  const withGaps = fitted([
    [tableOf([1, 2, 99, 3]), [110, 120, Number.NaN, 130]],
    [tableOf([7, 8]), [Number.NaN, Number.NaN]],
  ]);
  expect(withGaps).toEqual(whole);
  expect(thrownBy(() => fitted([[tableOf([7]), [Number.NaN]]])).code).toBe("no-runs");
});

describe("a column that tells nothing", () => {
  const speed = series(100, (i) => 8 + (i % 5));
  const heart = speed.map((kmh) => 100 + 5 * kmh);

  test("because it never changes gets no weight: another value would move the prediction", () => {
    const gender = series(100, () => 0.5);
    const { linear } = fitted([
      [
        tableOf(
          speed,
          speed.map(() => 0),
          gender,
        ),
        heart,
      ],
    ]);
    for (const weight of linear.weights.slice(1)) expect(weight).toBeCloseTo(0, 20);
    expect(linear.weights[0]).toBeCloseTo(5, 5);
    expect(linear.intercept).toBeCloseTo(100, 4);
  });

  test("because it never changes, and is no round number, gets no weight over many runs either", () => {
    const third = series(100, () => 1 / 3);
    const { linear } = fitted(Array.from({ length: 500 }, () => [tableOf(speed, third), heart]));
    expect(linear.weights[1]).toBe(0);
  });

  test("because it repeats another shares its weight", () => {
    const { linear } = fitted([
      [
        tableOf(
          speed,
          speed,
          speed.map((kmh) => 2 * kmh),
        ),
        heart,
      ],
    ]);
    const [first, second, doubled] = linear.weights;
    expect(first + second + 2 * doubled).toBeCloseTo(5, 4);
    for (const weight of linear.weights) expect(Math.abs(weight)).toBeLessThan(6);
  });
});

/** Gaussian elimination with pivoting over [1, features]; a step's weight is one over the number of its run's steps. */
function leastSquares(runs: [FeatureTable, number[]][]): number[] {
  const size = runs[0][0].columns.length + 1;
  const rows = series(size, () => 0).map(() => new Array<number>(size + 1).fill(0));
  for (const [{ columns, length }, heart] of runs) {
    for (let i = 0; i < length; i++) {
      const x = [1, ...columns.map((column) => column[i]), heart[i]];
      for (let j = 0; j < size; j++) for (let k = 0; k <= size; k++) rows[j][k] += (x[j] * x[k]) / length;
    }
  }
  for (let j = 0; j < size; j++) {
    const pivot = series(size - j, (k) => j + k).reduce((a, b) =>
      Math.abs(rows[b][j]) > Math.abs(rows[a][j]) ? b : a,
    );
    [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
    for (let k = 0; k < size; k++) {
      if (k === j) continue;
      const factor = rows[k][j] / rows[j][j];
      for (let l = j; l <= size; l++) rows[k][l] -= factor * rows[j][l];
    }
  }
  return rows.map((row, j) => row[size] / row[j]);
}

test("is the least-squares solution in which runs weigh alike, as elimination finds it", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 2, max: 6 }), (seed, count) => {
      const random = new Random(seed);
      const runs = series(count, () => 0).map((): [FeatureTable, number[]] => {
        const length = Math.round(random.uniform(20, 120));
        const column = (mean: number, sd: number) => series(length, () => random.normal(mean, sd));
        const table = tableOf(column(10, 2), column(300, 40), column(0, 1));
        return [table, series(length, (i) => 90 + 4 * table.columns[0][i] + random.normal(0, 10))];
      });
      const { linear } = fitted(runs);
      const [intercept, ...weights] = leastSquares(runs);
      expect(linear.intercept).toBeCloseTo(intercept, 3);
      linear.weights.forEach((weight, j) => {
        expect(weight).toBeCloseTo(weights[j], 4);
      });
    }),
    { numRuns: 50 },
  );
});
