import type { StartedAt } from "./workout.ts";

/**
 * Start by the clocks where the run was, in seconds since their 1970; by UTC where the offset is not stated. Its days are those
 * of the runner.
 */
export function localStartS({ unixS, utcOffsetS }: StartedAt): number {
  return unixS + (utcOffsetS ?? 0);
}
