import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { VALUE_NAMES } from "../formats/points.ts";
import type { Workout } from "../workout.ts";
import { type Ledger, spansOf } from "./ledger.ts";

/** Shortest gap that no run has: it parts two recordings, or the clock was set. */
export const FAR_GAP_S = 6 * 3600;

/** Columns of a workout on strictly rising times. */
export type Points = Pick<Workout, "sampling" | "timeS" | (typeof VALUE_NAMES)[number]> & {
  /** Recorded time at which the run begins. */
  startS: number;
  /** Whether the recording was resumed at this point. */
  isSegmentStart: boolean[];
};

/** Selection of the points that make up the run, and its start. */
export interface RunClock {
  /** Indices of the kept points, in order of time. */
  kept: number[];
  /** Recorded time of the first kept point, the run's second 0. */
  startS: number;
  /** Indices of the points at which time ran backward. */
  backward: number[];
  /** Number of points without a time. */
  untimed: number;
  /** Number of points that lie too far from the rest. */
  dropped: number;
}

/**
 * Selects the points of a run: those without a time are left out, the others sorted; of parts over FAR_GAP_S apart, the one
 * with the most points is the run.
 * @param timeS times as recorded
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
 * Repairs the times: selects the run's points as `runClock` does, merges those that share a time (each value from the
 * first that has it), and counts from 0 s.
 * @throws PredictorError `no-time` where no point has one.
 */
export function repairTime(workout: Workout, ledger: Ledger): Points {
  const { kept, startS, backward, untimed, dropped } = runClock(workout.timeS);
  // Times are compared after the start is subtracted: those that differ in the last digit only may then be equal.
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

/** Groups of points that share a time, in order of time; in most runs each group is one point. */
class TimeGroups {
  readonly count: number;
  /** Whether each point of the recording is a group of its own, in the recorded order. */
  readonly #areAll: boolean;
  readonly #ordered: readonly number[];
  /** Start of each group in `ordered`, and the end of the last one. */
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

  /** Whether a condition holds for any index of a group. */
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
