import type { CalibrationKind } from "../model/contract.ts";
import type { ExpectedHeartRate, UsualRange } from "./expected-heart-rate.ts";
import type { Finding } from "./finding.ts";

/** Whose other runs a run is compared with. */
export type Whose = "your" | "the sender's" | "this runner's";

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
export type Found = Pick<ExpectedHeartRate, "kind" | "excluded"> & { finding: Finding };

/** The main result of a run in one sentence, as page and terminal say it. */
export function findingSentence({ finding, kind: comparedBy, excluded }: Found, whose: Whose): string {
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
function referenceWords(kind: CalibrationKind, whose: Whose): string {
  switch (kind) {
    case "none":
      return "the average runner";
    case "history":
      return `what ${whose} other runs suggest`;
    case "warm-up":
      return "what its start suggests";
    case "history and warm-up":
      return `what ${whose} other runs and its start suggest`;
  }
}

/** What the usual range of a run's difference comes from. */
export const VARYING: Record<CalibrationKind, string> = {
  none: "runners differ",
  history: "days differ",
  "warm-up": "runs vary",
  "history and warm-up": "runs vary",
};

/** By how much runs usually differ from what they are compared with. */
function usualWords(kind: CalibrationKind, meanDifferenceBpm: number, usualBpm: UsualRange): string {
  return `${VARYING[kind]} by ${Math.round(Math.abs(nearestUsualBpm(meanDifferenceBpm, usualBpm)))}`;
}

/** The end of the usual range on the side of a difference. */
function nearestUsualBpm(meanDifferenceBpm: number, { lowerBpm, upperBpm }: UsualRange): number {
  return meanDifferenceBpm > 0 ? upperBpm : lowerBpm;
}
