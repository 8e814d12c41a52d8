import { memo } from "react";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { showsSteps, xOf, yOf } from "../../charts/frame.ts";
import { type HeartRateRow, type Range, splitAtSettled } from "../../charts/heart-rate-rows.ts";
import { areaPath, dotsPath, linePath, type Point } from "../../charts/paths.ts";
import { formatNumber } from "../../format/format.ts";

interface Props extends CanvasProps {
  rows: readonly HeartRateRow[];
  /** Seconds from one step of the track to the next. */
  stepS: number;
  /** The model settles until then: its line is faint. */
  settlingS: number;
  /** The same of the second model. */
  secondSettlingS?: number;
  /** The x-axis stands beneath the lowest chart alone. */
  withXAxis: boolean;
  /** The raw recording as a path over the plot. */
  trace: string | undefined;
}

/** Whether a time, counted in steps, falls on a step and not on a crossing between two. */
function isStep(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

const expectedBpm = (row: HeartRateRow) => row.expectedBpm;
const secondBpm = (row: HeartRateRow) => row.secondBpm;
const measuredBpm = (row: HeartRateRow) => row.measuredBpm;

/** Expected and measured heart rate, the difference between them filled, over the zones. */
export const HeartRateChart = memo(function HeartRateChart({
  rows,
  stepS,
  settlingS,
  secondSettlingS = 0,
  withXAxis,
  trace,
  ...canvas
}: Props) {
  const { span, xTicks, scale, frame } = canvas;
  const xAt = ({ timeS }: HeartRateRow) => xOf(timeS, span, frame) - frame.left;
  const yAt = (bpm: number) => yOf(bpm, scale, frame) - frame.top;
  const { settling, settled } = splitAtSettled(rows, settlingS);
  const second = splitAtSettled(rows, secondSettlingS);

  function points(of: readonly HeartRateRow[], read: (row: HeartRateRow) => number | null): (Point | null)[] {
    return of.map((row) => {
      const bpm = read(row);
      return bpm === null ? null : { x: xAt(row), y: yAt(bpm) };
    });
  }

  /** A dot at each step; rows at crossings are none. */
  function dots(read: (row: HeartRateRow) => number | null): string {
    return dotsPath(points(rows, (row) => (isStep(row.timeS / stepS) ? read(row) : null)));
  }

  function area(of: readonly HeartRateRow[], read: (row: HeartRateRow) => Range | null): string {
    return areaPath(
      of.map((row) => {
        const range = read(row);
        return range === null ? null : { x: xAt(row), upperY: yAt(range[1]), lowerY: yAt(range[0]) };
      }),
    );
  }

  function edges(of: readonly HeartRateRow[]): string {
    return (
      linePath(points(of, ({ bandBpm }) => bandBpm?.[0] ?? null)) +
      linePath(points(of, ({ bandBpm }) => bandBpm?.[1] ?? null))
    );
  }

  return (
    <Canvas frame={frame}>
      <defs>
        {/* What was easier is told apart from what was harder without its colour, too. */}
        <pattern id="easier-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" />
          <path d="M0 1H5" />
        </pattern>
      </defs>
      <ValueAxis frame={frame} scale={scale} label={formatNumber} />
      {withXAxis && <XAxisLabels frame={frame} span={span} xTicks={xTicks} />}
      <PlotArea frame={frame}>
        <path className="band settling" d={area(settling, ({ bandBpm }) => bandBpm)} />
        <path className="band" d={area(settled, ({ bandBpm }) => bandBpm)} />
        <path className="band-edge" d={edges(settled)} />
        <path className="harder" d={area(rows, ({ harderBpm }) => harderBpm)} />
        <path className="easier" d={area(rows, ({ easierBpm }) => easierBpm)} />
      </PlotArea>
      {/* Above the fills and below the lines: the band must not hide the grid. */}
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        {trace && <path className="recorded" d={trace} />}
        <path className="expected settling" d={linePath(points(settling, expectedBpm))} />
        <path className="expected" d={linePath(points(settled, expectedBpm))} />
        <path className="second settling" d={linePath(points(second.settling, secondBpm))} />
        <path className="second" d={linePath(points(second.settled, secondBpm))} />
        <path className="measured" d={linePath(points(rows, measuredBpm))} />
        {showsSteps(span, stepS, frame) && (
          <>
            <path className="expected steps" d={dots(expectedBpm)} />
            <path className="second steps" d={dots(secondBpm)} />
            <path className="measured steps" d={dots(measuredBpm)} />
          </>
        )}
      </PlotArea>
    </Canvas>
  );
});
