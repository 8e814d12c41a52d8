import { slopesOf } from "../../workout/graded-speed.ts";
import { summarise } from "../../workout/summary.ts";
import type { Track } from "../../workout/workout.ts";

/** A slope that one notices, rise by way. */
const HILL = 0.02;

/** Share of the mean speed by which one notices to be faster or slower. */
const CHANGE = 0.05;

/** Time within which a heart still answers to what ended. */
const ANSWERS_S = 300;

/** Seconds since what a part at a step is due to ended: 0 while it lasts; null where nothing near is. */
export interface Reasons {
  /** A climb where hills add to the heart rate, a descent where they take off. */
  hills(step: number, adds: boolean): number | null;
  /** Running faster than on average where changes of pace add, slower where they take off. */
  changes(step: number, adds: boolean): number | null;
}

/** What on the run the parts of a moment are due to. */
export function reasonsOf(track: Track): Reasons {
  const slopes = slopesOf(track);
  const { meanSpeedKmh } = summarise(track);
  const sinceLast = (step: number, holds: (step: number) => boolean) => {
    const earliest = Math.max(0, step - Math.round(ANSWERS_S / track.stepS));
    for (let i = step; i >= earliest; i--) if (holds(i)) return (step - i) * track.stepS;
    return null;
  };
  return {
    hills: (step, adds) => sinceLast(step, (i) => (adds ? slopes[i] > HILL : slopes[i] < -HILL)),
    changes: (step, adds) =>
      sinceLast(step, (i) => {
        const change = track.speedKmh[i] / meanSpeedKmh - 1;
        return adds ? change > CHANGE : change < -CHANGE;
      }),
  };
}
