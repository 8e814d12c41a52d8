import { memo } from "react";
import { Area, AreaChart, CartesianGrid, XAxis, YAxis } from "recharts";
import type { Span } from "../../workout/workout.ts";
import { formatClock } from "../format.ts";
import type { Scale } from "./axes.ts";
import { type Frame, TIME_AXIS_PX } from "./frame.ts";
import { RecordedTrace } from "./recorded-trace.tsx";
import type { ValueRow } from "./run-series.ts";

interface Props {
  rows: ValueRow[];
  span: Span;
  timeTicks: number[];
  scale: Scale;
  frame: Frame;
  /** The time axis stands beneath the lowest chart alone. */
  withTimeAxis: boolean;
  label(value: number): string;
  /** What was recorded, as a path over the plot. */
  trace: string | undefined;
}

/** Speed or altitude over time. */
export const ValueChart = memo(function ValueChart(props: Props) {
  const { rows, span, timeTicks, scale, frame, withTimeAxis, label, trace } = props;
  const { width, height, top, right, bottom, left } = frame;
  return (
    <AreaChart
      width={width}
      height={height}
      data={rows}
      margin={{ top, right, bottom: withTimeAxis ? 0 : bottom, left: 0 }}
      accessibilityLayer={false}
      baseValue={scale.lower}
    >
      <CartesianGrid stroke="var(--line)" verticalValues={timeTicks} horizontalValues={scale.ticks} />
      <XAxis
        hide={!withTimeAxis}
        type="number"
        dataKey="timeS"
        domain={[span.startS, span.endS]}
        ticks={timeTicks}
        tickFormatter={formatClock}
        height={TIME_AXIS_PX}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
      <YAxis
        type="number"
        domain={[scale.lower, scale.upper]}
        ticks={scale.ticks}
        tickFormatter={(value: number) => label(value)}
        interval={0}
        width={left}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
      {trace && <RecordedTrace path={trace} frame={frame} zIndex={TRACE_LAYER} />}
      <Area
        dataKey="value"
        type="linear"
        fill="var(--ground)"
        fillOpacity={1}
        stroke="var(--ground-line)"
        strokeWidth={1.25}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
    </AreaChart>
  );
});

/** Below the area, which stands at 100, and above the grid. */
const TRACE_LAYER = 50;
