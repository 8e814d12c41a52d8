import type { Span } from "../workout/workout.ts";

/** A stretch shorter than this shows nothing that a heart does. */
export const LEAST_SPAN_S = 60;

/** A place with as much before and after it, at least half a minute, so that it is seen in what it stands in; null for the whole run. */
export function around(place: Span, durationS: number): Span | null {
  const marginS = Math.max(LEAST_SPAN_S / 2, place.endS - place.startS);
  const lengthS = place.endS - place.startS + 2 * marginS;
  if (lengthS >= durationS) return null;
  const startS = Math.min(Math.max(0, place.startS - marginS), durationS - lengthS);
  return { startS, endS: startS + lengthS };
}
