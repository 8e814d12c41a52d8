import { KNOWN_RANGES } from "../../evaluation/calibration/knowledge.ts";

export const { least: LOWEST_MAXIMUM_BPM, most: HIGHEST_MAXIMUM_BPM } = KNOWN_RANGES.maximumBpm;

/** A typed heart rate: null where nothing is typed, "invalid" for what can't be one of that name. */
function parseHeartRate(text: string, name: "maximumBpm" | "restingBpm" | "thresholdBpm"): number | null | "invalid" {
  const typed = text.trim();
  if (typed === "") return null;
  const bpm = Number(typed);
  const { least, most } = KNOWN_RANGES[name];
  return Number.isInteger(bpm) && bpm >= least && bpm <= most ? bpm : "invalid";
}

/** A typed maximum heart rate; null for the default. */
export function parseMaximumHeartRate(text: string): number | null | "invalid" {
  return parseHeartRate(text, "maximumBpm");
}

/** A typed resting heart rate; null for an unknown one. */
export function parseRestingHeartRate(text: string): number | null | "invalid" {
  return parseHeartRate(text, "restingBpm");
}

/** A typed threshold heart rate; null for an unknown one. */
export function parseThresholdHeartRate(text: string): number | null | "invalid" {
  return parseHeartRate(text, "thresholdBpm");
}
