import type { Workout } from "../workout.ts";

/** Heart rates that a device keeps apart from the points of a run, in the order of their times. */
export interface HeartRateSeries {
  /** Seconds, by the clock that the points have. */
  timeS: Float64Array;
  bpm: Float32Array;
}

/** Largest distance in time between a point and a value that counts as its own. */
export const MAX_APART_S = 3;

/** Heart rate measured nearest to each time; NaN where none is within MAX_APART_S. */
export function heartRatesAt({ timeS, bpm }: HeartRateSeries, timesS: ArrayLike<number>): number[] {
  return nearestValues(timeS, bpm, timesS);
}

/** Fills in a run's missing heart rates from those that were kept apart. A run without a date stays as it is. */
export function withHeartRates(workout: Workout, measured: HeartRateSeries): Workout {
  const { startedAt, timeS, heartRateBpm } = workout;
  if (startedAt === null || measured.timeS.length === 0) return workout;
  const apart = heartRatesAt(
    measured,
    timeS.map((time) => startedAt.unixS + time),
  );
  return { ...workout, heartRateBpm: heartRateBpm.map((bpm, i) => (Number.isNaN(bpm) ? apart[i] : bpm)) };
}

/** Value nearest to each of `atS`; `timesS` are the values' own times, rising. NaN where none is within MAX_APART_S. */
export function nearestValues(timesS: Float64Array, values: ArrayLike<number>, atS: ArrayLike<number>): number[] {
  return Array.from(atS, (time) => {
    const nearest = nearestIndex(timesS, time);
    return Math.abs(timesS[nearest] - time) <= MAX_APART_S ? values[nearest] : Number.NaN;
  });
}

function nearestIndex(timesS: Float64Array, timeS: number): number {
  const from = firstFrom(timesS, timeS);
  const isBeforeNearer = from > 0 && (from === timesS.length || timeS - timesS[from - 1] < timesS[from] - timeS);
  return isBeforeNearer ? from - 1 : from;
}

/** Index of the first value of a rising series that is at least `limit`; the series' length where there is none. */
export function firstFrom(rising: Float64Array, limit: number): number {
  let from = 0;
  let to = rising.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (rising[middle] < limit) from = middle + 1;
    else to = middle;
  }
  return from;
}
