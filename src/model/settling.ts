import type { ModelContract } from "./contract.ts";

/**
 * Seconds that a model settles for where its contract does not say. An LSTM begins without a state: over 638 real runs the
 * bundled one expects 136 bpm at the first step, where hearts are at 102, then falls, and climbs as they do from here on.
 */
export const DEFAULT_SETTLING_S = 24;

/** Longest settling that a contract may state: more is no start of a run. */
export const LONGEST_SETTLING_S = 600;

/** Whether a model is still settling at a time of the run: what it expects then tells nothing of the runner. */
export function isSettling(timeS: number, { settlingS }: Pick<ModelContract, "settlingS">): boolean {
  return timeS < settlingS;
}
