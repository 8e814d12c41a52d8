/**
 * What is held of a runner: how far along each direction they lie, as a normal distribution. It starts as the prior
 * and is narrowed by one whitened observation after another (recursive least squares: R. L. Plackett, "Some Theorems
 * in Least Squares", Biometrika 37, 1950).
 */
export class RunnerBelief {
  readonly mean: Float64Array;
  /** [direction × direction] */
  readonly covariance: Float64Array;
  /** Scratch: covariance × regressors of the latest observation. */
  readonly #reach: Float64Array;

  constructor(mean: Float64Array, covariance: Float64Array) {
    this.mean = mean;
    this.covariance = covariance;
    this.#reach = new Float64Array(mean.length);
  }

  /** A runner of whom nothing is known: each direction a standard normal variable. */
  static prior(directions: number): RunnerBelief {
    const covariance = new Float64Array(directions ** 2);
    for (let k = 0; k < directions; k++) covariance[k * (directions + 1)] = 1;
    return new RunnerBelief(new Float64Array(directions), covariance);
  }

  copy(): RunnerBelief {
    return new RunnerBelief(this.mean.slice(), this.covariance.slice());
  }

  /** What the regressors' first entries, one a direction, make of the mean. */
  dot(regressors: Float64Array): number {
    let sum = 0;
    for (let k = 0; k < this.mean.length; k++) sum += this.mean[k] * regressors[k];
    return sum;
  }

  /** The variance of that product. */
  variance(regressors: Float64Array): number {
    this.#reachOf(regressors);
    let sum = 0;
    for (let k = 0; k < this.mean.length; k++) sum += regressors[k] * this.#reach[k];
    return sum;
  }

  /** Learns from an observation with noise of variance 1: regressors, and after them what they are to explain. */
  observe(row: Float64Array): void {
    const size = this.mean.length;
    const variance = 1 + this.variance(row);
    const innovation = row[size] - this.dot(row);
    for (let k = 0; k < size; k++) {
      const gain = this.#reach[k] / variance;
      this.mean[k] += gain * innovation;
      const start = k * size;
      for (let l = 0; l < size; l++) this.covariance[start + l] -= gain * this.#reach[l];
    }
  }

  #reachOf(regressors: Float64Array): void {
    const size = this.mean.length;
    for (let k = 0; k < size; k++) {
      let sum = 0;
      const start = k * size;
      for (let l = 0; l < size; l++) sum += this.covariance[start + l] * regressors[l];
      this.#reach[k] = sum;
    }
  }
}
