import type { Span } from "../../../workout/workout.ts";
import type { AxisSpan, XAxis } from "../../charts/x-axis.ts";

/** The shortest stretch shown: a heart does nothing faster. */
export const LEAST_SPAN_S = 60;

/** The nearest stretch that charts can show: within the run, and not too short; null for the whole run. */
export function within({ startS, endS }: Span, durationS: number): Span | null {
  const lengthS = Math.max(LEAST_SPAN_S, endS - startS);
  if (lengthS >= durationS) return null;
  const fromS = endS - startS < lengthS ? (startS + endS - lengthS) / 2 : startS;
  const keptS = Math.min(Math.max(0, fromS), durationS - lengthS);
  return { startS: keptS, endS: keptS + lengthS };
}

/** A place in its surroundings: its own length, and at least half a minute, before and after it; null for the whole run. */
export function around({ startS, endS }: Span, durationS: number): Span | null {
  const marginS = Math.max(LEAST_SPAN_S / 2, endS - startS);
  return within({ startS: startS - marginS, endS: endS + marginS }, durationS);
}

/** Two fingers on a chart. */
export interface Fingers {
  /** Midway between them: a share of the plot's width. */
  middle: number;
  apartPx: number;
}

/** Fingers nearer than this count as this far apart: else the least move would zoom by much. */
const LEAST_APART_PX = 48;

/** The stretch after a pinch: the moment midway between the fingers stays midway. */
export function pinched({ startS, endS, axis }: AxisSpan, from: Fingers, to: Fingers, durationS: number): Span | null {
  const start = axis.placeOf(startS);
  const length = axis.placeOf(endS) - start;
  const middle = start + from.middle * length;
  const wanted = (length * Math.max(LEAST_APART_PX, from.apartPx)) / Math.max(LEAST_APART_PX, to.apartPx);
  const kept = Math.max(leastLengthAt(middle, axis), wanted);
  return within(keptOn(axis, middle - to.middle * kept, kept, durationS), durationS);
}

/** A stretch slid along the axis; it keeps its width there. */
export function slid({ startS, endS, axis }: AxisSpan, by: number, durationS: number): Span | null {
  const start = axis.placeOf(startS);
  return within(keptOn(axis, start + by, axis.placeOf(endS) - start, durationS), durationS);
}

/** The stretch of a length from a place on an axis on, moved to lie within the run. */
function keptOn(axis: XAxis, start: number, length: number, durationS: number): Span {
  const kept = Math.max(0, Math.min(start, axis.placeOf(durationS) - length));
  return { startS: axis.timeAt(kept), endS: axis.timeAt(kept + length) };
}

/** The length on an axis of the shortest stretch about a place. */
function leastLengthAt(place: number, axis: XAxis): number {
  const timeS = axis.timeAt(place);
  return axis.placeOf(timeS + LEAST_SPAN_S / 2) - axis.placeOf(timeS - LEAST_SPAN_S / 2);
}
