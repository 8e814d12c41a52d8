import { clockText } from "../base/clock.ts";
import type { Outside } from "../evaluation/trained-ranges.ts";
import type { NumberRange, TrainedRanges } from "../model/contract.ts";
import type { HeartRateCeiling, KeptUnder } from "./keep-under.ts";
import type { PlanFigures, TimeRange } from "./plan-figures.ts";

/** Writes quantities in the units that a reader chose. */
export interface PlanUnits {
  /** "5:10 min/km", of seconds per kilometre. */
  pace(secondsPerKm: number): string;
  /** "12.3 km". */
  distance(metres: number): string;
  /** "250 m". */
  height(metres: number): string;
}

/** Writes them in kilometres and metres. */
export const METRIC: PlanUnits = {
  pace: (secondsPerKm) => `${clockText(secondsPerKm)} min/km`,
  distance: (metres) => `${(metres / 1000).toFixed(metres < 10_000 ? 2 : 1)} km`,
  height: (metres) => `${metres.toFixed(0)} m`,
};

/** Pace of a whole plan, seconds per kilometre. */
export function meanPaceS({ durationS, distanceM }: Pick<PlanFigures, "durationS" | "distanceM">): number {
  return (1000 * durationS) / distanceM;
}

/** What a plan comes to, in one sentence. */
export function planSentence(figures: PlanFigures, units: PlanUnits): string {
  const { bpm, time } = figures.above;
  const pace = units.pace(meanPaceS(figures));
  if (time.expectedS === 0 && (time.mostS ?? 0) === 0) {
    return `At ${pace} you would not come above ${bpm} bpm: ${Math.round(figures.meanBpm)} are expected on average, ${Math.round(figures.highestBpm)} at most.`;
  }
  return `At ${pace} you would spend ${timeRangeText(time)} above ${bpm} bpm.`;
}

/** Where it becomes likely to be above the chosen heart rate; null where it never does. */
export function likelySentence({ above }: PlanFigures, units: PlanUnits): string | null {
  const { bpm, likelyFromM } = above;
  if (likelyFromM === null) return null;
  const since = likelyFromM === 0 ? "From the start it is" : `At ${units.distance(likelyFromM)} it first becomes`;
  return `${since} more likely than not that you are above ${bpm} bpm.`;
}

/** A time and its range: "38 to 61 minutes", "none". */
export function timeRangeText({ expectedS, leastS, mostS }: TimeRange): string {
  if (Math.max(expectedS, mostS ?? 0) === 0) return "none";
  if (leastS === null || mostS === null) return `about ${minutesText(expectedS)}`;
  const [least, most] = [leastS, mostS].map((seconds) => Math.round(seconds / 60));
  if (least === most) return minutesText(mostS);
  if (least === 0) return mostS < 60 ? minutesText(mostS) : `up to ${minutesText(mostS)}`;
  if (mostS < LONG_S) return `${least} to ${minutesText(mostS)}`;
  return `${leastS < SHORT_S ? minutesText(leastS) : hoursText(leastS)} to ${hoursText(mostS)} hours`;
}

/** Time from which hours are told instead of minutes; in a range that ends there, from an hour on. */
const LONG_S = 2 * 3600;
const SHORT_S = 3600;

function minutesText(seconds: number): string {
  if (seconds >= LONG_S) return `${hoursText(seconds)} hours`;
  if (seconds < 60) return "less than a minute";
  const minutes = Math.round(seconds / 60);
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}

function hoursText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** How far a pace that was looked for keeps under a heart rate. */
export function keptSentence(kept: KeptUnder, { bpm, of }: HeartRateCeiling, units: PlanUnits): string {
  const what = of === "upper" ? "the upper end of the band" : "the expected heart rate";
  if (kept.lostFromM !== null) {
    const from = units.distance(kept.lostFromM);
    const where = kept.lostToM === null ? `From ${from} on` : `Between ${from} and ${units.distance(kept.lostToM)}`;
    return `${where} no running pace keeps ${what} at or under ${bpm} bpm: walk there, or choose a higher one.`;
  }
  if (kept.isNeverReached) {
    return `Even at the fastest pace that the model knows, ${what} stays under ${bpm} bpm: it comes to ${Math.round(kept.highestBpm)}.`;
  }
  return `By kilometre, this is the fastest pace that keeps ${what} at or under ${bpm} bpm.`;
}

/** Why a plan's figures say less than others: what of it the model has not learnt. */
export function outsideSentences(
  outside: readonly Outside[],
  ranges: TrainedRanges | null,
  units: PlanUnits,
): string[] {
  return outside.map((found) => outsideSentence(found, ranges, units));
}

function outsideSentence({ kind, limit }: Outside, ranges: TrainedRanges | null, units: PlanUnits): string {
  const pace = () => units.pace(3600 / limit);
  switch (kind) {
    case "too-long":
      return `This plan takes longer than the longest run that the model learned from, ${clockText(limit)}.`;
    case "too-far":
      return `This plan is longer than 99 of 100 runs that the model learned from: these end at ${units.distance(1000 * limit)}.`;
    case "too-much-climb":
      return `This plan climbs more than 99 of 100 runs that the model learned from: these climb up to ${units.height(limit)}.`;
    case "too-fast":
      return `In parts this plan is faster than the model learned from, ${pace()}.`;
    case "too-slow":
      return `In parts this plan is slower than the model learned from, ${pace()}.`;
    case "too-steep":
      return `In parts this plan is steeper than the model learned from${slopeText(ranges?.slope ?? null)}.`;
  }
}

function slopeText(slope: NumberRange | null): string {
  if (slope === null) return "";
  const percent = (value: number) => `${(100 * value).toFixed(0).replace("-", "−")} %`;
  return `, ${percent(slope.lowest)} to ${percent(slope.highest)}`;
}

/** What no plan knows. */
export const NO_ADVICE = "A plan tells what is usual, not what is good for you: it is no medical advice.";
