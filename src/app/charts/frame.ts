import type { Span } from "../../workout/workout.ts";
import type { Scale } from "./axes.ts";
import type { AxisSpan, Tick } from "./x-axis.ts";

/** Place of a chart's plot in pixels: all charts share its left and right edge, so that one moment is one line. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Height of the x-axis beneath the lowest chart. */
export const X_AXIS_PX = 24;

const NARROW_PX = 560;

export function isNarrow(width: number): boolean {
  return width < NARROW_PX;
}

export function frameOf(width: number, height: number, withXAxis: boolean): Frame {
  const narrow = isNarrow(width);
  return {
    width,
    height,
    left: narrow ? 44 : 48,
    right: narrow ? 24 : 32,
    top: 8,
    bottom: withXAxis ? X_AXIS_PX : 4,
  };
}

/** Heights of a chart in pixels: where there is room beside it, and on a phone. */
export interface ChartHeights {
  wide: number;
  narrow: number;
}

/** The frame of a chart as high as its width has it. */
export function fittedFrame(width: number, heightPx: ChartHeights, withXAxis: boolean): Frame {
  return frameOf(width, heightPx[isNarrow(width) ? "narrow" : "wide"], withXAxis);
}

/** The round places along the x-axis of a chart of a width, which are fewer on a phone. */
export function xTicksOf({ startS, endS, axis }: AxisSpan, width: number): Tick[] {
  return axis.ticks(axis.placeOf(startS), axis.placeOf(endS), isNarrow(width) ? 4 : 8);
}

export function plotWidth({ width, left, right }: Frame): number {
  return Math.max(0, width - left - right);
}

export function plotHeight({ height, top, bottom }: Frame): number {
  return Math.max(0, height - top - bottom);
}

/** The distance of a moment from the chart's left edge, in pixels. */
export function xOf(timeS: number, { startS, endS, axis }: AxisSpan, frame: Frame): number {
  const from = axis.placeOf(startS);
  return frame.left + (plotWidth(frame) * (axis.placeOf(timeS) - from)) / (axis.placeOf(endS) - from);
}

/** The moment at a distance from the chart's left edge, kept within the stretch. */
export function timeAt(x: number, { startS, endS, axis }: AxisSpan, frame: Frame): number {
  const share = Math.min(1, Math.max(0, (x - frame.left) / plotWidth(frame)));
  const from = axis.placeOf(startS);
  return Math.min(endS, Math.max(startS, axis.timeAt(from + share * (axis.placeOf(endS) - from))));
}

/** Pixels between two steps from which on each step is marked by a dot: a line alone would say more than is known. */
const DOTS_FROM_PX = 12;

/** Whether a stretch is shown so large that its steps are marked. */
export function showsSteps({ startS, endS }: Span, stepS: number, frame: Frame): boolean {
  return plotWidth(frame) * stepS >= DOTS_FROM_PX * (endS - startS);
}

/** The distance of a value from the chart's upper edge, in pixels. */
export function yOf(value: number, { lower, upper }: Scale, frame: Frame): number {
  return frame.top + ((upper - value) / (upper - lower)) * plotHeight(frame);
}
