import { PredictorError } from "../base/error.ts";
import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";

/** Ridge added to each column's variance, as a share of it: collinear columns would make the fit singular. */
const RIDGE = 1e-8;

/** Ratio of variance to mean square below which a column counts as constant: the rest is accumulated rounding. */
const SMALLEST_VARIANCE = 1e-9;

/**
 * Fits the two predictors that any model has to beat: the training runs' mean heart rate, and least squares on the
 * features. All runs have the same weight, as in the reported error.
 */
export class BaselineFit {
  /** Number of columns: the features, and the heart rate after them. */
  readonly #columns: number;
  /** Sums over runs of each run's means: of the columns, and of the products of two, as lower triangle in row-major order. */
  readonly #sums: Float64Array;
  readonly #products: Float64Array;
  #runs = 0;

  constructor(features: number) {
    this.#columns = features + 1;
    this.#sums = new Float64Array(this.#columns);
    this.#products = new Float64Array(this.#columns ** 2);
  }

  /** Adds a run; one without a heart rate is ignored. */
  add({ columns }: FeatureTable, heartRateBpm: Float32Array): void {
    const measured = [...heartRateBpm.keys()].filter((i) => !Number.isNaN(heartRateBpm[i]));
    if (measured.length === 0) return;
    const all = [...columns, heartRateBpm];
    const row = new Float64Array(this.#columns);
    for (const i of measured) {
      for (let j = 0; j < this.#columns; j++) {
        row[j] = all[j][i];
        this.#sums[j] += row[j] / measured.length;
        for (let k = 0; k <= j; k++) this.#products[j * this.#columns + k] += (row[j] * row[k]) / measured.length;
      }
    }
    this.#runs++;
  }

  /** Fits the baselines. @throws PredictorError `no-runs` where no run with a heart rate was added. */
  fit(): Baselines {
    if (this.#runs === 0) {
      throw new PredictorError("no-runs", "No training run has a heart rate: there is nothing to fit baselines to.");
    }
    const means = this.#sums.map((sum) => sum / this.#runs);
    const covariance = (j: number, k: number) =>
      this.#products[j * this.#columns + k] / this.#runs - means[j] * means[k];
    const features = this.#columns - 1;
    const weights = solve(features, covariance, (j) => covariance(features, j), means);
    const constantBpm = means[features];
    // The fit passes through the means: the intercept holds the share of constant columns.
    const intercept = weights.reduce((rest, weight, j) => rest - weight * means[j], constantBpm);
    return { constantBpm, linear: { intercept, weights } };
  }
}

/**
 * Solves the normal equations by Cholesky's decomposition. A constant column gets the weight 0; collinear columns share
 * theirs.
 * @param covariance covariance of two columns, called only with k ≤ j
 * @param target covariance of a column with the target
 * @returns weights of the columns
 */
function solve(
  size: number,
  covariance: (j: number, k: number) => number,
  target: (j: number) => number,
  means: Float64Array,
): number[] {
  const lower = new Float64Array(size * size);
  const half = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const variance = covariance(j, j);
    const isConstant = variance <= SMALLEST_VARIANCE * (variance + means[j] ** 2);
    for (let k = 0; k < j; k++) {
      let rest = covariance(j, k);
      for (let l = 0; l < k; l++) rest -= lower[j * size + l] * lower[k * size + l];
      lower[j * size + k] = isConstant ? 0 : rest / lower[k * size + k];
    }
    let rest = variance * (1 + RIDGE);
    for (let l = 0; l < j; l++) rest -= lower[j * size + l] ** 2;
    lower[j * size + j] = isConstant || rest <= 0 ? Number.POSITIVE_INFINITY : Math.sqrt(rest);
    let aim = target(j);
    for (let l = 0; l < j; l++) aim -= lower[j * size + l] * half[l];
    half[j] = aim / lower[j * size + j];
  }
  const weights = new Array<number>(size).fill(0);
  for (let j = size - 1; j >= 0; j--) {
    let rest = half[j];
    for (let l = j + 1; l < size; l++) rest -= lower[l * size + j] * weights[l];
    weights[j] = rest / lower[j * size + j];
  }
  return weights;
}

/** Heart rate by the linear baseline at every step, bpm. */
export function predictLinear({ columns, length }: FeatureTable, { linear }: Baselines): Float32Array {
  const heartRateBpm = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let sum = linear.intercept;
    for (let j = 0; j < columns.length; j++) sum += linear.weights[j] * columns[j][i];
    heartRateBpm[i] = sum;
  }
  return heartRateBpm;
}
