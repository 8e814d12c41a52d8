import fc from "fast-check";
import { CholeskyDecomposition, Matrix, solve } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { anyNoise } from "../../testing/contract.ts";
import { measurementVariance, sharedVariance, wanderingCovariance } from "../../testing/wandering.ts";
import { series } from "../../testing/workouts.ts";
import { Wandering } from "./wandering.ts";

const bpm = fc.double({ min: 0, max: 30, noNaN: true });
const seconds = fc.double({ min: 5, max: 5000, noNaN: true });
const someBpm = fc.double({ min: 0.5, max: 10, noNaN: true });
const noisePrior = fc.record({
  runBpm: bpm,
  slowBpm: bpm,
  slowS: seconds,
  fastBpm: bpm,
  fastS: seconds,
  stepBpm: someBpm,
  startBpm: bpm,
  startS: seconds,
});

/** Times in order, some of them the same, some hours apart. */
const times = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 10_000 })), {
    minLength: 1,
    maxLength: 25,
  })
  .map((gaps) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap)));

/** [step][series] */
function drawSeries(seed: string, steps: number, count: number): number[][] {
  const random = new Random(seed);
  return series(steps, () => series(count, () => random.normal(0, 10)));
}

/** The whitened rows, and the predicted variance of each. */
function whitened(rows: number[][], timeS: number[], noise = anyNoise()) {
  const wandering = new Wandering(noise, rows[0].length);
  const scratch = new Float64Array(rows[0].length);
  const variances: number[] = [];
  const white = rows.map((row, i) => {
    variances.push(wandering.foresee(timeS[i], scratch));
    const values = Float64Array.from(row);
    wandering.whiten(timeS[i], values);
    return [...values];
  });
  return { white, variances, wandering };
}

/** Equal to seven digits of the larger entries. */
function expectSame(found: Matrix, expected: Matrix) {
  const scale = Math.max(1, expected.clone().abs().max());
  expect(Matrix.sub(found, expected).abs().max() / scale).toBeLessThan(1e-7);
}

describe("whitened series, compared with the full covariance matrix", () => {
  test("have its products: the fit of a regression and the likelihood follow", () => {
    fc.assert(
      fc.property(noisePrior, times, (noise, timeS) => {
        const rows = drawSeries(`${timeS}`, timeS.length, 3);
        const { white, variances } = whitened(rows, timeS, noise);
        const dense = new CholeskyDecomposition(wanderingCovariance(noise, timeS));
        const [own, raw] = [new Matrix(white), new Matrix(rows)];
        expectSame(own.transpose().mmul(own), raw.transpose().mmul(dense.solve(raw)));
        const logDeterminant = 2 * dense.lowerTriangularMatrix.diag().reduce((sum, root) => sum + Math.log(root), 0);
        expect(variances.reduce((sum, variance) => sum + Math.log(variance), 0)).toBeCloseTo(logDeterminant, 6);
      }),
      { numRuns: 60 },
    );
  });

  test("have the coefficients of generalised least squares", () => {
    const timeS = series(60, (i) => 6 * i + (i % 7));
    const rows = drawSeries("regression", 60, 4);
    const split = (all: number[][]) => [
      new Matrix(all.map((row) => row.slice(0, 3))),
      new Matrix(all.map((row) => [row[3]])),
    ];
    const [regressors, explained] = split(rows);
    const inverse = new CholeskyDecomposition(wanderingCovariance(anyNoise(), timeS));
    const generalised = solve(
      regressors.transpose().mmul(inverse.solve(regressors)),
      regressors.transpose().mmul(inverse.solve(explained)),
    );
    const [white, whiteExplained] = split(whitened(rows, timeS).white);
    expectSame(solve(white.transpose().mmul(white), white.transpose().mmul(whiteExplained)), generalised);
  });

  test("are as they are one by one when they are many", () => {
    const timeS = series(40, (i) => i ** 1.5);
    const rows = drawSeries("many", 40, 5);
    const { white } = whitened(rows, timeS);
    for (const j of [0, 1, 2, 3, 4]) {
      const alone = whitened(
        rows.map((row) => [row[j]]),
        timeS,
      ).white;
      expect(white.map((row) => row[j])).toEqual(alone.map(([value]) => value));
    }
  });
});

describe("a prediction", () => {
  test("is the mean and the variance of the next measurement, given those before", () => {
    fc.assert(
      fc.property(noisePrior, times, fc.integer({ min: 0, max: 4000 }), (noise, timeS, aheadS) => {
        const rows = drawSeries(`${timeS}`, timeS.length, 2);
        const { wandering } = whitened(rows, timeS, noise);
        const atS = timeS[timeS.length - 1] + aheadS;
        const shared = Matrix.columnVector(timeS.map((ownS) => sharedVariance(noise, atS - ownS)));
        const weights = new CholeskyDecomposition(wanderingCovariance(noise, timeS)).solve(shared).transpose();
        const mean = new Float64Array(2);
        const variance = wandering.foresee(atS, mean);
        expectSame(new Matrix([[...mean]]), weights.mmul(new Matrix(rows)));
        const ownVariance = sharedVariance(noise, 0) + measurementVariance(noise, atS);
        expect(variance / (ownVariance - weights.mmul(shared).get(0, 0))).toBeCloseTo(1, 6);
      }),
      { numRuns: 60 },
    );
  });

  test("before any measurement is nothing, with all of the variance", () => {
    const noise = anyNoise();
    const mean = Float64Array.of(5, 5);
    const variance = new Wandering(noise, 2).foresee(300, mean);
    expect([...mean]).toEqual([0, 0]);
    expect(variance).toBeCloseTo(sharedVariance(noise, 0) + measurementVariance(noise, 300), 9);
  });

  test("changes nothing by being asked for", () => {
    const rows = drawSeries("asked", 20, 2);
    const timeS = series(20, (i) => 6 * i);
    const { white, wandering } = whitened(rows, timeS);
    const unasked = new Wandering(anyNoise(), 2);
    const plain = rows.map((row, i) => {
      const values = Float64Array.from(row);
      unasked.whiten(timeS[i], values);
      return [...values];
    });
    expect(white).toEqual(plain);
    const once = new Float64Array(2);
    const again = new Float64Array(2);
    expect(wandering.foresee(500, once)).toBe(wandering.foresee(500, again));
    expect(once).toEqual(again);
  });
});
