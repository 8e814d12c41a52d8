import type { ColumnFigures, MapAxisName } from "../../../evaluation/error-map.ts";
import { roundScale } from "../../charts/axes.ts";
import { Canvas, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { frameOf, xOf, yOf } from "../../charts/frame.ts";
import { areaPath, linePath } from "../../charts/paths.ts";
import { TIME_AXIS } from "../../charts/x-axis.ts";
import { formatSigned } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import { columnTicks } from "./error-map-words.ts";

const HEIGHT_PX = 120;

interface Props {
  axis: MapAxisName;
  columns: readonly ColumnFigures[];
  units: Units;
  width: number;
}

/** The median of all runs along the columns, and where eight of ten of them lie. */
export function Quantiles({ axis, columns, units, width }: Props) {
  const frame = frameOf(width, HEIGHT_PX, true);
  const known = (read: (figures: ColumnFigures) => number) => Float64Array.from(columns, read);
  const scale = roundScale([known(({ tenthBpm }) => tenthBpm), known(({ ninetiethBpm }) => ninetiethBpm), [0]], 10, 4);
  // Columns stand along the axis where moments do elsewhere.
  const span = { startS: 0, endS: columns.length, axis: TIME_AXIS };
  const xTicks = columnTicks(axis, columns.length, units).map(({ column, label }) => ({
    timeS: axis === "zone" ? column + 0.5 : column,
    label,
  }));
  const middles = columns.map((figures, column) => ({
    figures,
    x: xOf(column + 0.5, span, frame) - frame.left,
  }));
  const y = (bpm: number) => yOf(bpm, scale, frame) - frame.top;
  const line = (read: (figures: ColumnFigures) => number) =>
    linePath(middles.map((middle) => (has(middle) ? { x: middle.x, y: y(read(middle.figures)) } : null)));
  const has = ({ figures }: (typeof middles)[number]) => figures.runs > 0;
  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={formatSigned} />
      <XAxisLabels frame={frame} span={span} xTicks={xTicks} />
      <PlotArea frame={frame}>
        <path
          className="band"
          d={areaPath(
            middles.map((middle) =>
              has(middle)
                ? { x: middle.x, upperY: y(middle.figures.ninetiethBpm), lowerY: y(middle.figures.tenthBpm) }
                : null,
            ),
          )}
        />
      </PlotArea>
      <Grid frame={frame} span={span} xTicks={xTicks} scale={scale} />
      <PlotArea frame={frame}>
        <path className="band-edge" d={line(({ ninetiethBpm }) => ninetiethBpm) + line(({ tenthBpm }) => tenthBpm)} />
        <path className="map-median" d={line(({ medianBpm }) => medianBpm)} />
      </PlotArea>
    </Canvas>
  );
}
