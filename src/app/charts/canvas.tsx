import type { ReactNode } from "react";
import type { Scale } from "./axes.ts";
import { type Frame, plotHeight, plotWidth, X_AXIS_PX, xOf, yOf } from "./frame.ts";
import type { AxisSpan, Tick } from "./x-axis.ts";

/** Between a label and its axis. */
const LABEL_GAP_PX = 8;

export interface CanvasProps {
  frame: Frame;
  span: AxisSpan;
  xTicks: readonly Tick[];
  scale: Scale;
}

/**
 * The drawing of a chart: plain SVG, which takes a few milliseconds however often the stretch shown changes.
 * Recharts takes tens of them, and more on a slow machine: too long while a hand drags.
 */
export function Canvas({ frame: { width, height }, children }: { frame: Frame; children: ReactNode }) {
  return (
    <svg className="canvas" width={width} height={height} aria-hidden="true">
      {children}
    </svg>
  );
}

/** Its children in pixels from the plot's upper left corner, cut off at its edges. */
export function PlotArea({ frame, children }: { frame: Frame; children: ReactNode }) {
  return (
    <svg x={frame.left} y={frame.top} width={plotWidth(frame)} height={plotHeight(frame)} aria-hidden="true">
      {children}
    </svg>
  );
}

export function Grid({ frame, span, xTicks, scale }: CanvasProps) {
  const { left, top } = frame;
  const [right, bottom] = [left + plotWidth(frame), top + plotHeight(frame)];
  const rows = scale.ticks.map((value) => `M${left} ${yOf(value, scale, frame)}H${right}`);
  const columns = xTicks.map(({ timeS }) => `M${xOf(timeS, span, frame)} ${top}V${bottom}`);
  return <path className="grid" d={[...rows, ...columns].join("")} />;
}

/** The names of the values along the left edge. */
export function ValueAxis({
  frame,
  scale,
  label,
}: Pick<CanvasProps, "frame" | "scale"> & { label(value: number): string }) {
  return scale.ticks.map((value) => (
    <text
      key={value}
      className="tick"
      textAnchor="end"
      dy="0.355em"
      x={frame.left - LABEL_GAP_PX}
      y={yOf(value, scale, frame)}
    >
      {label(value)}
    </text>
  ));
}

/** The names of the places along the lower edge. */
export function XAxisLabels({ frame, span, xTicks }: Pick<CanvasProps, "frame" | "span" | "xTicks">) {
  const y = frame.height - X_AXIS_PX + LABEL_GAP_PX;
  return xTicks.map(({ timeS, label }) => (
    <text key={label} className="tick" textAnchor="middle" dy="0.71em" x={xOf(timeS, span, frame)} y={y}>
      {label}
    </text>
  ));
}
