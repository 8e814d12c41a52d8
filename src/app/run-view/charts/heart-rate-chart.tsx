import { memo } from "react";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { showsSteps, xOf, yOf } from "../../charts/frame.ts";
import { heartRatePaths, linePoints } from "../../charts/heart-rate-paths.ts";
import { type HeartRateRow, splitAtSettled } from "../../charts/heart-rate-rows.ts";
import { dotsPath, linePath } from "../../charts/paths.ts";
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
  const places = {
    xAt: ({ timeS }: HeartRateRow) => xOf(timeS, span, frame) - frame.left,
    yAt: (bpm: number) => yOf(bpm, scale, frame) - frame.top,
  };
  const paths = heartRatePaths(rows, settlingS, places);
  const second = splitAtSettled(rows, secondSettlingS);
  const secondLine = (of: readonly HeartRateRow[]) => linePath(linePoints(of, secondBpm, places));

  /** A dot at each step; rows at crossings are none. */
  function dots(read: (row: HeartRateRow) => number | null): string {
    return dotsPath(linePoints(rows, (row) => (isStep(row.timeS / stepS) ? read(row) : null), places));
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
        <path className="band settling" d={paths.bandSettling} />
        <path className="band" d={paths.band} />
        <path className="band-edge" d={paths.bandEdge} />
        <path className="harder" d={paths.harder} />
        <path className="easier" d={paths.easier} />
      </PlotArea>
      {/* Above the fills and below the lines: the band must not hide the grid. */}
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        {trace && <path className="recorded" d={trace} />}
        <path className="expected settling" d={paths.expectedSettling} />
        <path className="expected" d={paths.expected} />
        <path className="second settling" d={secondLine(second.settling)} />
        <path className="second" d={secondLine(second.settled)} />
        <path className="measured" d={paths.measured} />
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
