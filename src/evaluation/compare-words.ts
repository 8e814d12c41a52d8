import type { PairFinding } from "./compare-runs.ts";

/**
 * A pair's finding in one sentence, as page and terminal say it.
 * @param first name of the run that the other is compared with
 */
export function pairSentence(finding: PairFinding, first: string, second: string): string {
  const { apartBpm, runners, usualBpm } = finding;
  if (Number.isNaN(apartBpm)) return `${second} and ${first} cannot be compared: one of them has no heart rate.`;
  const apart = `${second} was ${apartWords(apartBpm)} ${first} for its pace and hills`;
  if (runners === "two") {
    return `${apart}. They are of different runners: whether that is more than usual cannot be told.`;
  }
  if (usualBpm === null) return `${apart}. This model does not state how far two runs of one runner usually differ.`;
  const usual = `${easierWords(usualBpm.lowerBpm)} to ${harderWords(usualBpm.upperBpm)}`;
  const claim = `${isUnusual(finding) ? "more" : "no more"} than two runs of one runner usually differ`;
  const condition = runners === "unknown" ? ", if one person ran both" : "";
  return `${apart}: ${claim} (nine of ten pairs: ${usual})${condition}.`;
}

/** Whether a pair lies further apart than two runs of one runner usually do; false where that cannot be told. */
export function isUnusual({ apartBpm, usualBpm }: PairFinding): boolean {
  return usualBpm !== null && (apartBpm < usualBpm.lowerBpm || apartBpm > usualBpm.upperBpm);
}

function apartWords(bpm: number): string {
  const rounded = Math.round(Math.abs(bpm));
  if (rounded === 0) return "as hard as";
  return `${rounded} bpm ${bpm > 0 ? "harder" : "easier"} than`;
}

function easierWords(bpm: number): string {
  return `${Math.round(-bpm)} bpm easier`;
}

function harderWords(bpm: number): string {
  return `${Math.round(bpm)} bpm harder`;
}

/** What the usual range of a pair rests on. */
export const PAIR_NOTE =
  "Usual: a model fitted to one of the two runs, and the range in which nine of ten other runs of a runner then lie, as measured on runners it did not learn from. Days, sensors and weather are part of it.";
