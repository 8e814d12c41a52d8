import { useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, ReferenceLine, XAxis, YAxis } from "recharts";
import { counted } from "../../base/counted.ts";
import { roundScale, timeTicks } from "../charts/axes.ts";
import { formatNumber } from "../format/format.ts";
import { useMaeName } from "../ui/use-mae-name.ts";
import {
  CHART,
  Chart,
  type ErrorChartProps,
  LABEL_PX,
  LINE,
  MARGIN,
  PX_A_LABEL,
  UNSCORED,
  X_AXIS,
  Y_AXIS,
} from "./chart.tsx";
import { type MinuteRow, minuteRows } from "./chart-rows.ts";

/** Error and difference by minute since the start. */
export function ErrorOverTime({ evaluation }: ErrorChartProps) {
  const { figures } = evaluation ?? UNSCORED;
  const maeName = useMaeName();
  const rows = useMemo(() => minuteRows(figures.minutes), [figures]);
  const scale = roundScale([[0], rows.map(({ mae }) => mae), rows.map(({ differenceBpm }) => differenceBpm)], 4, 4);
  return (
    <Chart
      title="Error over the minutes of a run"
      description={`${maeName} and difference in bpm by minute since the start, over ${counted(rows.length, "minute")}.`}
      note="Minutes that few of the runs reach are left out."
      legend={
        <>
          <li className="legend-measured">{maeName}, bpm</li>
          <li className="legend-expected">measured minus expected, bpm</li>
        </>
      }
    >
      {(width) => (
        <ComposedChart width={width} data={rows} margin={{ ...MARGIN, right: LABEL_PX }} {...CHART}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="minute"
            domain={[0, "dataMax"]}
            ticks={minuteTicks(rows, width)}
            tickFormatter={(value: number) => `${formatNumber(value)} min`}
            {...X_AXIS}
          />
          <YAxis
            domain={[scale.lower, scale.upper]}
            ticks={scale.ticks}
            tickFormatter={(value: number) => formatNumber(value)}
            {...Y_AXIS}
          />
          <ReferenceLine y={0} stroke="var(--edge)" />
          <Area dataKey="differenceBpm" stroke="var(--expected)" strokeDasharray="6 3" {...LINE} />
          <Area dataKey="mae" stroke="var(--measured)" {...LINE} strokeWidth={2} />
        </ComposedChart>
      )}
    </Chart>
  );
}

function minuteTicks(rows: readonly MinuteRow[], width: number): number[] {
  return timeTicks(0, 60 * (rows.at(-1)?.minute ?? 0), width / PX_A_LABEL).map((seconds) => seconds / 60);
}
