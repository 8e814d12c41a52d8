import type { Analysis, Expectation } from "../../evaluation/analysis.ts";
import { knownS } from "../../workout/summary.ts";
import type { Span, Track } from "../../workout/workout.ts";
import { formatClock } from "../format/format.ts";
import { excludedSentence } from "../recording/excluded-words.ts";
import { firstMinutes } from "../runner/calibration-words.ts";
import type { Excluded } from "../state/excluded.ts";

/** Captions of averages, extremes and zone times that cover a part of a stretch only; none where they cover it all. */
export function partSentences({ track, expectation }: Pick<Analysis, "track" | "expectation">, span: Span): string[] {
  const { excluded = [], fromS = 0 } = expectation ?? {};
  const told = [
    excludedSentence(excludedOf(excluded, span)),
    coverageSentence(track, span),
    fromS > span.startS ? `${upperFirst(firstMinutes(Math.round(fromS / 60)))} included.` : "",
  ];
  return told.filter((sentence) => sentence !== "");
}

/** Captions of errors that cover a part of a stretch only; the minutes learned from never count in them. */
export function errorPartSentences(
  track: Track,
  { excluded, fromS }: Pick<Expectation, "excluded" | "fromS">,
  { startS, endS }: Span,
): string[] {
  const span = { startS: Math.max(startS, Math.min(fromS, endS)), endS };
  const told = [excludedSentence(excludedOf(excluded, span)), coverageSentence(track, span)];
  return told.filter((sentence) => sentence !== "");
}

/** The excluded stretches that overlap a stretch. */
function excludedOf(excluded: Excluded, { startS, endS }: Span): Excluded {
  return excluded.filter((out) => out.startS <= endS && out.endS >= startS);
}

/** How much of a stretch has a heart rate; empty where all or none of it has. */
function coverageSentence({ heartRateBpm, stepS }: Pick<Track, "heartRateBpm" | "stepS">, span: Span): string {
  const measuredS = knownS(heartRateBpm, stepS, span);
  const wholeS = knownS(new Float32Array(heartRateBpm.length), stepS, span);
  if (measuredS === 0 || measuredS === wholeS) return "";
  return `Heart rate covers ${formatClock(measuredS)} of ${formatClock(wholeS)}.`;
}

function upperFirst(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
