import { isSettling } from "../model/settling.ts";
import type { Analysis, Expectation } from "./analysis.ts";

/** Time to either side over which a difference is averaged: seconds wander by more than runs, or parts of one, differ. */
const AVERAGED_S = 60;

/** Least share of that time in which the difference is known. */
const LEAST_KNOWN = 0.5;

/**
 * Computes measured − expected by timestep, averaged over two minutes around each; NaN where too little of these is known or
 * the model settles.
 */
export function averagedDifference(
  { track, comparedBpm }: Pick<Analysis, "track" | "comparedBpm">,
  expected: Pick<Expectation, "heartRateBpm" | "settlingS">,
): Float32Array {
  const { stepS } = track;
  const { length } = comparedBpm;
  // Sums of the known differences before each step, and their number.
  const totals = new Float64Array(length + 1);
  const counts = new Uint32Array(length + 1);
  for (let i = 0; i < length; i++) {
    const difference = isSettling(i * stepS, expected) ? Number.NaN : comparedBpm[i] - expected.heartRateBpm[i];
    const isKnown = !Number.isNaN(difference);
    totals[i + 1] = totals[i] + (isKnown ? difference : 0);
    counts[i + 1] = counts[i] + (isKnown ? 1 : 0);
  }
  const reach = Math.max(0, Math.round(AVERAGED_S / stepS));
  return Float32Array.from({ length }, (_, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(length, i + reach + 1)];
    const known = counts[to] - counts[from];
    return known < LEAST_KNOWN * (to - from) ? Number.NaN : (totals[to] - totals[from]) / known;
  });
}
