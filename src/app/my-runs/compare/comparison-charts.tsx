import { memo, useMemo, useState } from "react";
import { endOf, timeAtPlace } from "../../../evaluation/compare-runs.ts";
import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { createCursor } from "../../charts/cursor.ts";
import { type ChartHeights, type Frame, fittedFrame, plotWidth, xTicksOf, yOf } from "../../charts/frame.ts";
import { placePath } from "../../charts/place-path.ts";
import { type Dot, Plot } from "../../charts/plot.tsx";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { formatClock, formatNumber, formatSigned } from "../../format/format.ts";
import { altitudeUnit, speedName, speedUnitName, type Units } from "../../format/units.ts";
import { useExtent } from "../../ui/use-extent.ts";
import { comparisonAxis } from "./comparison-axis.ts";
import { type ByComparisonChart, type ComparisonChart, comparisonLines } from "./comparison-lines.ts";
import { ComparisonReadout } from "./comparison-readout.tsx";
import { BY_NAMES } from "./comparison-words.ts";
import type { NamedRun } from "./use-compared-runs.ts";

interface Chart {
  key: ComparisonChart;
  heightPx: ChartHeights;
  hasXAxis: boolean;
}

const CHARTS: readonly Chart[] = [
  { key: "difference", heightPx: { wide: 288, narrow: 240 }, hasXAxis: false },
  { key: "speed", heightPx: { wide: 104, narrow: 96 }, hasXAxis: false },
  { key: "altitude", heightPx: { wide: 104, narrow: 104 }, hasXAxis: true },
];

interface Props {
  runs: readonly NamedRun[];
  by: ComparedBy;
  units: Units;
}

/** Differences, pace and altitude of runs along one axis, under one crosshair. */
export function ComparisonCharts({ runs, by, units }: Props) {
  const [container, width] = useExtent<HTMLDivElement>("width");
  const [cursor] = useState(createCursor);
  const compared = useMemo(() => runs.map(({ run }) => run), [runs]);
  const { lines, scales } = useMemo(() => comparisonLines(compared, by, units), [compared, by, units]);
  const span: AxisSpan = useMemo(() => {
    const axis = comparisonAxis(by, units.distanceUnit);
    return { startS: 0, endS: Math.max(...compared.map((run) => endOf(run, by))), axis };
  }, [compared, by, units.distanceUnit]);
  const xTicks = useMemo(() => xTicksOf(span, width), [span, width]);
  const labels: ByComparisonChart<(value: number) => string> = {
    difference: formatSigned,
    speed: units.speedUnit === "pace" ? formatClock : formatNumber,
    altitude: formatNumber,
  };

  /** The dots where the crosshair meets the lines of a chart, at a place. */
  function dotsAt(key: ComparisonChart, frame: Frame, place: number): Dot[] {
    return runs.flatMap(({ run, number }, i) => {
      const timeS = timeAtPlace(run, by, place);
      const value = lines[i][key][Math.round(timeS / run.analysis.track.stepS)];
      if (value === undefined || Number.isNaN(value)) return [];
      return [{ key: String(number), y: yOf(value, scales[key], frame), className: `run-${number}` }];
    });
  }

  return (
    <div className="comparison-charts" ref={container}>
      <ComparisonReadout runs={runs} by={by} units={units} span={span} cursor={cursor} />
      {CHARTS.map(({ key, heightPx, hasXAxis }) => {
        const frame = fittedFrame(width, heightPx, hasXAxis);
        const { name, unit } = headingOf(key, units);
        return (
          <section key={key} data-pictured>
            <h3 className="chart-heading">
              <span>
                {name} <span className="unit">{unit}</span>
              </span>
            </h3>
            <Plot
              testId={`compare-${key}`}
              description={`${name} of ${runs.map((run) => run.name).join(", ")} by ${BY_NAMES[by]}, in ${unit}. The tables below hold the figures.`}
              frame={frame}
              span={span}
              cursor={cursor}
              dotsAt={(place) => dotsAt(key, frame, place)}
              onZoom={null}
            >
              <LinesPicture
                frame={frame}
                span={span}
                xTicks={xTicks}
                scale={scales[key]}
                label={labels[key]}
                hasXAxis={hasXAxis}
                hasZero={key === "difference"}
                lines={lines.map((own, i) => ({
                  className: `run-${runs[i].number}`,
                  values: own[key],
                  places: own.places,
                }))}
              />
            </Plot>
          </section>
        );
      })}
    </div>
  );
}

function headingOf(key: ComparisonChart, units: Units): { name: string; unit: string } {
  switch (key) {
    case "difference":
      return { name: "Difference", unit: "bpm" };
    case "speed":
      return { name: speedName(units), unit: speedUnitName(units) };
    case "altitude":
      return { name: "Altitude above the start", unit: altitudeUnit(units.distanceUnit) };
  }
}

interface PictureProps extends CanvasProps {
  lines: readonly { className: string; values: Float32Array; places: Float64Array }[];
  label(value: number): string;
  hasXAxis: boolean;
  /** Whether the line of no difference is drawn. */
  hasZero: boolean;
}

const LinesPicture = memo(function LinesPicture({ lines, label, hasXAxis, hasZero, ...canvas }: PictureProps) {
  const { frame, scale, span, xTicks } = canvas;
  return (
    <Canvas frame={frame}>
      <ValueAxis frame={frame} scale={scale} label={label} />
      {hasXAxis && <XAxisLabels frame={frame} span={span} xTicks={xTicks} />}
      <Grid {...canvas} />
      <PlotArea frame={frame}>
        {hasZero && <path className="zero" d={`M0 ${yOf(0, scale, frame) - frame.top}H${plotWidth(frame)}`} />}
        {lines.map(({ className, values, places }) => (
          <path
            key={className}
            className={`compared-line ${className}`}
            d={placePath(places, values, scale, frame, span)}
          />
        ))}
      </PlotArea>
    </Canvas>
  );
});
