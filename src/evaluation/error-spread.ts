import { correlation, quantile } from "../base/statistics.ts";

/** How a run's absolute errors spread, bpm. */
export interface ErrorSpread {
  median: number;
  p95: number;
  maximum: number;
}

/** Computes how absolute errors spread over the steps with a measured heart rate; null where there are none. */
export function errorSpread(expectedBpm: Float32Array, measuredBpm: Float32Array): ErrorSpread | null {
  const errors = Float64Array.from(measuredBpm, (bpm, i) => Math.abs(bpm - expectedBpm[i])).filter(
    (error) => !Number.isNaN(error),
  );
  if (errors.length === 0) return null;
  return { median: quantile(errors, 0.5), p95: quantile(errors, 0.95), maximum: quantile(errors, 1) };
}

/**
 * Computes Pearson's correlation of speed and measured heart rate; null where one of them never changes. Low or negative, it
 * tells of a heart rate that does not follow the run, as a sensor's that counts steps.
 */
export function speedCorrelation(speedKmh: Float32Array, measuredBpm: Float32Array): number | null {
  const r = correlation(Float64Array.from(speedKmh), Float64Array.from(measuredBpm));
  return Number.isNaN(r) ? null : r;
}
