import { PredictorError } from "../base/error.ts";
import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";

/** Added to each column's variance, as a share of it: columns that repeat each other would make the fit singular. */
const RIDGE = 1e-8;

/** A column whose variance is a smaller share of its mean square never changed: the rest is rounding, summed up. */
const SMALLEST_VARIANCE = 1e-9;

/**
 * The two predictors that any model has to beat: the training runs' mean heart rate, and a least-squares fit on the
 * features. Each run weighs alike, as it does in the error that is reported.
 */
export class BaselineFit {
  /** Columns of features, and the heart rate after them. */
  readonly #columns: number;
  /** Sums over runs of a run's means: of each column, and of each product of two, the lower half row by row. */
  readonly #sums: Float64Array;
  readonly #products: Float64Array;
  #runs = 0;

  constructor(features: number) {
    this.#columns = features + 1;
    this.#sums = new Float64Array(this.#columns);
    this.#products = new Float64Array(this.#columns ** 2);
  }

  /** Takes in a run; one without a heart rate changes nothing. */
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

  /** @throws PredictorError `no-runs` where no run with a heart rate was added. */
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
    // Through the means: what a column that never changes would explain belongs to the intercept.
    const intercept = weights.reduce((rest, weight, j) => rest - weight * means[j], constantBpm);
    return { constantBpm, linear: { intercept, weights } };
  }
}

/**
 * The weights at which the columns' covariances with one another, summed, equal those with the target: by Cholesky's
 * decomposition. A column that never changes gets none; of columns that repeat each other, each gets its share.
 * @param covariance asked for only with k ≤ j
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

/** The linear baseline's heart rate at every step, BPM. */
export function predictLinear({ columns, length }: FeatureTable, { linear }: Baselines): Float32Array {
  const heartRateBpm = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let sum = linear.intercept;
    for (let j = 0; j < columns.length; j++) sum += linear.weights[j] * columns[j][i];
    heartRateBpm[i] = sum;
  }
  return heartRateBpm;
}
