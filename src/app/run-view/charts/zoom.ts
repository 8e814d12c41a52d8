import type { Span } from "../../../workout/workout.ts";
import type { AxisSpan, XAxis } from "../../charts/x-axis.ts";

/** A stretch shorter than this shows nothing that a heart does. */
export const LEAST_SPAN_S = 60;

/** A stretch that charts can show: no shorter than the least, within the run; null for the whole of it. */
export function within({ startS, endS }: Span, durationS: number): Span | null {
  const lengthS = Math.max(LEAST_SPAN_S, endS - startS);
  if (lengthS >= durationS) return null;
  const fromS = endS - startS < lengthS ? (startS + endS - lengthS) / 2 : startS;
  const keptS = Math.min(Math.max(0, fromS), durationS - lengthS);
  return { startS: keptS, endS: keptS + lengthS };
}

/** A place with as much before and after it, at least half a minute, so that it is seen in what it stands in; null for the whole run. */
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

/** Closer to one another, side by side, two fingers are held for as far apart: the least move would zoom by much. */
const LEAST_APART_PX = 48;

/** What charts show as two fingers that were put on them have moved: what was midway between these stays there. */
export function pinched({ startS, endS, axis }: AxisSpan, from: Fingers, to: Fingers, durationS: number): Span | null {
  const start = axis.placeOf(startS);
  const length = axis.placeOf(endS) - start;
  const middle = start + from.middle * length;
  const wanted = (length * Math.max(LEAST_APART_PX, from.apartPx)) / Math.max(LEAST_APART_PX, to.apartPx);
  const kept = Math.max(leastLengthAt(middle, axis), wanted);
  return within(keptOn(axis, middle - to.middle * kept, kept, durationS), durationS);
}

/** The window over a stretch, slid along the strip by so much of the axis: it keeps its width there. */
export function slid({ startS, endS, axis }: AxisSpan, by: number, durationS: number): Span | null {
  const start = axis.placeOf(startS);
  return within(keptOn(axis, start + by, axis.placeOf(endS) - start, durationS), durationS);
}

/** The stretch from a place on an axis on, moved to where the run has it. */
function keptOn(axis: XAxis, start: number, length: number, durationS: number): Span {
  const kept = Math.max(0, Math.min(start, axis.placeOf(durationS) - length));
  return { startS: axis.timeAt(kept), endS: axis.timeAt(kept + length) };
}

/** How long the shortest stretch about a place is on an axis. */
function leastLengthAt(place: number, axis: XAxis): number {
  const timeS = axis.timeAt(place);
  return axis.placeOf(timeS + LEAST_SPAN_S / 2) - axis.placeOf(timeS - LEAST_SPAN_S / 2);
}
