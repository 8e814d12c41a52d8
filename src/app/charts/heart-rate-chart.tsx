import { memo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";
import type { Span } from "../../workout/workout.ts";
import type { Scale } from "./axes.ts";
import type { Frame } from "./frame.ts";
import type { HeartRateRow } from "./heart-rate-rows.ts";
import { RecordedTrace } from "./recorded-trace.tsx";

interface Props {
  rows: HeartRateRow[];
  span: Span;
  timeTicks: number[];
  scale: Scale;
  frame: Frame;
  /** What was recorded, as a path over the plot. */
  trace: string | undefined;
}

/** Expected and measured heart rate, the difference between them filled, over the zones. */
export const HeartRateChart = memo(function HeartRateChart({ rows, span, timeTicks, scale, frame, trace }: Props) {
  const { width, height, top, right, bottom, left } = frame;
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows}
      margin={{ top, right, bottom, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid
        stroke="var(--line)"
        verticalValues={timeTicks}
        horizontalValues={scale.ticks}
        zIndex={GRID_LAYER}
      />
      <XAxis hide type="number" dataKey="timeS" domain={[span.startS, span.endS]} allowDataOverflow />
      <YAxis
        type="number"
        domain={[scale.lower, scale.upper]}
        ticks={scale.ticks}
        interval={0}
        width={left}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
      <Area dataKey="bandBpm" fill="var(--band)" fillOpacity={1} stroke="none" {...STILL} />
      <Area dataKey="harderBpm" fill="var(--harder)" fillOpacity={1} stroke="none" {...STILL} />
      <Area dataKey="easierBpm" fill="var(--easier)" fillOpacity={1} stroke="none" {...STILL} />
      {trace && <RecordedTrace path={trace} frame={frame} zIndex={TRACE_LAYER} />}
      <Line dataKey="expectedBpm" stroke="var(--expected)" strokeWidth={1.5} {...STILL} />
      <Line dataKey="measuredBpm" stroke="var(--measured)" strokeWidth={2} {...STILL} />
    </ComposedChart>
  );
});

/** Above the fills, which stand at 100, and below the lines, at 400: the band must not hide the grid. */
const GRID_LAYER = 200;
const TRACE_LAYER = 300;

/** Without motion, and without what recharts would draw under the pointer: the crosshair is the page's own. */
const STILL = { type: "linear", dot: false, activeDot: false, isAnimationActive: false } as const;
