import type { Repaired } from "../repair/repair.ts";
import type { RepairCode, Span, Workout } from "../workout.ts";

/** A run as the checks see it: as recorded, in the order of its times. Series have one length, NaN where missing. */
export interface CheckedRun {
  sampling: Workout["sampling"];
  /** Times of all recorded points in the file's order, on the run's clock; they may repeat, run back or be missing. */
  recordedTimeS: Float64Array;
  /** Strictly rising, from 0. */
  timeS: Float64Array;
  /** Speed as recorded; where the file states none, as taken from distance or positions. */
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
  /** The heart rates that can be one. */
  plausibleBpm: Float64Array;
  /** Speed without what can't be one, for checks of the run as a whole: a single wild value must not decide. */
  plausibleKmh: Float64Array;
}

/** Result of a check; a count of 0 means nothing was found. */
export interface Found {
  count: number;
  message: string;
  spans: Span[];
}

/** A check of the published system, by the sense it has on recordings of any rate. */
export interface QualityCheck {
  name: string;
  /** When it fires, in words. */
  rule: string;
  find(run: CheckedRun): Found;
}

/** A step of the published series, the longest of most runs: what changes within it, changed from one entry to the next. */
export const STEP_S = 10;

export const NOTHING: Found = { count: 0, message: "", spans: [] };

/** Repairs after which a speed is not the one that the file states. */
const NOT_AS_STATED: ReadonlySet<RepairCode> = new Set([
  "contradiction",
  "speed-from-distance",
  "speed-from-positions",
]);

export function checkedRun(recorded: Workout, { workout, points, repairs }: Repaired): CheckedRun {
  const isDerived = repairs.some(({ code }) => NOT_AS_STATED.has(code));
  return {
    sampling: recorded.sampling,
    recordedTimeS:
      recorded.sampling === "timesteps" ? points.timeS : recorded.timeS.map((timeS) => timeS - points.startS),
    timeS: points.timeS,
    speedKmh: isDerived ? workout.speedKmh : points.speedKmh,
    altitudeM: points.altitudeM,
    heartRateBpm: points.heartRateBpm,
    plausibleBpm: workout.heartRateBpm,
    plausibleKmh: workout.speedKmh,
  };
}

/** Stretches, and what they may come from. */
export function told(spans: Span[], finding: string, reading: string): Found {
  return { count: spans.length, message: `${finding}, ${times(spans.length)}: ${reading}.`, spans };
}

/** Something about the whole of a run. */
export function ofRun({ timeS }: CheckedRun, message: string): Found {
  return { count: 1, message, spans: [{ startS: 0, endS: timeS[timeS.length - 1] }] };
}

export function times(count: number): string {
  return count === 1 ? "once" : `${count.toLocaleString("en")} times`;
}
