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
 * stretch that a person left out.
 */
export function measuredFrom(
  heartRateBpm: Float32Array,
  stepS: number,
  fromS: number,
  leftOut: readonly Span[] = [],
): Float32Array {
  if (fromS <= 0 && leftOut.length === 0) return heartRateBpm;
  return heartRateBpm.map((bpm, i) => {
    const timeS = i * stepS;
    const isLeftOut = timeS < fromS || leftOut.some(({ startS, endS }) => timeS >= startS && timeS <= endS);
    return isLeftOut ? Number.NaN : bpm;
  });
}

/** The figures of one run; null where no step has a measured heart rate. All series have one length. */
export function compare(predicted: Float32Array, actual: Float32Array, interval: Interval | null): Metrics | null {
  let steps = 0;
  let absolute = 0;
  let squared = 0;
  let signed = 0;
  let covered = 0;
  let width = 0;
  // Measured above the first: the spread of what never changes is then 0, and that of the rest loses no digits.
  let first = Number.NaN;
  let sum = 0;
  let sumOfSquares = 0;
  actual.forEach((bpm, i) => {
    if (Number.isNaN(bpm)) return;
    if (steps === 0) first = bpm;
    const error = predicted[i] - bpm;
    steps++;
    absolute += Math.abs(error);
    squared += error ** 2;
    signed += error;
    sum += bpm - first;
    sumOfSquares += (bpm - first) ** 2;
    if (!interval) return;
    if (bpm >= interval.lowerBpm[i] && bpm <= interval.upperBpm[i]) covered++;
    width += interval.upperBpm[i] - interval.lowerBpm[i];
  });
  if (steps === 0) return null;
  const spread = sumOfSquares - sum ** 2 / steps;
  return {
    mae: absolute / steps,
    rmse: Math.sqrt(squared / steps),
    bias: signed / steps,
    r2: spread > 0 ? 1 - squared / spread : null,
    coverage: interval ? covered / steps : null,
    widthBpm: interval ? width / steps : null,
    steps,
  };
}
