import { mean } from "../base/statistics.ts";

/**
 * A series in at most so many points: means over stretches of equal length, leaving out what is missing; NaN where
 * nothing is known.
 */
export function sparkline(series: Float64Array | Float32Array, points: number): Float32Array {
  const length = Math.min(points, series.length);
  return Float32Array.from({ length }, (_, i) => {
    const from = Math.floor((i * series.length) / length);
    const to = Math.floor(((i + 1) * series.length) / length);
    return mean(series.subarray(from, to).filter((value: number) => !Number.isNaN(value)));
  });
}
