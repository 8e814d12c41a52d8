import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, ReferenceLine, YAxis } from "recharts";
import { roundScale } from "../charts/axes.ts";
import { formatNumber } from "../format/format.ts";
import { BarAxis, CHART, Chart, type ErrorChartProps, HISTOGRAM, LINE, MARGIN, UNSCORED, Y_AXIS } from "./chart.tsx";
import { ERROR_BAR_BPM, endsOf, errorBars, outlineOf } from "./chart-rows.ts";
import { withinWords } from "./scoring-words.ts";

/** Shares of the time by error. */
export function ErrorHistogram({ evaluation }: ErrorChartProps) {
  const { figures } = evaluation ?? UNSCORED;
  const bars = useMemo(() => errorBars(figures.errors), [figures]);
  const within = withinWords(figures);
  const ends = endsOf(bars, ERROR_BAR_BPM);
  const scale = roundScale([[0], bars.map(({ height }) => height)], 1, 4);
  return (
    <Chart
      title="Measured minus expected"
      unit="bpm"
      description={`Histogram of errors in bpm. ${within}`}
      note={within}
      legend={
        <>
          <li className="legend-bar">share of the time, %</li>
          <li className="legend-measured">up to there, % (right)</li>
        </>
      }
    >
      {(width) => (
        <ComposedChart width={width} data={outlineOf(bars, ERROR_BAR_BPM)} margin={MARGIN} {...CHART}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <BarAxis ends={ends} width={width} format={signedTick} />
          <YAxis yAxisId="share" domain={[0, scale.upper]} ticks={scale.ticks} {...Y_AXIS} />
          <YAxis yAxisId="cumulative" orientation="right" domain={[0, 100]} ticks={[0, 50, 100]} {...Y_AXIS} />
          <Area yAxisId="share" {...HISTOGRAM} />
          <ReferenceLine yAxisId="share" x={0} stroke="var(--edge)" />
          <Area yAxisId="cumulative" dataKey="cumulative" stroke="var(--measured)" {...LINE} />
        </ComposedChart>
      )}
    </Chart>
  );
}

function signedTick(value: number): string {
  return value > 0 ? `+${value}` : formatNumber(value);
}
