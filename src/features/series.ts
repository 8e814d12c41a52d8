/** Value `steps` entries ago; the first value until there is that much history. */
export function lag(series: Float32Array, steps: number): Float32Array {
  return series.map((_, i) => series[Math.max(0, i - steps)]);
}

/** First difference, 0 at the start. */
export function difference(series: Float32Array): Float32Array {
  return series.map((value, i) => (i === 0 ? 0 : value - series[i - 1]));
}

/**
 * Mean of the current and the preceding values, at most `window` of them, summed in double precision.
 * A series shorter than the window is its own mean throughout: so does the published code that models were
 * trained with.
 */
export function trailingMean(series: Float32Array, window: number): Float32Array {
  if (series.length < window) return new Float32Array(series.length).fill(mean(series));
  let sum = 0;
  return series.map((value, i) => {
    sum += value;
    if (i >= window) sum -= series[i - window];
    return sum / Math.min(i + 1, window);
  });
}

/** Sum of all rises so far, 0 at the start. */
export function cumulativeGain(series: Float32Array): Float32Array {
  let gain = 0;
  return series.map((value, i) => {
    if (i > 0) gain += Math.max(0, value - series[i - 1]);
    return gain;
  });
}

function mean(series: Float32Array): number {
  return series.reduce((sum, value) => sum + value, 0) / series.length;
}
