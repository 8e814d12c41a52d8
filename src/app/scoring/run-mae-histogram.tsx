import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, ReferenceLine, YAxis } from "recharts";
import { roundScale } from "../charts/axes.ts";
import { formatNumber } from "../format/format.ts";
import { usePageState } from "../ui/page-context.ts";
import { useMaeName } from "../ui/use-mae-name.ts";
import {
  AXIS_PX,
  BarAxis,
  CHART,
  Chart,
  type ErrorChartProps,
  HISTOGRAM,
  LABEL_PX,
  MARGIN,
  UNSCORED,
  Y_AXIS,
} from "./chart.tsx";
import { barAt, endsOf, MAE_BAR_BPM, outlineOf, runMaeBars } from "./chart-rows.ts";

/** Runs by their mean absolute error; a bar that is clicked filters the table to its runs, as the filter's field does. */
export function RunMaeHistogram({ evaluation }: ErrorChartProps) {
  const { figures, report } = evaluation ?? UNSCORED;
  const bars = useMemo(() => runMaeBars(figures.runMaes), [figures]);
  const constant = report?.baselines.constant?.mae;
  // As far as the line of what is drawn beside them, too.
  const [fromBpm, toBpm] = endsOf(bars, MAE_BAR_BPM);
  const ends: [number, number] = [fromBpm, Math.max(toBpm, Math.ceil(constant ?? 0))];
  const words = `Half of the runs are off by less than ${formatNumber(report?.medianMae ?? Number.NaN, 1)} bpm.`;
  const maeName = useMaeName();
  const setFilter = usePageState((state) => state.setFilter);
  const scale = roundScale([[0], bars.map(({ height }) => height)], 1, 4);
  return (
    <Chart
      title={`${maeName} run by run`}
      unit="bpm"
      description={`${maeName} of the runs in bpm, as a histogram. ${words}`}
      note={words}
      hint="A click on a bar lists its runs in the table."
      legend={
        <>
          <li className="legend-bar">runs</li>
          <li className="legend-measured">mean</li>
          {constant !== undefined && <li className="legend-constant">mean of always the same</li>}
        </>
      }
    >
      {(width) => (
        <ComposedChart
          width={width}
          data={outlineOf(bars, MAE_BAR_BPM)}
          margin={{ ...MARGIN, right: LABEL_PX }}
          className="picked-from"
          onClick={(_, { clientX, currentTarget }) => {
            const offsetPx = clientX - currentTarget.getBoundingClientRect().left - AXIS_PX;
            const bar = barAt(bars, MAE_BAR_BPM, (offsetPx / (width - AXIS_PX - LABEL_PX)) * (ends[1] - ends[0]));
            if (bar !== null) setFilter({ mae: { from: String(bar.fromBpm), to: String(bar.toBpm) } });
          }}
          {...CHART}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <BarAxis ends={ends} width={width} format={(value) => formatNumber(value)} />
          <YAxis
            domain={[0, scale.upper]}
            ticks={scale.ticks.filter(Number.isInteger)}
            tickFormatter={(value: number) => formatNumber(value)}
            {...Y_AXIS}
          />
          <Area {...HISTOGRAM} />
          {report && <ReferenceLine x={report.mae} stroke="var(--measured)" strokeWidth={2} />}
          {constant !== undefined && (
            <ReferenceLine x={constant} stroke="var(--edge)" strokeWidth={2} strokeDasharray="4 3" />
          )}
        </ComposedChart>
      )}
    </Chart>
  );
}
