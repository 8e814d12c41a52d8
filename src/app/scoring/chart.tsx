import { type ReactNode, useId } from "react";
import { XAxis } from "recharts";
import { errorFiguresOf, noErrors } from "../../evaluation/error-figures.ts";
import type { Evaluation } from "../../evaluation/scores.ts";
import { useExtent } from "../ui/use-extent.ts";
import { barTicks } from "./chart-rows.ts";

export const UNSCORED = { figures: errorFiguresOf(noErrors()), report: null };

const HEIGHT_PX = 208;
export const AXIS_PX = 40;
export const TIME_AXIS_PX = 24;

/** Without motion: figures grow by themselves while runs are scored. */
const STILL = { dot: false, activeDot: false, isAnimationActive: false } as const;
/** Every tick is labelled: they are chosen to fit, and to measure them takes longer than to draw them. */
const AXIS = { interval: 0, axisLine: false, tickLine: false } as const;
export const X_AXIS = { type: "number", height: TIME_AXIS_PX, ...AXIS } as const;
export const Y_AXIS = { width: AXIS_PX, ...AXIS } as const;
export const CHART = { height: HEIGHT_PX, accessibilityLayer: false } as const;
/** Lines drawn as unfilled areas: the library's `Line` measures its length on every change, which forces layout. */
export const LINE = { type: "linear", fill: "none", strokeWidth: 1.5, ...STILL } as const;
/** One outline around all bars: a shape for each takes several times as long to draw. */
export const HISTOGRAM = {
  dataKey: "height",
  type: "step",
  stroke: "none",
  fill: "var(--expected)",
  fillOpacity: 1,
  ...STILL,
} as const;
export const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };

/** Room for half a label at the end of an axis. */
export const LABEL_PX = 24;
/** Fewer labels stand beside one another on a phone. */
export const PX_A_LABEL = 64;

interface BarAxisProps {
  /** Where the first bar begins and the last one ends. */
  ends: [number, number];
  /** Width of the chart. */
  width: number;
  format(value: number): string;
}

/** Horizontal axis of a histogram. */
export function BarAxis({ ends, width, format }: BarAxisProps) {
  return (
    <XAxis
      dataKey="middleBpm"
      domain={ends}
      allowDataOverflow
      ticks={barTicks(ends, width / PX_A_LABEL)}
      tickFormatter={format}
      {...X_AXIS}
    />
  );
}

/** Figures that a chart draws; null before anything is scored: the chart is empty then. */
export interface ErrorChartProps {
  evaluation: Evaluation | null;
}

interface ChartProps {
  title: string;
  /** Unit of the horizontal axis, where the legend does not name it. */
  unit?: string;
  /** Description for people who don't see the chart. */
  description: string;
  legend: ReactNode;
  note: string;
  /** What can be done with the chart: no part of its picture. */
  hint?: string;
  children(width: number): ReactNode;
}

export function Chart({ title, unit, description, legend, note, hint, children }: ChartProps) {
  const id = useId();
  const [container, width] = useExtent<HTMLDivElement>("width");
  return (
    <figure className="error-chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title} {unit !== undefined && <span className="unit">{unit}</span>}
        </h3>
        <ul className="legend">{legend}</ul>
      </figcaption>
      <div className="plot" ref={container} role="img" aria-label={description}>
        {width > 0 && children(width)}
      </div>
      <p className="note">
        {note} {hint !== undefined && <span data-pictured="false">{hint}</span>}
      </p>
    </figure>
  );
}
