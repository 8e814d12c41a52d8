import fc from "fast-check";
import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { series } from "../../testing/workouts.ts";
import { BELIEF_RESOLUTION, RunnerBelief } from "./runner-belief.ts";

const DIRECTIONS = 3;

/** Rows of regressors, followed by the response. */
function drawRows(seed: string, count: number): number[][] {
  const random = new Random(seed);
  return series(count, () => series(DIRECTIONS + 1, () => random.normal(1, 2)));
}

function learnt(rows: number[][]): RunnerBelief {
  const belief = RunnerBelief.prior(DIRECTIONS);
  for (const row of rows) belief.observe(Float64Array.from(row));
  return belief;
}

function covarianceOf({ covariance }: RunnerBelief): Matrix {
  return Matrix.from1DArray(DIRECTIONS, DIRECTIONS, covariance);
}

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9) {
  expect(found).toHaveLength(expected.length);
  for (let k = 0; k < expected.length; k++) expect(Math.abs(found[k] - expected[k])).toBeLessThan(tolerance);
}

test("of a runner of whom nothing is known each direction is a standard normal variable", () => {
  const belief = RunnerBelief.prior(DIRECTIONS);
  expect([...belief.mean]).toEqual([0, 0, 0]);
  expect([...belief.covariance]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(belief.dot(Float64Array.of(1, 2, 3))).toBe(0);
  expect(belief.variance(Float64Array.of(1, 2, 3))).toBe(14);
});

test("what is learnt is what ridge regression says of all observations at once", () => {
  const rows = drawRows("ridge", 40);
  const regressors = new Matrix(rows.map((row) => row.slice(0, DIRECTIONS)));
  const explained = new Matrix(rows.map((row) => [row[DIRECTIONS]]));
  const covariance = inverse(Matrix.add(regressors.transpose().mmul(regressors), Matrix.eye(DIRECTIONS)));
  const mean = covariance.mmul(regressors.transpose()).mmul(explained);
  const belief = learnt(rows);
  expectNear(belief.mean, mean.to1DArray());
  expectNear(belief.covariance, covariance.to1DArray());
  const ahead = Float64Array.of(2, -1, 0.5);
  const row = Matrix.rowVector([...ahead]);
  expect(belief.dot(ahead)).toBeCloseTo(row.mmul(mean).get(0, 0), 9);
  expect(belief.variance(ahead)).toBeCloseTo(row.mmul(covariance).mmul(row.transpose()).get(0, 0), 9);
});

const anyRow = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
  minLength: DIRECTIONS + 1,
  maxLength: DIRECTIONS + 1,
});

test("the order of the observations does not matter", () => {
  const rows = drawRows("order", 30);
  const forwards = learnt(rows);
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: 30 }), (shuffled) => {
      const belief = learnt(shuffled);
      expectNear(belief.mean, forwards.mean);
      expectNear(belief.covariance, forwards.covariance);
    }),
  );
});

test("the covariance stays symmetric and positive, and nothing known is forgotten", () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 60 }), anyRow, (rows, ahead) => {
      const belief = learnt(rows);
      const covariance = covarianceOf(belief);
      expect(Matrix.sub(covariance, covariance.transpose()).abs().max()).toBeLessThan(1e-12);
      const { realEigenvalues } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
      expect(Math.min(...realEigenvalues)).toBeGreaterThan(-1e-12);
      const regressors = Float64Array.from(ahead);
      const before = belief.variance(regressors);
      belief.observe(regressors);
      expect(belief.variance(regressors)).toBeLessThanOrEqual(Math.min(before, 1) + 1e-9);
    }),
  );
});

test("a copy learns for itself", () => {
  const belief = learnt(drawRows("original", 5));
  const copy = belief.copy();
  expect(copy).toEqual(belief);
  copy.observe(Float64Array.of(1, 1, 1, 30));
  expect(belief).toEqual(learnt(drawRows("original", 5)));
  expect(copy.mean).not.toEqual(belief.mean);
});

test("without directions there is nothing to learn", () => {
  const belief = RunnerBelief.prior(0);
  belief.observe(Float64Array.of(12));
  expect([belief.dot(Float64Array.of(12)), belief.variance(Float64Array.of(12))]).toEqual([0, 0]);
});

test("what is rounded stands as near as its resolution, and is rounded once and for all", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 200 }), (seed, count) => {
      const belief = learnt(drawRows(seed, count));
      const rounded = belief.rounded();
      expectNear(rounded.mean, belief.mean, BELIEF_RESOLUTION.mean);
      expectNear(rounded.factor(), belief.factor(), BELIEF_RESOLUTION.factor);
      expectNear(RunnerBelief.ofFactor(belief.mean, belief.factor()).covariance, belief.covariance);
      expect(rounded.rounded()).toEqual(rounded);
    }),
  );
});

test("what is learnt to the last digit is rounded to a covariance all the same", () => {
  const certain = new RunnerBelief(new Float64Array(2), Float64Array.of(1e-12, 0, 0, 0.5)).rounded();
  expect(certain.covariance[0]).toBeGreaterThan(0);
  expect(certain.rounded()).toEqual(certain);
});
