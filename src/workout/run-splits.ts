import { distanceAlong, KM_PER_MILE, timeAtKm } from "./distance-along.ts";
import { type EffortPart, effortParts } from "./efforts.ts";
import { wholeRun } from "./summary.ts";
import type { Span, Track } from "./workout.ts";

/** Ways to split a run; "effort" is by work and rest, as its pace shows them. */
export type SplitBy = "km" | "mile" | "lap" | "hour" | "effort";

export const SPLIT_WAYS: readonly SplitBy[] = ["km", "mile", "lap", "hour", "effort"];

/** A part of a run between two of its splits. */
export interface RunSplit extends Span {
  /** Kind of a part of a run with intervals; null of other splits. */
  effort: EffortPart["kind"] | null;
  /** Number among the splits of its kind, from 1. */
  number: number;
}

/** Shortest rest of a run behind its last full split: less is left by the rounding of the grid. */
const SHORTEST_REST_KM = 0.005;

/**
 * Splits a run. The splits follow one another from its start to its end, the last one may be shorter. A lap lasts until the
 * next one starts, so that it holds the pause behind it. Empty where there is nothing to split by: no lap but one over the
 * whole run, no intervals.
 */
export function runSplits(track: Track, by: SplitBy): RunSplit[] {
  if (by === "effort") return numbered(effortParts(track));
  const whole = wholeRun(track.speedKmh.length, track.stepS);
  const bounds = boundsOf(track, by, whole.endS);
  if (by === "lap" && bounds.length === 0) return [];
  const starts = [0, ...bounds];
  return starts.map((startS, i) => ({ startS, endS: starts[i + 1] ?? whole.endS, effort: null, number: i + 1 }));
}

function numbered(parts: readonly EffortPart[]): RunSplit[] {
  const count = { before: 0, work: 0, rest: 0, after: 0 };
  return parts.map(({ kind, ...span }) => ({ ...span, effort: kind, number: ++count[kind] }));
}

/** Moments between start and end at which a run is split, in order. */
function boundsOf(track: Track, by: Exclude<SplitBy, "effort">, endS: number): number[] {
  switch (by) {
    case "lap":
      return lapBounds(track, endS);
    case "hour":
      return Array.from({ length: Math.max(0, Math.ceil(endS / 3600) - 1) }, (_, i) => 3600 * (i + 1));
    default:
      return distanceBounds(track, by === "km" ? 1 : KM_PER_MILE);
  }
}

function distanceBounds(track: Track, lengthKm: number): number[] {
  const along = distanceAlong(track);
  const wholeKm = along.km[along.km.length - 1];
  const full = Math.floor((wholeKm - SHORTEST_REST_KM) / lengthKm);
  return Array.from({ length: Math.max(0, full) }, (_, i) => timeAtKm(along, (i + 1) * lengthKm));
}

/** Starts of the laps but the first, and the end of the last where the run goes on. */
function lapBounds({ laps, stepS }: Pick<Track, "laps" | "stepS">, endS: number): number[] {
  const moments = [...laps.slice(1).map(({ startS }) => startS), ...laps.slice(-1).map((last) => last.endS)];
  const within = moments.filter((momentS) => momentS > stepS && momentS < endS - stepS);
  return [...new Set(within)].sort((a, b) => a - b);
}

/** Why a run has nothing to split by; any run can be split by distance and by the hour. */
export function noSplitsSentence(by: SplitBy): string {
  return by === "lap"
    ? "No laps are known of this run: its file states none, or one over all of it."
    : "No intervals: the pace of this run does not show three efforts with rests between them.";
}

/** Name of a split: "km 3", "lap 2", "work 1". */
export function splitName(by: SplitBy, { effort, number }: Pick<RunSplit, "effort" | "number">): string {
  if (effort === "before" || effort === "after") return effort;
  return `${effort ?? by} ${number}`;
}
