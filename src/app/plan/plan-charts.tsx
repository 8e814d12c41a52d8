import { memo, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Span, Track } from "../../workout/workout.ts";
import type { Scale } from "../charts/axes.ts";
import { Canvas, type CanvasProps, Grid, PlotArea, ValueAxis, XAxisLabels } from "../charts/canvas.tsx";
import { type CursorStore, createCursor } from "../charts/cursor.ts";
import { type ChartHeights, type Frame, fittedFrame, xTicksOf, yOf } from "../charts/frame.ts";
import { MomentSlider } from "../charts/moment-slider.tsx";
import { placePath } from "../charts/place-path.ts";
import { type Dot, Plot } from "../charts/plot.tsx";
import { shadeBoxes } from "../charts/shade-boxes.ts";
import { type AxisSpan, placeAxis } from "../charts/x-axis.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { altitudeUnit, type Units } from "../format/units.ts";
import { trackOf } from "../state/own-runs.ts";
import type { MadePlan } from "../state/plan/plan-state.ts";
import { type Selection, viewOf } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";
import { useExtent } from "../ui/use-extent.ts";
import {
  bandPath,
  type MeasuredLine,
  measuredLine,
  outsidePlaces,
  type PlanChart,
  type PlanLines,
  planLines,
  planScales,
  valueAt,
} from "./plan-lines.ts";
import { type ReadLines, readoutWords } from "./readout-words.ts";

interface Chart {
  key: PlanChart;
  heightPx: ChartHeights;
  hasXAxis: boolean;
}

const CHARTS: readonly Chart[] = [
  { key: "heart-rate", heightPx: { wide: 288, narrow: 240 }, hasXAxis: false },
  { key: "pace", heightPx: { wide: 104, narrow: 96 }, hasXAxis: false },
  { key: "altitude", heightPx: { wide: 104, narrow: 104 }, hasXAxis: true },
];

/** Expected heart rate with its band, pace and altitude of the plan along its way, and of those that it is laid over. */
export function PlanCharts({ made }: { made: MadePlan }) {
  const units = usePageState((state) => state.units);
  const laid = usePageState((state) => state.plan.laid);
  const over = usePageState((state) => state.plan.over);
  const [container, width] = useExtent<HTMLDivElement>("width");
  const [cursor] = useState(createCursor);
  const { distanceUnit } = units;
  const own = useMemo(() => planLines(made, distanceUnit), [made, distanceUnit]);
  const others = useMemo(() => laid.map((plan) => planLines(plan, distanceUnit)), [laid, distanceUnit]);
  const measured = useMeasured(over);
  const scales = useMemo(
    () => planScales([own, ...others], measured, distanceUnit),
    [own, others, measured, distanceUnit],
  );
  const span: AxisSpan = useMemo(
    () => ({
      startS: 0,
      endS: Math.max(...[own, ...others].map(({ wholeKm }) => wholeKm)),
      axis: placeAxis(distanceUnit),
    }),
    [own, others, distanceUnit],
  );
  const xTicks = useMemo(() => xTicksOf(span, width), [span, width]);
  const outside = useMemo(() => outsidePlaces(made), [made]);
  return (
    <div className="plan-charts" ref={container}>
      <Readout own={own} others={others} measured={measured} units={units} span={span} cursor={cursor} />
      {CHARTS.map(({ key, heightPx, hasXAxis }) => {
        const frame = fittedFrame(width, heightPx, hasXAxis);
        const { name, unit } = headingOf(key, units);
        return (
          <section key={key} data-pictured>
            <h4 className="chart-heading">
              <span>
                {name} <span className="unit">{unit}</span>
              </span>
            </h4>
            <Plot
              testId={`chart-plan-${key}`}
              description={`${name} along the plan, in ${unit}. The splits below hold the figures.`}
              frame={frame}
              span={span}
              cursor={cursor}
              dotsAt={(km) => dotsAt(key, own, scales[key], frame, km)}
              onZoom={null}
            >
              <PlanPicture
                chart={key}
                own={own}
                others={others}
                measured={key === "heart-rate" ? measured : null}
                outside={outside}
                hasXAxis={hasXAxis}
                frame={frame}
                span={span}
                xTicks={xTicks}
                scale={scales[key]}
              />
            </Plot>
          </section>
        );
      })}
      {outside.length > 0 && (
        <p data-pictured className="note plan-shade-note">
          Hatched: what the model has not learned, as told above.
        </p>
      )}
    </div>
  );
}

/** The heart rate of the run that is drawn over the plan; null where none is, or until it is read. */
function useMeasured(over: Selection | null): MeasuredLine | null {
  const item = usePageState(({ items }) => items.find(({ id }) => id === over?.itemId));
  const [track, setTrack] = useState<Track | null>(null);
  useEffect(() => {
    let isWanted = true;
    const show = async () => {
      const found =
        item === undefined || over === null ? null : await trackOf(viewOf(item, over.run)).catch(() => null);
      if (isWanted) setTrack(found);
    };
    void show();
    return () => {
      isWanted = false;
    };
  }, [item, over]);
  return useMemo(() => track && measuredLine(track), [track]);
}

function headingOf(key: PlanChart, { distanceUnit }: Units): { name: string; unit: string } {
  switch (key) {
    case "heart-rate":
      return { name: "Expected heart rate", unit: "bpm" };
    case "pace":
      return { name: "Pace", unit: `min/${distanceUnit}` };
    case "altitude":
      return { name: "Altitude above the start", unit: altitudeUnit(distanceUnit) };
  }
}

function seriesOf(chart: PlanChart, lines: PlanLines): [atKm: Float64Array, values: Float32Array] {
  if (chart === "heart-rate") return [lines.atKm, lines.expectedBpm];
  return [lines.placeKm, chart === "pace" ? lines.paceS : lines.altitude];
}

function dotsAt(chart: PlanChart, own: PlanLines, scale: Scale, frame: Frame, km: number): Dot[] {
  const value = valueAt(...seriesOf(chart, own), km);
  return Number.isNaN(value) ? [] : [{ key: chart, y: yOf(value, scale, frame), className: "expected" }];
}

interface PictureProps extends CanvasProps {
  chart: PlanChart;
  own: PlanLines;
  others: readonly PlanLines[];
  measured: MeasuredLine | null;
  outside: readonly Span[];
  hasXAxis: boolean;
}

const PlanPicture = memo(function PlanPicture(props: PictureProps) {
  const { chart, own, others, measured, outside, hasXAxis, ...canvas } = props;
  const { frame, span, xTicks, scale } = canvas;
  const isHeartRate = chart === "heart-rate";
  const line = (lines: PlanLines) => {
    const [places, values] = seriesOf(chart, lines);
    // A pace slower than its axis' foot lies on it.
    const drawn = chart === "pace" ? values.map((seconds) => Math.min(seconds, scale.lower)) : values;
    return placePath(places, drawn, scale, frame, span);
  };
  return (
    <Canvas frame={frame}>
      <defs>
        <pattern id="plan-outside" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <path d="M0 1H6" />
        </pattern>
      </defs>
      <ValueAxis frame={frame} scale={scale} label={chart === "pace" ? formatClock : formatNumber} />
      {hasXAxis && <XAxisLabels frame={frame} span={span} xTicks={xTicks} />}
      <PlotArea frame={frame}>
        {isHeartRate && <path className="band" d={bandPath(own, scale, frame, span)} />}
      </PlotArea>
      <Grid {...canvas} />
      {shadeBoxes(outside, span, frame).map(({ left, width }) => (
        <rect
          key={left}
          className="plan-outside"
          fill="url(#plan-outside)"
          x={left}
          width={width}
          y={frame.top}
          height={frame.height - frame.top - frame.bottom}
        />
      ))}
      <PlotArea frame={frame}>
        {others.map((lines, i) => (
          <path key={lines.id} className={`compared-line run-${i + 2}`} d={line(lines)} />
        ))}
        <path className={chart === "altitude" ? "plan-ground" : "expected"} d={line(own)} />
        {measured !== null && (
          <path className="measured" d={placePath(measured.atKm, measured.bpm, scale, frame, span)} />
        )}
      </PlotArea>
    </Canvas>
  );
});

interface ReadoutProps extends ReadLines {
  cursor: CursorStore;
}

/** Steps of the keyboard from end to end of the plan. */
const KEY_STEPS = 200;

/** The values at the crosshair, which the keyboard moves, too; those of the whole plan stand in its figures. */
function Readout({ cursor, ...lines }: ReadoutProps) {
  const km = useStore(cursor, ({ timeS }) => timeS);
  const words = km === null ? "Point at a chart to read it." : readoutWords(lines, km);
  return (
    <div className="plan-readout">
      <MomentSlider
        className="readout-slider"
        label="Place on the course"
        span={lines.span}
        stepS={lines.span.endS / KEY_STEPS}
        cursor={cursor}
        words={words}
      />
      <p className={km === null ? "note" : undefined}>{words}</p>
    </div>
  );
}
