import type { NoisePrior } from "../../model/contract.ts";

/** Number of components: constant over the run, slow and fast. */
const COMPONENTS = 3;

/**
 * Model of how a run's heart rate wanders around its expectation: a constant of the run and two Ornstein–Uhlenbeck
 * processes, observed with noise. As a Kalman filter over several series that share this model, it whitens them; over
 * regressors and their response it is the augmented filter of P. de Jong, "The Diffuse Kalman Filter", Annals of
 * Statistics 19, 1991.
 */
export class Wandering {
  readonly #noise: NoisePrior;
  /** Filtered state of each component of each series, [component][series]. */
  readonly #states: Float64Array[];
  /** Covariance of the components, bpm². */
  readonly #covariance: Float64Array;
  #timeS = 0;

  constructor(noise: NoisePrior, series: number) {
    this.#noise = noise;
    this.#states = Array.from({ length: COMPONENTS }, () => new Float64Array(series));
    this.#covariance = Float64Array.of(noise.runBpm ** 2, 0, 0, 0, noise.slowBpm ** 2, 0, 0, 0, noise.fastBpm ** 2);
  }

  /**
   * Takes the series' values at a time no earlier than the last, and replaces them by their innovations in standard
   * deviations.
   */
  whiten(timeS: number, values: Float64Array): void {
    this.#advance(timeS);
    const covariance = this.#covariance;
    const gains = [0, 1, 2].map((a) => covariance[3 * a] + covariance[3 * a + 1] + covariance[3 * a + 2]);
    const variance = gains[0] + gains[1] + gains[2] + this.#stepVariance(timeS);
    const scale = 1 / Math.sqrt(variance);
    const [run, slow, fast] = this.#states;
    for (let j = 0; j < values.length; j++) {
      const innovation = values[j] - run[j] - slow[j] - fast[j];
      run[j] += (gains[0] / variance) * innovation;
      slow[j] += (gains[1] / variance) * innovation;
      fast[j] += (gains[2] / variance) * innovation;
      values[j] = innovation * scale;
    }
    for (let a = 0; a < COMPONENTS; a++) {
      for (let b = 0; b < COMPONENTS; b++) covariance[3 * a + b] -= (gains[a] * gains[b]) / variance;
    }
  }

  /**
   * Predicts each series at a time no earlier than the last, as the sum of its components.
   * @param into receives the sums
   * @returns variance of a measurement around them, bpm²
   */
  foresee(timeS: number, into: Float64Array): number {
    const kept = this.#kept(timeS);
    const [run, slow, fast] = this.#states;
    for (let j = 0; j < into.length; j++) into[j] = run[j] + kept[1] * slow[j] + kept[2] * fast[j];
    const forgotten = this.#forgotten(kept);
    let variance = this.#stepVariance(timeS) + forgotten[0] + forgotten[1] + forgotten[2];
    for (let a = 0; a < COMPONENTS; a++) {
      for (let b = 0; b < COMPONENTS; b++) variance += kept[a] * kept[b] * this.#covariance[3 * a + b];
    }
    return variance;
  }

  #advance(timeS: number): void {
    const kept = this.#kept(timeS);
    const forgotten = this.#forgotten(kept);
    for (let a = 0; a < COMPONENTS; a++) {
      const state = this.#states[a];
      for (let j = 0; j < state.length; j++) state[j] *= kept[a];
      for (let b = 0; b < COMPONENTS; b++) this.#covariance[3 * a + b] *= kept[a] * kept[b];
      this.#covariance[4 * a] += forgotten[a];
    }
    this.#timeS = timeS;
  }

  /** Share of each component that remains at a later time. */
  #kept(timeS: number): number[] {
    const elapsedS = timeS - this.#timeS;
    return [1, Math.exp(-elapsedS / this.#noise.slowS), Math.exp(-elapsedS / this.#noise.fastS)];
  }

  /** Variance that each component gains in place of the share that decayed. */
  #forgotten(kept: number[]): number[] {
    const { slowBpm, fastBpm } = this.#noise;
    return [0, slowBpm ** 2 * (1 - kept[1] ** 2), fastBpm ** 2 * (1 - kept[2] ** 2)];
  }

  #stepVariance(timeS: number): number {
    const { stepBpm, startBpm, startS } = this.#noise;
    return stepBpm ** 2 + (startBpm * Math.exp(-timeS / startS)) ** 2;
  }
}
