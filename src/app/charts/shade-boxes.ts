import type { Span } from "../../workout/workout.ts";
import { type Frame, xOf } from "./frame.ts";
import type { AxisSpan } from "./x-axis.ts";

/** Part of a chart's width, in pixels from its left edge. */
export interface ShadeBox {
  left: number;
  width: number;
}

/** A single point has no length, and must be seen all the same. */
const LEAST_WIDTH_PX = 4;

/**
 * Boxes of some places on a chart of a stretch: cut at its ends, none too narrow to be seen, and touching ones joined, so
 * that there are never more than the chart has room for.
 */
export function shadeBoxes(places: readonly Span[], shown: AxisSpan, frame: Frame): ShadeBox[] {
  const inView = places
    .filter(({ startS, endS }) => endS >= shown.startS && startS <= shown.endS)
    .map(({ startS, endS }) => boxOf(Math.max(startS, shown.startS), Math.min(endS, shown.endS), shown, frame))
    .sort((a, b) => a.left - b.left);
  const boxes: ShadeBox[] = [];
  for (const box of inView) {
    const last = boxes.at(-1);
    if (last === undefined || box.left > last.left + last.width) boxes.push(box);
    else last.width = Math.max(last.width, box.left + box.width - last.left);
  }
  return boxes;
}

function boxOf(startS: number, endS: number, shown: AxisSpan, frame: Frame): ShadeBox {
  const from = xOf(startS, shown, frame);
  const width = xOf(endS, shown, frame) - from;
  if (width >= LEAST_WIDTH_PX) return { left: from, width };
  return { left: from + (width - LEAST_WIDTH_PX) / 2, width: LEAST_WIDTH_PX };
}
