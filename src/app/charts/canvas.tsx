import { type ReactNode, useContext } from "react";
import { DrawnWidth } from "../ui/drawn-width.ts";
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
  const isStretched = useIsStretched();
  return (
    <svg
      className={isStretched ? "canvas stretched" : "canvas"}
      {...(!isStretched && { width, height })}
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Its children in pixels from the plot's upper left corner, cut off at its edges. */
export function PlotArea({ frame, children }: { frame: Frame; children: ReactNode }) {
  const [width, height] = [plotWidth(frame), plotHeight(frame)];
  if (useIsStretched()) {
    return (
      <svg
        width="100%"
        preserveAspectRatio="none"
        y={percent(frame.top, frame.height)}
        height={percent(height, frame.height)}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden="true"
      >
        {children}
      </svg>
    );
  }
  return (
    <svg x={frame.left} y={frame.top} width={width} height={height} aria-hidden="true">
      {children}
    </svg>
  );
}

export function Grid({ frame, span, xTicks, scale }: CanvasProps) {
  const { left, top } = frame;
  const [right, bottom] = [left + plotWidth(frame), top + plotHeight(frame)];
  const rows = scale.ticks.map((value) => `M${left} ${yOf(value, scale, frame)}H${right}`);
  const columns = xTicks.map(({ timeS }) => `M${xOf(timeS, span, frame)} ${top}V${bottom}`);
  const path = <path className="grid" d={[...rows, ...columns].join("")} />;
  if (!useIsStretched()) return path;
  return (
    <svg
      width="100%"
      height="100%"
      preserveAspectRatio="none"
      viewBox={`${left} 0 ${plotWidth(frame)} ${frame.height}`}
      aria-hidden="true"
    >
      {path}
    </svg>
  );
}

/** The names of the values along the left edge. */
export function ValueAxis({
  frame,
  scale,
  label,
}: Pick<CanvasProps, "frame" | "scale"> & { label(value: number): string }) {
  const isStretched = useIsStretched();
  return scale.ticks.map((value) => (
    <text
      key={value}
      className="tick"
      textAnchor="end"
      dy="0.355em"
      x={(isStretched ? 0 : frame.left) - LABEL_GAP_PX}
      y={isStretched ? percent(yOf(value, scale, frame), frame.height) : yOf(value, scale, frame)}
    >
      {label(value)}
    </text>
  ));
}

/** The names of the places along the lower edge. */
export function XAxisLabels({ frame, span, xTicks }: Pick<CanvasProps, "frame" | "span" | "xTicks">) {
  const y = frame.height - X_AXIS_PX + LABEL_GAP_PX;
  const isStretched = useIsStretched();
  return xTicks.map(({ timeS, label }) => {
    const x = xOf(timeS, span, frame);
    const place = isStretched
      ? { x: percent(x - frame.left, plotWidth(frame)), y: percent(y, frame.height) }
      : { x, y };
    return (
      <text key={label} className="tick" textAnchor="middle" dy="0.71em" {...place}>
        {label}
      </text>
    );
  });
}

/** Whether the canvas is drawn for another width than it will have: it then is the plot alone, and takes any size. */
function useIsStretched(): boolean {
  return useContext(DrawnWidth) !== null;
}

function percent(part: number, whole: number): string {
  return `${Math.round((10_000 * part) / whole) / 100}%`;
}
