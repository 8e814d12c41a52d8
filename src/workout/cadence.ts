import { median } from "../base/statistics.ts";

/** Fewest steps of both feet a minute: hardly anybody walks with fewer, and nobody sets one foot down as often. */
const FEWEST_STEPS_PER_MINUTE = 100;

/**
 * Converts a cadence to steps of both feet a minute. Garmin's FIT, TCX and GPX, and files made from them, count one foot;
 * others count both, and no file says which. A series whose median above 0 is under 100 counts one foot, and is doubled:
 * runners take 140 to 200 steps a minute, walkers 100 to 130.
 * @param cadence steps a minute, of one foot or of both; NaN where missing
 */
export function stepsPerMinute(cadence: Float64Array): Float64Array {
  const usual = median(cadence.filter((steps) => steps > 0));
  return usual < FEWEST_STEPS_PER_MINUTE ? cadence.map((steps) => 2 * steps) : cadence;
}
