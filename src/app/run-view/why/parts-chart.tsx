import { memo } from "react";
import type { ExpectedParts } from "../../../evaluation/parts/parts.ts";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { plotHeight, plotWidth, xOf, yOf } from "../../charts/frame.ts";
import { areaPath, linePath } from "../../charts/paths.ts";
import { reducedIndices } from "../../charts/reduce.ts";
import { formatNumber } from "../../format/format.ts";
import { type Layer, partsThere, stackAt, stepsShown } from "./stacked-parts.ts";

interface Props extends CanvasProps {
  parts: ExpectedParts;
  stepS: number;
}

/** A chart of a pixel a point, and no more than are told apart. */
const MOST_POINTS = 600;

/** The parts of the expected heart rate, stacked under its line; those that take off hang hatched from above. */
export const PartsChart = memo(function PartsChart({ parts, stepS, ...canvas }: Props) {
  const { span, xTicks, scale, frame } = canvas;
  const there = partsThere(parts);
  const [from, to] = stepsShown(parts, span, stepS);
  const series = [parts.baseBpm, ...there.map((part) => parts.byPart[part]!)];
  const points = Math.max(2 + 3 * series.length, Math.min(MOST_POINTS, plotWidth(frame)));
  const stacks = reducedIndices(series, from, to, points).map((step) => ({
    x: xOf(step * stepS, span, frame) - frame.left,
    baseBpm: parts.baseBpm[step],
    ...stackAt(parts, there, step),
  }));
  const yAt = (bpm: number) => yOf(bpm, scale, frame) - frame.top;
  const layer = (read: (stack: (typeof stacks)[number]) => Layer) =>
    areaPath(
      stacks.map((stack) => {
        const { lowerBpm, upperBpm } = read(stack);
        return { x: stack.x, upperY: yAt(upperBpm), lowerY: yAt(lowerBpm) };
      }),
    );
  const line = (read: (stack: (typeof stacks)[number]) => number) =>
    linePath(stacks.map((stack) => ({ x: stack.x, y: yAt(read(stack)) })));
  const ground = areaPath(stacks.map(({ x, baseBpm }) => ({ x, upperY: yAt(baseBpm), lowerY: plotHeight(frame) })));
  return (
    <Canvas frame={frame}>
      <defs>
        {there.map((part) => (
          <pattern
            key={part}
            id={`takes-${part}`}
            className={`takes part-${part}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" />
            <path d="M0 1H6" />
          </pattern>
        ))}
      </defs>
      <ValueAxis frame={frame} scale={scale} label={formatNumber} />
      <XAxisLabels frame={frame} span={span} xTicks={xTicks} />
      <PlotArea frame={frame}>
        <path className="ground" d={ground} />
        {there.map((part, k) => (
          <path key={part} className={`part part-${part}`} d={layer(({ adds }) => adds[k])} />
        ))}
        {there.map((part, k) => (
          <path
            key={part}
            className="part"
            style={{ fill: `url("#takes-${part}")` }}
            d={layer(({ takes }) => takes[k])}
          />
        ))}
      </PlotArea>
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        <path className="part-base-line" d={line(({ baseBpm }) => baseBpm)} />
        <path className="parts-total" d={line(({ takes }) => takes[there.length - 1].lowerBpm)} />
      </PlotArea>
    </Canvas>
  );
});
