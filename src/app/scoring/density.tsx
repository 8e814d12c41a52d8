import { useMemo } from "react";
import { roundScale } from "../charts/axes.ts";
import { AXIS_PX, Chart, type ErrorChartProps, LABEL_PX, MARGIN, TIME_AXIS_PX, UNSCORED } from "./chart.tsx";
import { type DensityPicture, densityPicture } from "./chart-rows.ts";

/** Largest size: much wider than high, it would show less of the spread upward than of that to the right. */
const DENSITY_PX = { width: 480, height: 320 };

/** Expected against measured: on the diagonal they agree. */
export function Density({ evaluation }: ErrorChartProps) {
  const { figures } = evaluation ?? UNSCORED;
  const picture = useMemo(() => densityPicture(figures.density), [figures]);
  const { fromBpm, toBpm } = picture;
  return (
    <Chart
      title="Expected against measured"
      description={`How often each heart rate was expected where each was measured, from ${fromBpm} to ${toBpm} bpm.`}
      note="The stronger the colour, the more of the time: threefold a step. On the line both agree."
      legend={
        <>
          <li>measured, bpm, to the right</li>
          <li>expected, bpm, upward</li>
        </>
      }
    >
      {(available) => <DensitySquares picture={picture} available={available} />}
    </Chart>
  );
}

/** @param available width, pixels */
function DensitySquares({ picture, available }: { picture: DensityPicture; available: number }) {
  const { fromBpm, toBpm, levels } = picture;
  const ticks = roundScale([[fromBpm, toBpm]], 1, 5).ticks.filter((tick) => tick >= fromBpm && tick <= toBpm);
  const width = Math.min(available, DENSITY_PX.width);
  const height = Math.min(available, DENSITY_PX.height);
  const scaleX = (width - AXIS_PX - LABEL_PX) / (toBpm - fromBpm);
  const scaleY = (height - TIME_AXIS_PX - MARGIN.top) / (toBpm - fromBpm);
  const x = (bpm: number) => AXIS_PX + (bpm - fromBpm) * scaleX;
  const y = (bpm: number) => height - TIME_AXIS_PX - (bpm - fromBpm) * scaleY;
  const place = `translate(${x(0)} ${y(0)}) scale(${scaleX} ${-scaleY})`;
  return (
    <svg className="density" width={width} height={height} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <path
            className="density-grid"
            d={`M${x(tick)} ${y(fromBpm)}V${y(toBpm)}M${x(fromBpm)} ${y(tick)}H${x(toBpm)}`}
          />
          <text x={x(tick)} y={height - 6} textAnchor="middle">
            {tick}
          </text>
          <text x={AXIS_PX - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {levels.map(({ darkness, path }) => (
        <path key={darkness} d={path} transform={place} fill="var(--expected)" fillOpacity={darkness} />
      ))}
      <path className="density-diagonal" d={`M${x(fromBpm)} ${y(fromBpm)}L${x(toBpm)} ${y(toBpm)}`} />
    </svg>
  );
}
