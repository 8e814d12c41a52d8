import { mean, meanAbsolute } from "../base/statistics.ts";

/** A greater change of heart rate from one timestep to the next is a sensor's, not a heart's. */
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

/** The steps at which a heart rate jumps from the step before. */
export function jumps(known: readonly number[], measuredBpm: Float32Array): number[] {
  return known.filter((i) => Math.abs(measuredBpm[i] - measuredBpm[i - 1]) > JUMP_BPM);
}

/**
 * Steps that lie in stretches over which the heart rate never changes, and which last so long or longer, from their
 * first step to their last.
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
