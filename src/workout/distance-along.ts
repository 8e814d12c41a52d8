import { firstWhere } from "../base/first-where.ts";
import { stepLengthS, wholeRun } from "./summary.ts";
import type { Track } from "./workout.ts";

export const KM_PER_MILE = 1.609344;

/** Cumulative distance of a run: at each time the distance that `summarise` gives for the span from the start. */
export interface DistanceAlong {
  /** Times: the run's start, the middles between steps, and the run's end. */
  timeS: Float64Array;
  /** Distance covered up to each time. */
  km: Float64Array;
  stepS: number;
}

export function distanceAlong({ speedKmh, stepS }: Pick<Track, "speedKmh" | "stepS">): DistanceAlong {
  const span = wholeRun(speedKmh.length, stepS);
  const timeS = new Float64Array(speedKmh.length + 1);
  const km = new Float64Array(speedKmh.length + 1);
  speedKmh.forEach((kmh, i) => {
    timeS[i + 1] = Math.min(span.endS, (i + 0.5) * stepS);
    km[i + 1] = km[i] + (kmh * stepLengthS(i, span, stepS)) / 3600;
  });
  return { timeS, km, stepS };
}

/** Rounding error of a place in miles or as a share of an axis: tolerated, or it would lead over a pause. */
const ROUNDING_KM = 1e-9;

/** Distance covered up to a moment. */
export function kmAt({ timeS, km, stepS }: DistanceAlong, momentS: number): number {
  const last = timeS.length - 1;
  // Half a step before each step the speed changes to that step's.
  const index = Math.min(last - 1, Math.max(0, Math.floor(momentS / stepS + 0.5)));
  return between(timeS, km, index, Math.min(timeS[last], Math.max(0, momentS)));
}

/** First moment at a distance; at the run's whole distance its end, though the runner may have stood there before. */
export function timeAtKm({ timeS, km }: DistanceAlong, placeKm: number): number {
  const last = km.length - 1;
  const leastKm = placeKm - ROUNDING_KM;
  if (placeKm >= km[last] - ROUNDING_KM) return timeS[last];
  if (leastKm <= 0) return 0;
  const after = firstWhere(km.length, (i) => km[i] >= leastKm);
  return between(km, timeS, after - 1, Math.min(placeKm, km[after]));
}

/** The line from one point to the next, read off at an x. */
function between(xs: Float64Array, ys: Float64Array, index: number, x: number): number {
  const width = xs[index + 1] - xs[index];
  if (width <= 0) return ys[index];
  return ys[index] + ((ys[index + 1] - ys[index]) * (x - xs[index])) / width;
}
