import { KNOWN_RANGES } from "../../evaluation/calibration/knowledge.ts";

export const { least: LOWEST_MAXIMUM_BPM, most: HIGHEST_MAXIMUM_BPM } = KNOWN_RANGES.maximumBpm;

/** A typed maximum heart rate: null for the default where nothing is typed, "invalid" for what can't be one. */
export function parseMaximumHeartRate(text: string): number | null | "invalid" {
  const typed = text.trim();
  if (typed === "") return null;
  const bpm = Number(typed);
  return Number.isInteger(bpm) && bpm >= LOWEST_MAXIMUM_BPM && bpm <= HIGHEST_MAXIMUM_BPM ? bpm : "invalid";
}
