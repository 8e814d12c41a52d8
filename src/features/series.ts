import { mean } from "../base/statistics.ts";

/** Value `steps` entries before; the first value where there is none. */
export function lag(series: Float32Array, steps: number): Float32Array {
  const lagged = new Float32Array(series.length).fill(series[0], 0, steps);
  lagged.set(series.subarray(0, Math.max(0, series.length - steps)), Math.min(steps, series.length));
  return lagged;
}

/** First difference, 0 at the start. */
export function difference(series: Float32Array): Float32Array {
  const differences = new Float32Array(series.length);
  for (let i = 1; i < series.length; i++) differences[i] = series[i] - series[i - 1];
  return differences;
}

/**
 * Mean of the current and the preceding values, at most `window` of them, summed in double precision.
 * A series shorter than the window is its own mean throughout, as in the published code that models were trained with.
 */
export function trailingMean(series: Float32Array, window: number): Float32Array {
  if (series.length < window) return new Float32Array(series.length).fill(mean(series));
  const means = new Float32Array(series.length);
  let sum = 0;
  for (let i = 0; i < series.length; i++) {
    sum += series[i];
    if (i >= window) sum -= series[i - window];
    means[i] = sum / Math.min(i + 1, window);
  }
  return means;
}

/** Sum of all rises so far, 0 at the start. */
export function cumulativeGain(series: Float32Array): Float32Array {
  const gains = new Float32Array(series.length);
  let gain = 0;
  for (let i = 1; i < series.length; i++) {
    gain += Math.max(0, series[i] - series[i - 1]);
    gains[i] = gain;
  }
  return gains;
}
