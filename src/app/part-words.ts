import { measuredFrom } from "../evaluation/metrics.ts";
import { knownS } from "../workout/summary.ts";
import type { Track } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import { firstMinutes } from "./calibration-words.ts";
import { formatClock } from "./format.ts";
import { leftOutSentence } from "./left-out-words.ts";

/** Of what part of the run its averages, extremes and times in zones are; none where they are of all of it. */
export function partSentences({ track, expectation }: Pick<Analysis, "track" | "expectation">): string[] {
  const { leftOut = [], fromS = 0 } = expectation ?? {};
  const told = [
    leftOutSentence(leftOut),
    coverageSentence(track, 0),
    fromS > 0 ? `${upperFirst(firstMinutes(Math.round(fromS / 60)))} included.` : "",
  ];
  return told.filter((sentence) => sentence !== "");
}

/** Of how much of a run, from a moment on, heart rate is known; empty where it is of all or of none of it. */
export function coverageSentence(
  { heartRateBpm, stepS }: Pick<Track, "heartRateBpm" | "stepS">,
  fromS: number,
): string {
  const measuredS = knownS(measuredFrom(heartRateBpm, stepS, fromS), stepS);
  const wholeS = knownS(measuredFrom(new Float32Array(heartRateBpm.length), stepS, fromS), stepS);
  if (measuredS === 0 || measuredS === wholeS) return "";
  return `Heart rate covers ${formatClock(measuredS)} of ${formatClock(wholeS)}.`;
}

function upperFirst(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
