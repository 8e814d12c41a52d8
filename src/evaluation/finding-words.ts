import { AND } from "../base/list-words.ts";
import type { CalibrationKind } from "../model/contract.ts";
import type { ExpectedHeartRate, UsualRange } from "./expected-heart-rate.ts";
import type { Finding } from "./finding.ts";

/** Whose other runs a run is compared with. */
export type Whose = "your" | "the sender's" | "this runner's";

/** Runners of whom the same is known, by whose run it is. */
export const RUNNERS_LIKE: Record<Whose, string> = {
  your: "runners like you",
  "the sender's": "runners like the sender",
  "this runner's": "runners like this one",
};

/** The first words of a finding: whether the run is unusual; null where the model does not say what is usual. */
export function findingStart({ kind, meanDifferenceBpm, withinUsual, usualBpm }: Finding): string | null {
  if (kind === "as-expected") return "As expected";
  if (kind === "mixed") return "Harder in parts, easier in others";
  if (withinUsual === null || usualBpm === null) return null;
  if (withinUsual) return "Nothing unusual";
  const nearestBpm = nearestUsualBpm(meanDifferenceBpm, usualBpm);
  const isSlight = Math.round(meanDifferenceBpm) === Math.round(nearestBpm);
  if (meanDifferenceBpm > 0) return isSlight ? "Slightly higher than usual" : "Unusually high";
  return isSlight ? "Slightly lower than usual" : "Unusually low";
}

/** A finding, and the parts of the expected heart rate that its sentence needs. */
export type Found = ComparedBy & Pick<ExpectedHeartRate, "excluded"> & { finding: Finding };

/** The parts of the expected heart rate that say what a run is compared with. */
type ComparedBy = Pick<ExpectedHeartRate, "kind" | "known">;

/** The main result of a run in one sentence, as page and terminal say it. */
export function findingSentence({ finding, excluded, ...comparedBy }: Found, whose: Whose): string {
  const { kind, meanAbsoluteDifferenceBpm, usualBpm, meanDifferenceBpm } = finding;
  if (kind === "no-heart-rate") {
    return excluded.length > 0
      ? "No heart rate is left to compare with."
      : "This run has no heart rate to compare with.";
  }
  const start = findingStart(finding);
  if (kind === "mixed")
    return `${start}: about ${Math.round(meanAbsoluteDifferenceBpm)} bpm either way, level overall.`;
  const difference = `${differenceWords(meanDifferenceBpm)} ${referenceWords(comparedBy, whose)}`;
  const usual = usualBpm === null ? "" : `, and ${usualWords(comparedBy, meanDifferenceBpm, usualBpm)}`;
  return `${start === null ? "" : `${start}: `}${difference}${usual}.`;
}

/** "6 bpm above", to be followed by what a run is compared with. */
function differenceWords(meanDifferenceBpm: number): string {
  const bpm = Math.round(Math.abs(meanDifferenceBpm));
  return bpm === 0 ? "level with" : `${bpm} bpm ${meanDifferenceBpm > 0 ? "above" : "below"}`;
}

/** What a run is compared with. */
function referenceWords({ kind, known }: ComparedBy, whose: Whose): string {
  const isKnown = known.length > 0;
  if (kind === "none") return isKnown ? RUNNERS_LIKE[whose] : "the average runner";
  const suggesting = [
    ...(isKnown ? [`${whose} own numbers`] : []),
    ...(kind === "warm-up" ? [] : [`${whose} other runs`]),
    ...(kind === "history" ? [] : ["its start"]),
  ];
  return `what ${AND.format(suggesting)} ${kind === "warm-up" && !isKnown ? "suggests" : "suggest"}`;
}

const VARYING: Record<CalibrationKind, string> = {
  none: "runners differ",
  history: "days differ",
  "warm-up": "runs vary",
  "history and warm-up": "runs vary",
};

/** What the usual range of a run's difference comes from. */
export function varyingWords({ kind, known }: ComparedBy): string {
  return kind === "none" && known.length > 0 ? "such runners differ" : VARYING[kind];
}

/** By how much runs usually differ from what they are compared with. */
function usualWords(comparedBy: ComparedBy, meanDifferenceBpm: number, usualBpm: UsualRange): string {
  return `${varyingWords(comparedBy)} by ${Math.round(Math.abs(nearestUsualBpm(meanDifferenceBpm, usualBpm)))}`;
}

/** The end of the usual range on the side of a difference. */
function nearestUsualBpm(meanDifferenceBpm: number, { lowerBpm, upperBpm }: UsualRange): number {
  return meanDifferenceBpm > 0 ? upperBpm : lowerBpm;
}
