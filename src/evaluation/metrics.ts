import type { Span } from "../workout/workout.ts";
import type { Interval } from "./intervals.ts";

/** How a prediction compares with the measured heart rate, over the timesteps that have one. */
export interface Metrics {
  /** Mean absolute error, BPM. */
  mae: number;
  /** Root of the mean squared error, BPM. */
  rmse: number;
  /** Mean of predicted − measured, BPM. */
  bias: number;
  /** Coefficient of determination; null where the measured heart rate never changes. */
  r2: number | null;
  /** Share of the steps that the interval covers, 0 to 1; null where there is no interval. */
  coverage: number | null;
  /** Mean width of the interval, BPM; null where there is none. */
  widthBpm: number | null;
  /** Timesteps compared. */
  steps: number;
}

/**
 * What of a measured heart rate is compared: NaN before `fromS`, which was looked at, and at each step that lies in a
 * stretch that a person left out. A stretch between two steps, or a moment, takes the nearer of them.
 */
export function measuredFrom(
  heartRateBpm: Float32Array,
  stepS: number,
  fromS: number,
  leftOut: readonly Span[] = [],
): Float32Array {
  if (fromS <= 0 && leftOut.length === 0) return heartRateBpm;
  const isWithin = ({ startS, endS }: Span, step: number) => step * stepS >= startS && step * stepS <= endS;
  // In a stretch that holds any step, the one nearest to its middle is among them.
  const isNearest = ({ startS, endS }: Span, step: number) => step === Math.round((startS + endS) / 2 / stepS);
  return heartRateBpm.map((bpm, i) => {
    const isLeftOut = i * stepS < fromS || leftOut.some((span) => isWithin(span, i) || isNearest(span, i));
    return isLeftOut ? Number.NaN : bpm;
  });
}

/** Sums over timesteps of series of one length, of which those are added one by one that count. */
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
  /** Measured above the first: the spread of what never changes is then 0, and that of the rest loses no digits. */
  #first = Number.NaN;
  #sum = 0;
  #sumOfSquares = 0;

  constructor(predicted: Float32Array, actual: Float32Array, interval: Interval | null) {
    this.#predicted = predicted;
    this.#actual = actual;
    this.#interval = interval;
  }

  /** Takes in a step; one without a measured heart rate changes nothing. */
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

  /** The figures of the steps taken in; null where none had a measured heart rate. */
  metrics(): Metrics | null {
    const steps = this.#steps;
    if (steps === 0) return null;
    const spread = this.#sumOfSquares - this.#sum ** 2 / steps;
    return {
      mae: this.#absolute / steps,
      rmse: Math.sqrt(this.#squared / steps),
      bias: this.#signed / steps,
      r2: spread > 0 ? 1 - this.#squared / spread : null,
      coverage: this.#interval ? this.#covered / steps : null,
      widthBpm: this.#interval ? this.#width / steps : null,
      steps,
    };
  }
}

/** The figures of one run; null where no step has a measured heart rate. All series have one length. */
export function compare(predicted: Float32Array, actual: Float32Array, interval: Interval | null): Metrics | null {
  const whole = new Comparison(predicted, actual, interval);
  for (let step = 0; step < actual.length; step++) whole.add(step);
  return whole.metrics();
}
