import type { Analysis, Expectation } from "../../evaluation/analysis.ts";
import { knownS } from "../../workout/summary.ts";
import type { Span, Track } from "../../workout/workout.ts";
import { formatClock } from "../format/format.ts";
import { excludedSentence } from "../recording/excluded-words.ts";
import { firstMinutes } from "../runner/calibration-words.ts";
import type { Excluded } from "../state/excluded.ts";

/** Of what part of a stretch its averages, extremes and times in zones are; none where they are of all of it. */
export function partSentences({ track, expectation }: Pick<Analysis, "track" | "expectation">, span: Span): string[] {
  const { excluded = [], fromS = 0 } = expectation ?? {};
  const told = [
    excludedSentence(excludedOf(excluded, span)),
    coverageSentence(track, span),
    fromS > span.startS ? `${upperFirst(firstMinutes(Math.round(fromS / 60)))} included.` : "",
  ];
  return told.filter((sentence) => sentence !== "");
}

/** Of what part of a stretch its errors are besides: what was looked at does not count. */
export function errorPartSentences(
  track: Track,
  { excluded, fromS }: Pick<Expectation, "excluded" | "fromS">,
  { startS, endS }: Span,
): string[] {
  const span = { startS: Math.max(startS, Math.min(fromS, endS)), endS };
  const told = [excludedSentence(excludedOf(excluded, span)), coverageSentence(track, span)];
  return told.filter((sentence) => sentence !== "");
}

/** What of what a person left out lies in a stretch. */
function excludedOf(excluded: Excluded, { startS, endS }: Span): Excluded {
  return excluded.filter((out) => out.startS <= endS && out.endS >= startS);
}

/** Of how much of a stretch heart rate is known; empty where it is of all or of none of it. */
function coverageSentence({ heartRateBpm, stepS }: Pick<Track, "heartRateBpm" | "stepS">, span: Span): string {
  const measuredS = knownS(heartRateBpm, stepS, span);
  const wholeS = knownS(new Float32Array(heartRateBpm.length), stepS, span);
  if (measuredS === 0 || measuredS === wholeS) return "";
  return `Heart rate covers ${formatClock(measuredS)} of ${formatClock(wholeS)}.`;
}

function upperFirst(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
