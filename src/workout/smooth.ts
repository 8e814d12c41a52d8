import type { Track } from "./workout.ts";

/**
 * Smooths speed and altitude by centred means over `window` steps; the heart rate is never smoothed.
 * The window is cut at the ends, so that no value is made up.
 * @param window odd number of steps; 1 leaves the track as it is
 */
export function smooth(track: Track, window: number): Track {
  if (window === 1) return track;
  return {
    ...track,
    speedKmh: centredMean(track.speedKmh, window),
    altitudeM: centredMean(track.altitudeM, window),
  };
}

function centredMean(series: Float32Array, window: number): Float32Array {
  const half = (window - 1) / 2;
  const sums = new Float64Array(series.length + 1);
  for (let i = 0; i < series.length; i++) sums[i + 1] = sums[i] + series[i];
  const means = new Float32Array(series.length);
  for (let i = 0; i < series.length; i++) {
    const from = Math.max(0, i - half);
    const to = Math.min(series.length, i + half + 1);
    means[i] = (sums[to] - sums[from]) / (to - from);
  }
  return means;
}
