import type { Metrics } from "../../evaluation/metrics.ts";
import { formatNumber, MEAN_DECIMALS } from "../format/format.ts";

/** The direction of a difference, by the averages as they are written. */
export function directionWords({ measuredBpm, predictedBpm }: Pick<Metrics, "measuredBpm" | "predictedBpm">): string {
  const [measured, expected] = [measuredBpm, predictedBpm].map((bpm) => Number(formatNumber(bpm, MEAN_DECIMALS)));
  if (measured === expected) return "as expected, on average";
  return measured > expected ? "harder than expected, on average" : "easier than expected, on average";
}
