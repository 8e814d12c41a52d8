import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { anyKnowledge, anyPrior } from "../../testing/contract.ts";
import { beliefBy, farOf, type Knowledge, usedOf } from "./knowledge.ts";

const knowledge = anyKnowledge();
const prior = anyPrior({ knowledge });

/** The normal distribution of places given some of the terms, by its textbook formula. */
function conditional(told: number[], values: number[]): { mean: number[]; covariance: number[] } {
  const own = new Matrix(told.map((a) => told.map((b) => knowledge.covariance[a][b])));
  const along = new Matrix(told.map((k) => knowledge.along[k]));
  const weights = new CholeskyDecomposition(own).solve(along).transpose();
  const mean = weights.mmul(Matrix.columnVector(values)).to1DArray();
  return { mean, covariance: Matrix.sub(Matrix.eye(2), weights.mmul(along)).to1DArray() };
}

function expectBelief(known: Knowledge, told: number[], values: number[]) {
  const { mean, covariance } = beliefBy(prior, known);
  const expected = conditional(told, values);
  for (const [k, value] of expected.mean.entries()) expect(mean[k]).toBeCloseTo(value, 5);
  for (const [k, value] of expected.covariance.entries()) expect(covariance[k]).toBeCloseTo(value, 5);
}

describe("the belief about a runner by what they know", () => {
  test("is the joint distribution conditioned on it", () => {
    // One deviation above the mean, and a half below.
    expectBelief({ maximumBpm: 197, bestKmh: 11.6 }, [0, 1, 2], [1, -0.5, (-0.5 - 0.1) / 0.9]);
  });

  test("leaves unknown terms alone, products with an unknown factor among them", () => {
    expectBelief({ maximumBpm: 197 }, [0], [1]);
    expectBelief({ bestKmh: 11.6, restingBpm: 40 }, [1], [-0.5]);
  });

  test("is the prior where nothing is known, and where the model has not learnt what it tells", () => {
    const unknown = { mean: Float64Array.of(0, 0), covariance: Float64Array.of(1, 0, 0, 1) };
    expect(beliefBy(prior, {})).toMatchObject(unknown);
    expect(beliefBy(prior, { restingBpm: 40 })).toMatchObject(unknown);
    expect(beliefBy(anyPrior(), { maximumBpm: 197 })).toMatchObject(unknown);
  });

  test("goes no farther than the model's runners do", () => {
    expect(beliefBy(prior, { maximumBpm: 225 })).toEqual(beliefBy(prior, { maximumBpm: 187 + 2.5 * 10 }));
    expect(farOf(prior, { maximumBpm: 225, bestKmh: 12 })).toEqual(["maximumBpm"]);
    expect(usedOf(prior, { restingBpm: 40, bestKmh: 12 })).toEqual(["bestKmh"]);
  });
});
