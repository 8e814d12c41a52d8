import type { Metrics } from "../../evaluation/metrics.ts";
import { DEFAULT_MAXIMUM_BPM, type Zone } from "../../evaluation/zones.ts";
import { formatNumber, MEAN_DECIMALS } from "../format/format.ts";

/** The heart rates of a zone, in bpm. */
export function zoneRange({ fromBpm, toBpm }: Zone): string {
  if (fromBpm === 0) return `to ${toBpm - 1}`;
  return Number.isFinite(toBpm) ? `${fromBpm}–${toBpm - 1}` : `from ${fromBpm}`;
}

/** The shares of the maximum heart rate that bound a zone: "50–60 %". */
export function zoneShares({ fromBpm, toBpm }: Zone, maximumBpm: number): string {
  const percent = (bpm: number) => Math.round((100 * bpm) / maximumBpm);
  if (fromBpm === 0) return `to ${percent(toBpm)} %`;
  return `${percent(fromBpm)}–${Number.isFinite(toBpm) ? percent(toBpm) : 100} %`;
}

/**
 * The maximum heart rate behind the zones.
 * @param ownBpm the runner's, as typed; null where none is
 * @param isLinked whether it came with a link, whose runner may be another person
 */
export function zoneMaximumWords(ownBpm: number | null, isLinked: boolean): string {
  if (ownBpm !== null)
    return isLinked ? `Shares of a maximum of ${ownBpm} bpm.` : `Shares of your maximum, ${ownBpm} bpm.`;
  return `Shares of ${DEFAULT_MAXIMUM_BPM} bpm, a common maximum: ${isLinked ? "the runner's" : "your"} own is not known.`;
}

/** A run that went above the maximum heart rate behind its zones. */
export function aboveMaximumWords(reachedBpm: number): string {
  return `This run reached ${reachedBpm} bpm, so its runner's maximum is no lower, if the sensor is right.`;
}

/** The direction of a difference, by the averages as they are written. */
export function directionWords({ measuredBpm, predictedBpm }: Pick<Metrics, "measuredBpm" | "predictedBpm">): string {
  const [measured, expected] = [measuredBpm, predictedBpm].map((bpm) => Number(formatNumber(bpm, MEAN_DECIMALS)));
  if (measured === expected) return "as expected, on average";
  return measured > expected ? "harder than expected, on average" : "easier than expected, on average";
}
