import type { Span, Track } from "../workout/workout.ts";
import type { Interval } from "./intervals.ts";

/** Errors of a prediction over the timesteps with a measured heart rate. */
export interface Metrics {
  /** Mean absolute error, bpm. */
  mae: number;
  /** Root mean squared error, bpm. */
  rmse: number;
  /** Mean of predicted − measured, bpm, with its published sign; people read the difference, measured − predicted. */
  bias: number;
  /** Mean measured and mean predicted heart rate, bpm. */
  measuredBpm: number;
  predictedBpm: number;
  /** Coefficient of determination; null where the measured heart rate never changes. */
  r2: number | null;
  /** Share of the steps that the interval covers, 0 to 1; null without an interval. */
  coverage: number | null;
  /** Mean width of the interval, bpm; null without one. */
  widthBpm: number | null;
  /** Number of compared timesteps. */
  steps: number;
}

/** The sign of `bias`, stated beside it in JSON. */
export const BIAS_IS = "predicted - measured";

/**
 * Finds the first and the last step that a span touches, at least one if it begins within the run. A step reaches half a
 * step to either side, the last step to the run's end.
 */
export function touchedSteps(
  { startS, endS }: Span,
  { stepS, heartRateBpm: { length } }: Pick<Track, "stepS" | "heartRateBpm">,
): { from: number; to: number } {
  const nearest = Math.round(startS / stepS);
  const from = startS < length * stepS ? Math.min(length - 1, nearest) : nearest;
  return { from, to: Math.max(from, Math.ceil(endS / stepS - 0.5)) };
}

/**
 * Measured heart rate for comparisons: NaN before `fromS`, as the prediction used it, and at each step that an excluded span
 * touches.
 */
export function measuredFrom(
  heartRateBpm: Float32Array,
  stepS: number,
  fromS: number,
  excluded: readonly Span[] = [],
): Float32Array {
  if (fromS <= 0 && excluded.length === 0) return heartRateBpm;
  const compared = heartRateBpm.map((bpm, i) => (i * stepS < fromS ? Number.NaN : bpm));
  for (const span of excluded) {
    const { from, to } = touchedSteps(span, { stepS, heartRateBpm });
    compared.fill(Number.NaN, Math.max(0, from), Math.max(0, to + 1));
  }
  return compared;
}

/** Computes metrics from timesteps that are added one by one. All series have one length. */
export class Comparison {
  readonly #predicted: Float32Array;
  readonly #actual: Float32Array;
  readonly #interval: Interval | null;
  #steps = 0;
  #absolute = 0;
  #squared = 0;
  #signed = 0;
  #covered = 0;
  #width = 0;
  /** First measured value, which is subtracted from all: a constant series then has a spread of exactly 0, and others lose no digits. */
  #first = Number.NaN;
  #sum = 0;
  #sumOfSquares = 0;

  constructor(predicted: Float32Array, actual: Float32Array, interval: Interval | null) {
    this.#predicted = predicted;
    this.#actual = actual;
    this.#interval = interval;
  }

  /** Adds a step; one without a measured heart rate is ignored. */
  add(step: number): void {
    const bpm = this.#actual[step];
    if (Number.isNaN(bpm)) return;
    if (this.#steps === 0) this.#first = bpm;
    const error = this.#predicted[step] - bpm;
    const above = bpm - this.#first;
    this.#steps++;
    this.#absolute += Math.abs(error);
    this.#squared += error ** 2;
    this.#signed += error;
    this.#sum += above;
    this.#sumOfSquares += above ** 2;
    if (!this.#interval) return;
    const lowerBpm = this.#interval.lowerBpm[step];
    const upperBpm = this.#interval.upperBpm[step];
    if (bpm >= lowerBpm && bpm <= upperBpm) this.#covered++;
    this.#width += upperBpm - lowerBpm;
  }

  /** Metrics of the added steps; null where none has a measured heart rate. */
  metrics(): Metrics | null {
    const steps = this.#steps;
    if (steps === 0) return null;
    const measuredBpm = this.#first + this.#sum / steps;
    const bias = this.#signed / steps;
    const spread = this.#sumOfSquares - this.#sum ** 2 / steps;
    return {
      mae: this.#absolute / steps,
      rmse: Math.sqrt(this.#squared / steps),
      bias,
      measuredBpm,
      predictedBpm: measuredBpm + bias,
      r2: spread > 0 ? 1 - this.#squared / spread : null,
      coverage: this.#interval ? this.#covered / steps : null,
      widthBpm: this.#interval ? this.#width / steps : null,
      steps,
    };
  }
}

/** Computes the metrics of one run; null where no step has a measured heart rate. All series have one length. */
export function compare(predicted: Float32Array, actual: Float32Array, interval: Interval | null): Metrics | null {
  const whole = new Comparison(predicted, actual, interval);
  for (let step = 0; step < actual.length; step++) whole.add(step);
  return whole.metrics();
}
