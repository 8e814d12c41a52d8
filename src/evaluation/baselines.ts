import type { FeatureTable } from "../features/compute.ts";
import type { Baselines } from "../model/contract.ts";
import { PredictorError } from "../workout/error.ts";

/** Added to the diagonal, as a share of it: columns that nearly repeat each other would make the fit singular. */
const RIDGE = 1e-8;

/**
 * The two predictors that any model has to beat: the training runs' mean heart rate, and a least-squares fit on the
 * features. Each run weighs alike, as it does in the error that is reported.
 */
export class BaselineFit {
  readonly #features: number;
  /** Normal equations over [1, features], row by row. */
  readonly #products: Float64Array;
  readonly #targets: Float64Array;
  #meanSum = 0;
  #runs = 0;

  constructor(features: number) {
    this.#features = features;
    this.#products = new Float64Array((features + 1) ** 2);
    this.#targets = new Float64Array(features + 1);
  }

  /** Takes in a run; one without a heart rate changes nothing. */
  add({ columns }: FeatureTable, heartRateBpm: Float32Array): void {
    const steps = heartRateBpm.reduce((count, bpm) => count + (Number.isNaN(bpm) ? 0 : 1), 0);
    if (steps === 0) return;
    const size = this.#features + 1;
    const row = new Float64Array(size);
    row[0] = 1;
    heartRateBpm.forEach((bpm, i) => {
      if (Number.isNaN(bpm)) return;
      for (let j = 0; j < this.#features; j++) row[j + 1] = columns[j][i];
      for (let j = 0; j < size; j++) {
        this.#targets[j] += (row[j] * bpm) / steps;
        for (let k = 0; k <= j; k++) this.#products[j * size + k] += (row[j] * row[k]) / steps;
      }
      this.#meanSum += bpm / steps;
    });
    this.#runs++;
  }

  /** @throws PredictorError `no-runs` where no run with a heart rate was added. */
  fit(): Baselines {
    if (this.#runs === 0) {
      throw new PredictorError("no-runs", "No training run has a heart rate: there is nothing to fit baselines to.");
    }
    const [intercept, ...weights] = solve(this.#products, this.#targets);
    return { constantBpm: this.#meanSum / this.#runs, linear: { intercept, weights } };
  }
}

/** Solves symmetric positive equations by Cholesky's decomposition; only the lower half is read. */
function solve(products: Float64Array, targets: Float64Array): number[] {
  const size = targets.length;
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = products[i * size + j] * (i === j ? 1 + RIDGE : 1);
      for (let k = 0; k < j; k++) rest -= lower[i * size + k] * lower[j * size + k];
      // A column that is zero throughout, or repeats others, gets no weight.
      if (i === j) lower[i * size + j] = rest > 0 ? Math.sqrt(rest) : Number.POSITIVE_INFINITY;
      else lower[i * size + j] = rest / lower[j * size + j];
    }
  }
  const half = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let rest = targets[i];
    for (let k = 0; k < i; k++) rest -= lower[i * size + k] * half[k];
    half[i] = rest / lower[i * size + i];
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = half[i];
    for (let k = i + 1; k < size; k++) rest -= lower[k * size + i] * solution[k];
    solution[i] = rest / lower[i * size + i];
  }
  return solution;
}

/** The linear baseline's heart rate at every step, BPM. */
export function predictLinear({ columns, length }: FeatureTable, { linear }: Baselines): Float32Array {
  return Float32Array.from({ length }, (_, i) =>
    columns.reduce((sum, column, j) => sum + linear.weights[j] * column[i], linear.intercept),
  );
}
