import { PredictorError } from "../error.ts";
import { VALUE_NAMES } from "../formats/points.ts";
import type { Workout } from "../workout.ts";
import { counted, type Ledger, spansOf } from "./ledger.ts";

/** A gap that no run has: beyond it lies another recording, or a clock that was set. */
export const FAR_GAP_S = 6 * 3600;

/** The columns of a workout, on times that strictly rise. */
export type Points = Pick<Workout, "sampling" | "timeS" | (typeof VALUE_NAMES)[number]> & {
  /** When the run begins, on the times as recorded. */
  startS: number;
  /** Whether the recording was resumed at this point. */
  isSegmentStart: boolean[];
};

/** Which points of a recording make up the run, and when it begins. */
export interface RunClock {
  /** Indices of the points that are kept, in the order of their times. */
  kept: number[];
  /** The recorded time of the first of them, at which the run counts 0 s. */
  startS: number;
  /** Of the points that have a time, those at which it ran backward. */
  backward: number[];
  untimed: number;
  /** How many points lie too far from the rest. */
  dropped: number;
}

/**
 * Points without a time are left out, the others put in order; of parts that lie over six hours apart, the one with
 * most points is the run.
 * @param timeS as recorded
 * @throws PredictorError `no-time` where no point has one.
 */
export function runClock(timeS: Float64Array): RunClock {
  const timed = [...timeS.keys()].filter((i) => Number.isFinite(timeS[i]));
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
  const timeS = workout.timeS.map((t) => t - startS);
  const groups = groupByTime(timeS, kept);
  const points = pointsOf({ ...workout, timeS }, startS, groups);
  const merged = kept.length - groups.length;
  ledger.enter("missing-time", untimed, `${counted(untimed, "point")} without a time left out.`);
  const isBackward = new Set(backward);
  ledger.enter(
    "unordered-time",
    backward.length,
    `Time ran backward in ${counted(backward.length, "place")}: points put in order.`,
    spansOf(points.timeS, (k) => groups[k].some((index) => isBackward.has(index))),
  );
  ledger.enter(
    "far-gap",
    dropped,
    `${counted(dropped, "point")} more than ${FAR_GAP_S / 3600} hours from the rest left out.`,
  );
  ledger.enter(
    "merged-points",
    merged,
    `${counted(merged, "point")} shared a timestamp with another: merged, each value from the first that has it.`,
    spansOf(points.timeS, (k) => groups[k].length > 1),
  );
  return points;
}

function longestPart(timeS: Float64Array, ordered: number[]): number[] {
  const starts = ordered.flatMap((index, k) =>
    k === 0 || timeS[index] - timeS[ordered[k - 1]] > FAR_GAP_S ? [k] : [],
  );
  const parts = starts.map((start, k) => ordered.slice(start, starts[k + 1]));
  return parts.reduce((best, part) => (part.length > best.length ? part : best));
}

function groupByTime(timeS: Float64Array, ordered: number[]): number[][] {
  const groups: number[][] = [];
  for (const index of ordered) {
    const last = groups.at(-1);
    if (last && timeS[last[0]] === timeS[index]) last.push(index);
    else groups.push([index]);
  }
  return groups;
}

function pointsOf(workout: Workout, startS: number, groups: number[][]): Points {
  const starts = new Set(workout.segmentStarts);
  const points: Points = {
    sampling: workout.sampling,
    startS,
    timeS: Float64Array.from(groups, ([first]) => workout.timeS[first]),
    ...(Object.fromEntries(VALUE_NAMES.map((name) => [name, new Float64Array(groups.length)])) as Record<
      (typeof VALUE_NAMES)[number],
      Float64Array
    >),
    isSegmentStart: groups.map((group) => group.some((index) => starts.has(index))),
  };
  for (const name of VALUE_NAMES) {
    const column = workout[name];
    points[name].set(groups.map((group) => column[group.find((index) => !Number.isNaN(column[index])) ?? group[0]]));
  }
  return points;
}
