import { PredictorError } from "../error.ts";
import { VALUE_NAMES } from "../formats/points.ts";
import type { Workout } from "../workout.ts";
import { counted, type Ledger } from "./ledger.ts";

/** A gap that no run has: beyond it lies another recording, or a clock that was set. */
const FAR_GAP_S = 6 * 3600;

/** The columns of a workout, on times that strictly rise. */
export type Points = Pick<Workout, "sampling" | "timeS" | (typeof VALUE_NAMES)[number]> & {
  /** When the run begins, on the times as recorded. */
  startS: number;
  /** Whether the recording was resumed at this point. */
  isSegmentStart: boolean[];
};

/**
 * Points in the order of their times, one a timestamp, from 0 s on.
 * Points without a time are left out; points that share one are merged, each value from the first that has it;
 * of parts that lie over six hours apart, the one with most points is kept.
 * @throws PredictorError `no-time` where no point has one.
 */
export function repairTime(workout: Workout, ledger: Ledger): Points {
  const timed = [...workout.timeS.keys()].filter((i) => Number.isFinite(workout.timeS[i]));
  if (timed.length === 0) {
    throw new PredictorError(
      "no-time",
      `None of the ${counted(workout.timeS.length, "point")} has a time: a heart rate needs to know how fast you were. Export the activity again with times.`,
    );
  }
  const untimed = workout.timeS.length - timed.length;
  ledger.enter("missing-time", untimed, `${counted(untimed, "point")} without a time left out.`);

  const ordered = inOrder(workout.timeS, timed, ledger);
  const kept = longestPart(workout.timeS, ordered, ledger);
  const startS = workout.timeS[kept[0]];
  // Counted from the start, times that differed in a last digit alone may be one: they are compared as they go on.
  const timeS = workout.timeS.map((t) => t - startS);
  const groups = groupByTime(timeS, kept);
  const merged = groups.reduce((sum, group) => sum + group.length - 1, 0);
  ledger.enter(
    "merged-points",
    merged,
    `${counted(merged, "point")} shared a timestamp with another: merged, each value from the first that has it.`,
  );
  return pointsOf({ ...workout, timeS }, startS, groups);
}

function inOrder(timeS: Float64Array, indices: number[], ledger: Ledger): number[] {
  const backward = indices.filter((index, k) => k > 0 && timeS[index] < timeS[indices[k - 1]]).length;
  ledger.enter("unordered-time", backward, `Time ran backward in ${counted(backward, "place")}: points put in order.`);
  // The sort is stable, so points of one timestamp keep the file's order.
  return backward > 0 ? indices.toSorted((a, b) => timeS[a] - timeS[b]) : indices;
}

function longestPart(timeS: Float64Array, ordered: number[], ledger: Ledger): number[] {
  const starts = ordered.flatMap((index, k) =>
    k === 0 || timeS[index] - timeS[ordered[k - 1]] > FAR_GAP_S ? [k] : [],
  );
  const parts = starts.map((start, k) => ordered.slice(start, starts[k + 1]));
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best));
  const dropped = ordered.length - longest.length;
  ledger.enter(
    "far-gap",
    dropped,
    `${counted(dropped, "point")} more than ${FAR_GAP_S / 3600} hours from the rest left out.`,
  );
  return longest;
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
