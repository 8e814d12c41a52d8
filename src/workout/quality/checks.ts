import { counted } from "../../base/counted.ts";
import { countWhere } from "../repair/fill.ts";
import { spansOf } from "../repair/ledger.ts";
import type { Repaired } from "../repair/repair.ts";
import type { RepairCode, Span, Workout } from "../workout.ts";

/** Input of the checks: a run as recorded, in order of time. The series from `timeS` on have one length, NaN where missing. */
export interface CheckedRun {
  sampling: Workout["sampling"];
  /** Times of all recorded points in the file's order, in seconds from the run's start; they may repeat, run backward or be missing. */
  recordedTimeS: Float64Array;
  /** The known ones of these, sorted. */
  orderedTimeS: Float64Array;
  /** Strictly rising, from 0. */
  timeS: Float64Array;
  /** Speed as recorded; derived from distance or positions where the file's is missing or contradicted. */
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
  /** Heart rate without impossible values. */
  plausibleBpm: Float64Array;
  /** Speed without impossible values, for checks of the whole run, which a single wild value must not decide. */
  plausibleKmh: Float64Array;
}

/** Result of a check; a count of 0 means nothing was found. */
export interface Found {
  count: number;
  message: string;
  spans: Span[];
}

/** A check of the published system, defined so that it means the same at any recording rate. */
export interface QualityCheck {
  name: string;
  /** Condition on which it fires, in words. */
  rule: string;
  find(run: CheckedRun): Found;
}

/** Longest step of most published series: a change within it was a change from one entry to the next there. */
export const STEP_S = 10;

export const NOTHING: Found = { count: 0, message: "", spans: [] };

/** Repairs after which the speed is not the file's own. */
const NOT_AS_STATED: ReadonlySet<RepairCode> = new Set([
  "contradiction",
  "speed-from-distance",
  "speed-from-positions",
]);

export function checkedRun(recorded: Workout, { workout, points, repairs }: Repaired): CheckedRun {
  const isDerived = repairs.some(({ code }) => NOT_AS_STATED.has(code));
  const recordedTimeS =
    recorded.sampling === "timesteps" ? points.timeS : recorded.timeS.map((timeS) => timeS - points.startS);
  return {
    sampling: recorded.sampling,
    recordedTimeS,
    orderedTimeS: recordedTimeS.filter(Number.isFinite).sort(),
    timeS: points.timeS,
    speedKmh: isDerived ? workout.speedKmh : points.speedKmh,
    altitudeM: points.altitudeM,
    heartRateBpm: points.heartRateBpm,
    plausibleBpm: workout.heartRateBpm,
    plausibleKmh: workout.speedKmh,
  };
}

/** Result with spans, a finding and its possible cause. */
export function told(spans: Span[], finding: string, reading: string): Found {
  return { count: spans.length, message: `${finding}, ${times(spans.length)}: ${reading}.`, spans };
}

/** Result about the points at which a condition holds, with a sentence about their number. */
export function atPoints(
  { timeS }: CheckedRun,
  isFault: (index: number) => boolean,
  message: (points: string) => string,
): Found {
  const count = countWhere(timeS, (_, i) => isFault(i));
  if (count === 0) return NOTHING;
  return { count, message: message(counted(count, "point")), spans: spansOf(timeS, isFault) };
}

/** Result about the whole run. */
export function ofRun({ timeS }: CheckedRun, message: string): Found {
  return { count: 1, message, spans: [{ startS: 0, endS: timeS[timeS.length - 1] }] };
}

export function times(count: number): string {
  return count === 1 ? "once" : `${count.toLocaleString("en")} times`;
}
