import { memo } from "react";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis } from "../../charts/canvas.tsx";
import { xOf, yOf } from "../../charts/frame.ts";
import { areaPath, linePath } from "../../charts/paths.ts";
import { formatNumber } from "../../format/format.ts";
import { type HeartRateRow, type Range, splitAtSettled } from "./heart-rate-rows.ts";

interface Props extends CanvasProps {
  rows: readonly HeartRateRow[];
  /** Until then the model settles: what it expects is faint. */
  settlingS: number;
  /** What was recorded, as a path over the plot. */
  trace: string | undefined;
}

/** Expected and measured heart rate, the difference between them filled, over the zones. */
export const HeartRateChart = memo(function HeartRateChart({ rows, settlingS, trace, ...canvas }: Props) {
  const { span, scale, frame } = canvas;
  const xAt = ({ timeS }: HeartRateRow) => xOf(timeS, span, frame) - frame.left;
  const yAt = (bpm: number) => yOf(bpm, scale, frame) - frame.top;
  const { settling, settled } = splitAtSettled(rows, settlingS);

  function line(of: readonly HeartRateRow[], read: (row: HeartRateRow) => number | null): string {
    return linePath(
      of.map((row) => {
        const bpm = read(row);
        return bpm === null ? null : { x: xAt(row), y: yAt(bpm) };
      }),
    );
  }

  function area(of: readonly HeartRateRow[], read: (row: HeartRateRow) => Range | null): string {
    return areaPath(
      of.map((row) => {
        const range = read(row);
        return range === null ? null : { x: xAt(row), upperY: yAt(range[1]), lowerY: yAt(range[0]) };
      }),
    );
  }

  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={formatNumber} />
      <PlotArea frame={frame}>
        <path className="band settling" d={area(settling, ({ bandBpm }) => bandBpm)} />
        <path className="band" d={area(settled, ({ bandBpm }) => bandBpm)} />
        <path className="harder" d={area(rows, ({ harderBpm }) => harderBpm)} />
        <path className="easier" d={area(rows, ({ easierBpm }) => easierBpm)} />
      </PlotArea>
      {/* Above the fills and below the lines: the band must not hide the grid. */}
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        {trace && <path className="recorded" d={trace} />}
        <path className="expected settling" d={line(settling, ({ expectedBpm }) => expectedBpm)} />
        <path className="expected" d={line(settled, ({ expectedBpm }) => expectedBpm)} />
        <path className="measured" d={line(rows, ({ measuredBpm }) => measuredBpm)} />
      </PlotArea>
    </Canvas>
  );
});
