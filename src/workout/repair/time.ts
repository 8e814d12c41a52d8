import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { VALUE_NAMES } from "../formats/points.ts";
import type { Workout } from "../workout.ts";
import { type Ledger, spansOf } from "./ledger.ts";

/** A gap that no run has: beyond it lies another recording, or a clock that was set. */
export const FAR_GAP_S = 6 * 3600;

/** The columns of a workout, on times that strictly rise. */
export type Points = Pick<Workout, "sampling" | "timeS" | (typeof VALUE_NAMES)[number]> & {
  /** When the run begins, on the times as recorded. */
  startS: number;
  /** Whether the recording was resumed at this point. */
  isSegmentStart: boolean[];
};

/** The points of a recording that make up the run, and its start. */
export interface RunClock {
  /** Indices of the points that are kept, in the order of their times. */
  kept: number[];
  /** The recorded time of the first of them, at which the run counts 0 s. */
  startS: number;
  /** Indices, among the points with a time, at which it ran backward. */
  backward: number[];
  untimed: number;
  /** Number of points that lie too far from the rest. */
  dropped: number;
}

/**
 * Points without a time are left out, the others put in order; of parts that lie over six hours apart, the one with
 * most points is the run.
 * @param timeS as recorded
 * @throws PredictorError `no-time` where no point has one.
 */
export function runClock(timeS: Float64Array): RunClock {
  const timed: number[] = [];
  for (let i = 0; i < timeS.length; i++) if (Number.isFinite(timeS[i])) timed.push(i);
  if (timed.length === 0) {
    throw new PredictorError(
      "no-time",
      `None of the ${counted(timeS.length, "point")} has a time: a heart rate needs to know how fast you were. Export the activity again with times.`,
    );
  }
  const backward = timed.filter((index, k) => k > 0 && timeS[index] < timeS[timed[k - 1]]);
  // The sort is stable, so points of one timestamp keep the file's order.
  const ordered = backward.length > 0 ? timed.toSorted((a, b) => timeS[a] - timeS[b]) : timed;
  const kept = longestPart(timeS, ordered);
  return {
    kept,
    startS: timeS[kept[0]],
    backward,
    untimed: timeS.length - timed.length,
    dropped: timed.length - kept.length,
  };
}

/**
 * Points in the order of their times, one a timestamp, from 0 s on: those of the run's clock, of which those that
 * share a time are merged, each value from the first that has it.
 * @throws PredictorError `no-time` where no point has one.
 */
export function repairTime(workout: Workout, ledger: Ledger): Points {
  const { kept, startS, backward, untimed, dropped } = runClock(workout.timeS);
  // Counted from the start, times that differed in a last digit alone may be one: they are compared as they go on.
  const timeS = startS === 0 ? workout.timeS : workout.timeS.map((t) => t - startS);
  const groups = new TimeGroups(timeS, kept);
  const points = pointsOf({ ...workout, timeS }, startS, groups);
  const merged = kept.length - groups.count;
  ledger.enter("missing-time", untimed, () => `${counted(untimed, "point")} without a time left out.`);
  const isBackward = new Set(backward);
  ledger.enter(
    "unordered-time",
    backward.length,
    () => `Time ran backward in ${counted(backward.length, "place")}: points put in order.`,
    () => spansOf(points.timeS, (k) => groups.some(k, (index) => isBackward.has(index))),
  );
  ledger.enter(
    "far-gap",
    dropped,
    () => `${counted(dropped, "point")} more than ${FAR_GAP_S / 3600} hours from the rest left out.`,
  );
  ledger.enter(
    "merged-points",
    merged,
    () => `${counted(merged, "point")} shared a timestamp with another: merged, each value from the first that has it.`,
    () => spansOf(points.timeS, (k) => groups.isMerged(k)),
  );
  return points;
}

function longestPart(timeS: Float64Array, ordered: number[]): number[] {
  let longest = { from: 0, to: 0 };
  for (let from = 0, to = 1; from < ordered.length; from = to++) {
    while (to < ordered.length && timeS[ordered[to]] - timeS[ordered[to - 1]] <= FAR_GAP_S) to++;
    if (to - from > longest.to - longest.from) longest = { from, to };
  }
  return longest.to - longest.from === ordered.length ? ordered : ordered.slice(longest.from, longest.to);
}

/** Points in the order of their times, grouped by them; most runs have one point in each group. */
class TimeGroups {
  readonly count: number;
  /** Whether each point of the recording is a group of its own, in its place. */
  readonly #areAll: boolean;
  readonly #ordered: readonly number[];
  /** Index in `ordered` of each group's start, and of the last one's end. */
  readonly #starts: number[] = [];

  constructor(timeS: Float64Array, ordered: readonly number[]) {
    this.#ordered = ordered;
    for (let at = 0; at < ordered.length; at++) {
      if (at === 0 || timeS[ordered[at]] !== timeS[ordered[at - 1]]) this.#starts.push(at);
    }
    this.count = this.#starts.length;
    this.#starts.push(ordered.length);
    this.#areAll = this.count === timeS.length && ordered.every((index, at) => index === at);
  }

  isMerged(group: number): boolean {
    return this.#starts[group + 1] - this.#starts[group] > 1;
  }

  /** Whether anything holds of an index in a group. */
  some(group: number, holds: (index: number) => boolean): boolean {
    for (let at = this.#starts[group]; at < this.#starts[group + 1]; at++) if (holds(this.#ordered[at])) return true;
    return false;
  }

  /** The first known value of a column in each group. */
  merge(column: Float64Array): Float64Array {
    if (this.#areAll) return column;
    const merged = new Float64Array(this.count);
    for (let group = 0; group < this.count; group++) {
      let at = this.#starts[group];
      while (at + 1 < this.#starts[group + 1] && Number.isNaN(column[this.#ordered[at]])) at++;
      merged[group] = column[this.#ordered[at]];
    }
    return merged;
  }
}

function pointsOf(workout: Workout, startS: number, groups: TimeGroups): Points {
  const starts = new Set(workout.segmentStarts);
  const isSegmentStart: boolean[] = new Array(groups.count).fill(false);
  if (starts.size > 0) {
    for (let k = 0; k < groups.count; k++) isSegmentStart[k] = groups.some(k, (index) => starts.has(index));
  }
  const columns = Object.fromEntries(VALUE_NAMES.map((name) => [name, groups.merge(workout[name])]));
  return {
    sampling: workout.sampling,
    startS,
    timeS: groups.merge(workout.timeS),
    ...(columns as Record<(typeof VALUE_NAMES)[number], Float64Array>),
    isSegmentStart,
  };
}
