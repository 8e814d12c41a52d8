import { type PointerEvent, useMemo, useRef, useState } from "react";
import type { Trend, TrendRun } from "../../../evaluation/trend/trend.ts";
import type { Span } from "../../../workout/workout.ts";
import { roundScale, type Scale } from "../../charts/axes.ts";
import { Canvas, Grid, PlotArea, ValueAxis, XAxisLabels } from "../../charts/canvas.tsx";
import { type Frame, frameOf, plotWidth, timeAt, xOf, xTicksOf, yOf } from "../../charts/frame.ts";
import { areaPath, linePath } from "../../charts/paths.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { formatSigned } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import { daysOf } from "../../state/run-filter.ts";
import type { OpenedTrendPoint } from "../../state/trend-runs.ts";
import { useExtent } from "../../ui/use-extent.ts";
import { DATE_AXIS } from "./date-axis.ts";
import { type GroupBy, groupOf, groupsOf, markPath } from "./trend-groups.ts";
import { chartDescription, sensorWords, trendRunWords } from "./trend-run-words.ts";

export type OpenedTrend = Trend<OpenedTrendPoint>;
type Run = TrendRun<OpenedTrendPoint>;

interface Props {
  trend: OpenedTrend;
  /** Places of the first and the last run of the period. */
  from: number;
  to: number;
  sentence: string;
  groupBy: GroupBy;
  units: Units;
  onOpen(run: Run): void;
  /** Called with the days of the runs that were marked; null for all of them. */
  onPeriod(period: Span | null): void;
}

const HEIGHT_PX = 280;

/** A shorter drag is a click. */
const LEAST_DRAG_PX = 8;

/** Farther from every run a click opens none. */
const NEAR_PX = 24;

/** Room left and right of the runs, as a share of the period, and the least, in seconds. */
const ROOM = 0.02;
const LEAST_ROOM_S = 86_400 / 2;

/** Runs over their dates, with the trend and its band: a drag marks a period, a click opens a run, and so does the keyboard. */
export function TrendChart(props: Props) {
  const { trend, from, to, units, onOpen, onPeriod } = props;
  const [box, width] = useExtent<HTMLDivElement>("width");
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragFromX, setDragFromX] = useState<number | null>(null);
  const pointerX = useRef(0);
  const frame = frameOf(width, HEIGHT_PX, true);
  const runs = useMemo(() => trend.runs.slice(from, to + 1), [trend, from, to]);
  const span = useMemo(() => spanOf(runs), [runs]);
  const scale = useMemo(() => scaleOf(runs), [runs]);
  const shown = runs[Math.min(pointed ?? runs.length - 1, runs.length - 1)];

  function placeOf(event: PointerEvent<HTMLElement>): { x: number; y: number } {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function endDrag(event: PointerEvent<HTMLElement>) {
    const { x, y } = placeOf(event);
    const fromX = dragFromX;
    setDragFromX(null);
    if (fromX === null) return;
    if (Math.abs(x - fromX) >= LEAST_DRAG_PX) {
      const [startS, endS] = [fromX, x].sort((a, b) => a - b).map((edge) => timeAt(edge, span, frame));
      const marked = daysOf(runs.filter(({ unixS }) => unixS >= startS && unixS <= endS).map(({ point }) => point));
      if (marked !== null) onPeriod(marked);
      return;
    }
    const nearest = nearestRun(runs, x, y, span, scale, frame);
    if (nearest !== null) onOpen(runs[nearest]);
  }

  return (
    <div ref={box} className="trend-chart">
      {width > 0 && (
        <figure
          className="plot"
          style={{ height: HEIGHT_PX }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            if (event.pointerType !== "touch") event.currentTarget.setPointerCapture(event.pointerId);
            setDragFromX(placeOf(event).x);
          }}
          onPointerMove={(event) => {
            const { x, y } = placeOf(event);
            pointerX.current = x;
            setPointed(nearestRun(runs, x, y, span, scale, frame, Number.POSITIVE_INFINITY));
          }}
          onPointerUp={endDrag}
          onPointerCancel={() => setDragFromX(null)}
          onPointerLeave={({ pointerType }) => {
            if (pointerType !== "touch" && dragFromX === null) setPointed(null);
          }}
          onDoubleClick={() => onPeriod(null)}
        >
          <div data-pictured role="img" aria-label={chartDescription(runs, props.sentence)}>
            <Drawing {...props} runs={runs} frame={frame} span={span} scale={scale} />
          </div>
          <div className="crosshair" aria-hidden="true">
            {dragFromX !== null && <Marked fromX={dragFromX} toX={pointerX.current} frame={frame} />}
            <div
              className="trend-pointed"
              style={{ left: xOf(shown.unixS, span, frame), top: yOf(shown.point.differenceBpm, scale, frame) }}
            />
          </div>
        </figure>
      )}
      <div className="readout trend-readout">
        <input
          className="readout-slider"
          type="range"
          aria-label="Run of the trend; Enter opens it"
          min={0}
          max={runs.length - 1}
          value={runs.indexOf(shown)}
          aria-valuetext={trendRunWords(shown, units).join(", ")}
          onChange={({ target }) => setPointed(Number(target.value))}
          onKeyDown={({ key }) => {
            if (key === "Enter") onOpen(shown);
          }}
        />
        <p className="readout-values" aria-hidden="true">
          {trendRunWords(shown, units).map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      </div>
    </div>
  );
}

interface DrawingProps extends Pick<Props, "trend" | "from" | "to" | "groupBy" | "units"> {
  runs: readonly Run[];
  frame: Frame;
  span: AxisSpan;
  scale: Scale;
}

function Drawing({ trend, from, to, groupBy, units, runs, frame, span, scale }: DrawingProps) {
  const place = (timeS: number, bpm: number) => ({
    x: xOf(timeS, span, frame) - frame.left,
    y: yOf(bpm, scale, frame) - frame.top,
  });
  const line = trend.line.filter(({ unixS }) => unixS >= runs[0].unixS && unixS <= runs[runs.length - 1].unixS);
  const band = line.map(({ unixS, lowerBpm, upperBpm }) => {
    const { x, y } = place(unixS, upperBpm);
    return { x, upperY: y, lowerY: place(unixS, lowerBpm).y };
  });
  const xTicks = xTicksOf(span, frame.width);
  const points = runs.map(({ point }) => point);
  const alarms = trend.alarms.filter(({ told }) => told >= from && told <= to);
  return (
    <Canvas frame={frame}>
      <Grid frame={frame} span={span} xTicks={xTicks} scale={scale} />
      <ValueAxis frame={frame} scale={scale} label={(bpm) => formatSigned(bpm)} />
      <XAxisLabels frame={frame} span={span} xTicks={xTicks} />
      <PlotArea frame={frame}>
        <path className="band" d={areaPath(band)} />
        <path className="trend-zero" d={linePath([place(span.startS, 0), place(span.endS, 0)])} />
        <path className="trend-line" d={linePath(line.map(({ unixS, meanBpm }) => place(unixS, meanBpm)))} />
        {runs.flatMap((run, i) =>
          run.isOtherSensor && i > 0 ? (
            <Upright
              key={run.unixS}
              className="trend-sensor"
              x={place((runs[i - 1].unixS + run.unixS) / 2, 0).x}
              name={sensorWords(run.point.sensor)}
              height={frame.height}
            />
          ) : (
            []
          ),
        )}
        {alarms.map(({ told, direction }) => (
          <Upright
            key={`${direction} ${told}`}
            className="trend-alarm"
            x={place(trend.runs[told].unixS, 0).x}
            name="alarm"
            height={frame.height}
          />
        ))}
        {groupsOf(points, groupBy, units).map(({ mark }) => (
          <path
            key={mark}
            className={`trend-mark mark-${mark}`}
            d={markPath(
              mark,
              runs
                .filter(({ point }) => groupOf(point, groupBy, units).mark === mark)
                .map(({ unixS, point }) => place(unixS, point.differenceBpm)),
            )}
          />
        ))}
      </PlotArea>
    </Canvas>
  );
}

/** A line across the chart at a date, named at its head. */
function Upright({ className, x, name, height }: { className: string; x: number; name: string; height: number }) {
  return (
    <>
      <path className={className} d={`M${x} 0V${height}`} />
      <text className="tick" x={x + 4} y={12}>
        {name}
      </text>
    </>
  );
}

function Marked({ fromX, toX, frame }: { fromX: number; toX: number; frame: Frame }) {
  const [left, right] = [fromX, toX].map((x) => Math.min(frame.left + plotWidth(frame), Math.max(frame.left, x)));
  return (
    <div
      className="marked"
      style={{
        top: frame.top,
        bottom: frame.bottom,
        left: Math.min(left, right),
        width: Math.abs(right - left),
      }}
    />
  );
}

function spanOf(runs: readonly Run[]): AxisSpan {
  const [first, last] = [runs[0].unixS, runs[runs.length - 1].unixS];
  const room = Math.max(LEAST_ROOM_S, ROOM * (last - first));
  return { startS: first - room, endS: last + room, axis: DATE_AXIS };
}

/** Around the runs and the band. */
function scaleOf(runs: readonly Run[]): Scale {
  const differences = runs.map(({ point }) => point.differenceBpm);
  const bands = runs.flatMap(({ smoothed }) => [smoothed.lowerBpm, smoothed.upperBpm]);
  return roundScale([differences, bands, [0]], 10, 6);
}

/** The place of the run that is drawn nearest; null where none is near. */
function nearestRun(
  runs: readonly Run[],
  x: number,
  y: number,
  span: AxisSpan,
  scale: Scale,
  frame: Frame,
  withinPx = NEAR_PX,
): number | null {
  let nearest: number | null = null;
  let leastPx = withinPx;
  runs.forEach(({ unixS, point }, i) => {
    const px = Math.hypot(xOf(unixS, span, frame) - x, yOf(point.differenceBpm, scale, frame) - y);
    if (px < leastPx) [nearest, leastPx] = [i, px];
  });
  return nearest;
}
