import { memo } from "react";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { plotHeight, showsSteps, xOf, yOf } from "../../charts/frame.ts";
import { areaPath, dotsPath, linePath } from "../../charts/paths.ts";
import type { ValueRow } from "../../charts/run-series.ts";

interface Props extends CanvasProps {
  rows: readonly ValueRow[];
  /** Seconds from one step of the track to the next. */
  stepS: number;
  /** The x-axis stands beneath the lowest chart alone. */
  withXAxis: boolean;
  label(value: number): string;
  /** The raw recording as a path over the plot. */
  trace: string | undefined;
}

/** Speed or altitude along the run. */
export const ValueChart = memo(function ValueChart({ rows, stepS, withXAxis, label, trace, ...canvas }: Props) {
  const { span, xTicks, scale, frame } = canvas;
  const points = rows.map(({ timeS, value }) =>
    value === null ? null : { x: xOf(timeS, span, frame) - frame.left, y: yOf(value, scale, frame) - frame.top },
  );
  const ground = points.map((point) => point && { x: point.x, upperY: point.y, lowerY: plotHeight(frame) });
  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={label} />
      {withXAxis && <XAxisLabels frame={frame} span={span} xTicks={xTicks} />}
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        {trace && <path className="recorded" d={trace} />}
        <path className="ground" d={areaPath(ground)} />
        <path className="ground-line" d={linePath(points)} />
        {showsSteps(span, stepS, frame) && <path className="ground-line steps" d={dotsPath(points)} />}
      </PlotArea>
    </Canvas>
  );
});
