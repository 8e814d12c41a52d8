import { CholeskyDecomposition, EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { PredictorError } from "../../base/error.ts";
import type { NoisePrior } from "../../model/contract.ts";
import { stepsBetween } from "./calibrate.ts";
import { Wandering } from "./wandering.ts";

/** A predicted run with the model's whole hidden state. */
export interface HiddenRun {
  runner: string;
  stepS: number;
  predictedBpm: Float32Array;
  /** NaN where missing. */
  measuredBpm: Float32Array;
  /** [step × unit] */
  hidden: Float32Array;
}

/** Initial spread of runners: standard deviation of a constant, and of the weight of each hidden unit. */
const FIRST_CONSTANT_BPM = 8;
const FIRST_UNIT_BPM = 16;

/** Number of EM iterations: the first does most, the second the rest; more would overfit the given runners. */
const ROUNDS = 2;

/** Information of one runner's runs about their weights: precision, and precision × mean. */
interface Information {
  precision: Float64Array;
  shift: Float64Array;
}

/**
 * Finds the directions along which runners' heart rates differ most. Weights on the hidden state and a constant are taken as
 * normally distributed over runners; their covariance is estimated by expectation maximisation (N. M. Laird and
 * J. H. Ware, "Random-Effects Models for Longitudinal Data", Biometrics 38, 1982), and its principal components are kept.
 * @param runs runs of many runners, of each as many as represent them
 * @param count number of directions to keep
 * @returns directions, see CalibrationPrior
 * @throws PredictorError `no-runs` where none has a heart rate.
 */
export function fitDirections(runs: readonly HiddenRun[], noise: NoisePrior, count: number): number[][] {
  const usable = runs.filter(({ measuredBpm }) => measuredBpm.some(Number.isFinite));
  if (usable.length === 0) {
    throw new PredictorError("no-runs", "No run with a heart rate is there to learn from how runners differ.");
  }
  const { mean, covariance } = momentsOf(usable);
  const size = mean.length + 1;
  const byRunner = new Map<string, Information>();
  for (const run of usable) {
    const information = byRunner.get(run.runner) ?? {
      precision: new Float64Array(size * size),
      shift: new Float64Array(size),
    };
    addRun(information, run, mean, noise);
    byRunner.set(run.runner, information);
  }
  const overRunners = covarianceOverRunners([...byRunner.values()], size);
  return principalDirections(overRunners, covariance, count).map(([constant, ...weights]) => [
    rounded(constant - weights.reduce((sum, weight, u) => sum + weight * mean[u], 0)),
    ...weights.map(rounded),
  ]);
}

/** Mean [unit] of the hidden state, and second moments of a constant 1 and the centred state; all runs have the same weight. */
function momentsOf(runs: readonly HiddenRun[]): { mean: Float64Array; covariance: Matrix } {
  const units = runs[0].hidden.length / runs[0].predictedBpm.length;
  const mean = new Float64Array(units);
  const products = Matrix.zeros(units, units);
  for (const { hidden, predictedBpm, stepS } of runs) {
    const every = stepsBetween(stepS);
    const taken = Math.ceil(predictedBpm.length / every);
    for (let i = 0; i < predictedBpm.length; i += every) {
      const state = hidden.subarray(i * units, (i + 1) * units);
      for (let u = 0; u < units; u++) {
        const share = state[u] / taken / runs.length;
        mean[u] += share;
        for (let v = 0; v <= u; v++) products.set(u, v, products.get(u, v) + share * state[v]);
      }
    }
  }
  const covariance = Matrix.eye(units + 1);
  for (let u = 0; u < units; u++) {
    for (let v = 0; v <= u; v++) {
      const own = products.get(u, v) - mean[u] * mean[v];
      covariance.set(u + 1, v + 1, own);
      covariance.set(v + 1, u + 1, own);
    }
  }
  return { mean, covariance };
}

/** Adds the information of a run: the products of its whitened regressors. */
function addRun({ precision, shift }: Information, run: HiddenRun, mean: Float64Array, noise: NoisePrior): void {
  const { stepS, predictedBpm, measuredBpm, hidden } = run;
  const units = mean.length;
  const size = units + 1;
  const every = stepsBetween(stepS);
  const wandering = new Wandering(noise, size + 1);
  const row = new Float64Array(size + 1);
  for (let i = 0; i < measuredBpm.length; i += every) {
    if (Number.isNaN(measuredBpm[i])) continue;
    row[0] = 1;
    for (let u = 0; u < units; u++) row[u + 1] = hidden[i * units + u] - mean[u];
    row[size] = measuredBpm[i] - predictedBpm[i];
    wandering.whiten(i * stepS, row);
    for (let j = 0; j < size; j++) {
      shift[j] += row[j] * row[size];
      const start = j * size;
      for (let k = 0; k < size; k++) precision[start + k] += row[j] * row[k];
    }
  }
}

/** Estimates the covariance of the weights over runners. */
function covarianceOverRunners(runners: readonly Information[], size: number): Matrix {
  let prior = Matrix.diag([FIRST_CONSTANT_BPM ** 2, ...new Array<number>(size - 1).fill(FIRST_UNIT_BPM ** 2)]);
  for (let round = 0; round < ROUNDS; round++) {
    const priorPrecision = inverse(prior);
    const sum = Matrix.zeros(size, size);
    for (const { precision, shift } of runners) {
      const covariance = inverse(Matrix.add(priorPrecision, Matrix.from1DArray(size, size, precision)));
      const weights = covariance.mmul(Matrix.columnVector(shift));
      sum.add(covariance).add(weights.mmul(weights.transpose()));
    }
    prior = sum.div(runners.length);
  }
  return prior;
}

/** Share of the trace that is added to the diagonal, so that a singular covariance can be decomposed. */
const JITTER = 1e-9;

/**
 * Principal components of the weights' covariance over runners, ordered by their effect in bpm: in the metric of the
 * regressors' own covariance.
 */
function principalDirections(overRunners: Matrix, regressors: Matrix, count: number): number[][] {
  const size = regressors.rows;
  const upright = Matrix.add(regressors, Matrix.eye(size).mul(JITTER * regressors.trace()));
  const lower = new CholeskyDecomposition(upright).lowerTriangularMatrix;
  const inBpm = lower.transpose().mmul(overRunners).mmul(lower);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inBpm, { assumeSymmetric: true });
  const back = inverse(lower.transpose()).mmul(eigenvectorMatrix);
  return realEigenvalues
    .map((variance, column) => ({ variance, column }))
    .sort((a, b) => b.variance - a.variance)
    .slice(0, count)
    .map(({ variance, column }) => back.getColumn(column).map((weight) => weight * Math.sqrt(Math.max(0, variance))));
}

/** Rounds a weight to four digits, which keeps a heart rate far more exact than a beat. */
export function rounded(weight: number): number {
  return Number(weight.toPrecision(4));
}
