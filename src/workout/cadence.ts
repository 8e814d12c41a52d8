import { median } from "../base/statistics.ts";

/** Nobody runs, and hardly anybody walks, in fewer steps; nobody sets one foot down as often. */
const FEWEST_STEPS_PER_MINUTE = 100;

/**
 * Steps a minute, of both feet. Garmin's FIT, TCX and GPX, and what is made from them, count one foot's; others count
 * both, and no file says which. One whose median, while there are any steps, is under 100 counts one foot, and is
 * doubled: runners take 140 to 200 steps a minute, walkers 100 to 130.
 * @param cadence a minute's steps of one foot or of both; NaN where missing
 */
export function stepsPerMinute(cadence: Float64Array): Float64Array {
  const usual = median(cadence.filter((steps) => steps > 0));
  return usual < FEWEST_STEPS_PER_MINUTE ? cadence.map((steps) => 2 * steps) : cadence;
}
