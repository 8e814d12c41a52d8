import { mean, meanAbsolute } from "../base/statistics.ts";

/** Change of heart rate between timesteps above which it is the sensor's, not the heart's. */
export const JUMP_BPM = 30;

/**
 * Whether errors are about one constant: nearly all of the error has one sign, and less than half of it is left once
 * the mean is taken away.
 */
export function isOffset(errors: readonly number[]): boolean {
  const mae = meanAbsolute(errors);
  const bias = mean(errors);
  return Math.abs(bias) > 0.9 * mae && meanAbsolute(errors, bias) < mae / 2;
}

/** Steps at which the heart rate jumps from the step before. */
export function jumps(known: readonly number[], measuredBpm: Float32Array): number[] {
  return known.filter((i) => Math.abs(measuredBpm[i] - measuredBpm[i - 1]) > JUMP_BPM);
}

/**
 * Counts the steps in stretches in which the heart rate never changes, and which last at least `shortestS` from first to
 * last step.
 */
export function flatSteps(
  known: readonly number[],
  measuredBpm: Float32Array,
  stepS: number,
  shortestS: number,
): number {
  let flat = 0;
  let from = 0;
  for (let k = 1; k <= known.length; k++) {
    const goesOn = known[k] === known[k - 1] + 1 && measuredBpm[known[k]] === measuredBpm[known[k - 1]];
    if (goesOn) continue;
    if ((k - from - 1) * stepS >= shortestS) flat += k - from;
    from = k;
  }
  return flat;
}
