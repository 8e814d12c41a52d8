import { Fragment, type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { RecordedSeries } from "../../../workout/recorded-series.ts";
import type { Span } from "../../../workout/workout.ts";
import type { Scale } from "../../charts/axes.ts";
import { AWAY, type CursorStore } from "../../charts/cursor.ts";
import { type Frame, timeAt, yOf } from "../../charts/frame.ts";
import { type Dot, Plot } from "../../charts/plot.tsx";
import { type RunSeries, runSeries } from "../../charts/run-series.ts";
import type { AxisSpan, Tick } from "../../charts/x-axis.ts";
import { formatClock, formatNumber } from "../../format/format.ts";
import type { Units } from "../../format/units.ts";
import type { Mark, MarkStore } from "../../recording/marks.ts";
import type { SecondExpectation } from "../../state/second-model.ts";
import { usePageState } from "../../ui/page-context.ts";
import { useExtent } from "../../ui/use-extent.ts";
import { useShownFigures } from "../use-shown-figures.ts";
import { ChartHeading } from "./chart-heading.tsx";
import { type ByChart, CHARTS, type ChartKey, framesFor, heartRateAlone } from "./chart-list.ts";
import { HeartRatePicture, ValuePicture } from "./chart-pictures.tsx";
import { chartWords } from "./chart-words.ts";
import { Legend } from "./legend.tsx";
import { Overview } from "./overview.tsx";
import { usePinch } from "./pinch.ts";
import { Readout } from "./readout.tsx";
import { recordedLines, recordedTraces } from "./recorded-traces.ts";
import { Shades } from "./shades.tsx";
import { useRunSpan } from "./use-run-span.ts";
import { within } from "./zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";

interface Props {
  analysis: Analysis;
  /** A second model's line over the chosen one's; null for none. */
  second?: SecondExpectation | null;
  units: Units;
  /** Repairs and flags with a place on the x-axis; one of them may be shaded. */
  marks: readonly Mark[];
  choice: MarkStore;
  cursor: CursorStore;
  /** null while it is not to be shown. */
  recorded: RecordedSeries | null;
  /** Whether a stretch is excluded; null where nothing is compared. */
  isOut: ((span: Span) => boolean) | null;
  /** Whether the heart rate alone is drawn, as high as there is room. */
  isHeartRateAlone?: boolean;
}

/** Heart rate, speed and altitude along one x-axis, under one crosshair. */
export function RunCharts({
  analysis,
  second = null,
  units,
  marks,
  choice,
  cursor,
  recorded,
  isOut,
  isHeartRateAlone = false,
}: Props) {
  // Read here and not above: nothing else is drawn again while a hand drags.
  const zoom = usePageState((state) => state.zoom);
  const zoomTo = usePageState((state) => state.zoomTo);
  const figures = useShownFigures(analysis);
  const [container, width] = useExtent<HTMLDivElement>("width");
  const [room, roomPx] = useExtent<HTMLDivElement>("height");
  const charts = useMemo(() => (isHeartRateAlone ? [heartRateAlone(roomPx)] : CHARTS), [isHeartRateAlone, roomPx]);
  const { track, durationS } = analysis;
  useEffect(() => takeAwayOutside(cursor), [cursor]);

  const { axes, span, ticks } = useRunSpan(analysis, units, width);
  const series = useMemo(() => runSeries(analysis, units, second), [analysis, units, second]);
  const frames = useMemo(() => framesFor(width, charts), [width, charts]);
  const frame = frames.heartRate;
  const onZoom = useCallback((wanted: Span | null) => zoomTo(wanted && within(wanted, durationS)), [zoomTo, durationS]);
  useKeptPointer(cursor, span, frame);
  usePinch(container, { span, durationS, frame, cursor, onZoom });
  const raw = useMemo(() => recorded && recordedLines(recorded, units), [recorded, units]);
  const traces = useMemo(() => raw && recordedTraces(raw, series, frames, span), [raw, series, frames, span]);

  const lowest = charts[charts.length - 1].key;
  const pictures = picturesOf(analysis, second, { series, frames, span, xTicks: ticks, traces, lowest }, units);
  const lines = linesOf(analysis, second, series);
  const words = chartWords(analysis, figures, span, units, second);

  return (
    <div className="run-charts" ref={container} data-crosshair>
      <Readout
        analysis={analysis}
        second={second}
        figures={figures}
        units={units}
        span={span}
        distance={axes.distance}
        cursor={cursor}
      />
      {charts.map((chart) => (
        <Fragment key={chart.key}>
          <ChartHeading chart={chart} units={units} hasDistance={axes.hasDistance}>
            {chart.key === "heartRate" ? (
              <Legend analysis={analysis} second={second} span={span} />
            ) : (
              <span className="note chart-range">{words[chart.key].range}</span>
            )}
          </ChartHeading>
          {chart.key === "heartRate" && (
            <ZoomBar figures={figures} zoom={zoom} cursor={cursor} isOut={isOut} onZoom={onZoom} />
          )}
          <PlotRoom room={isHeartRateAlone ? room : null}>
            <Plot
              testId={chart.testId}
              description={words[chart.key].description}
              frame={frames[chart.key]}
              span={span}
              cursor={cursor}
              onZoom={onZoom}
              dotsAt={dotsOn(lines[chart.key], track.stepS, series[chart.key], frames[chart.key])}
            >
              {pictures[chart.key]}
              <Shades
                marks={marks}
                choice={choice}
                span={span}
                frame={frames[chart.key]}
                withLegend={chart.key === "heartRate"}
              />
            </Plot>
          </PlotRoom>
        </Fragment>
      ))}
      {!isHeartRateAlone && (
        <Overview
          analysis={analysis}
          axis={axes.along({ startS: 0, endS: durationS })}
          frame={frame}
          marks={marks}
          zoom={zoom}
          onZoom={onZoom}
        />
      )}
    </div>
  );
}

/** What a plot is as high as; null where it has a height of its own. */
function PlotRoom({ room, children }: { room: RefObject<HTMLDivElement | null> | null; children: ReactNode }) {
  if (room === null) return children;
  return (
    <div className="plot-room" ref={room}>
      {children}
    </div>
  );
}

/** What the charts of a stretch are drawn from. */
interface Drawing {
  series: RunSeries;
  frames: ByChart<Frame>;
  span: AxisSpan;
  xTicks: readonly Tick[];
  /** The raw recording as a path over each plot; null while it is not shown. */
  traces: ByChart<string> | null;
  /** The chart that the x-axis stands beneath. */
  lowest: ChartKey;
}

function picturesOf(
  analysis: Analysis,
  second: SecondExpectation | null,
  { series, frames, span, xTicks, traces, lowest }: Drawing,
  { speedUnit }: Units,
): ByChart<ReactNode> {
  const { stepS } = analysis.track;
  const canvasOf = (chart: ChartKey) => ({
    span,
    xTicks,
    scale: series[chart],
    frame: frames[chart],
    trace: traces?.[chart],
    withXAxis: chart === lowest,
  });
  const speedLabel = speedUnit === "pace" ? formatClock : formatNumber;
  return {
    heartRate: <HeartRatePicture {...canvasOf("heartRate")} analysis={analysis} second={second} />,
    speed: <ValuePicture {...canvasOf("speed")} values={series.speeds} stepS={stepS} label={speedLabel} />,
    altitude: <ValuePicture {...canvasOf("altitude")} values={series.altitudes} stepS={stepS} label={formatNumber} />,
  };
}

/** A line of a chart that the crosshair marks. */
interface Line {
  /** One entry a step, NaN where missing. */
  values: Float32Array | undefined;
  className: string;
}

function linesOf(
  { track, expectation }: Analysis,
  second: SecondExpectation | null,
  { speeds, altitudes }: RunSeries,
): ByChart<Line[]> {
  return {
    heartRate: [
      { values: expectation?.heartRateBpm, className: "expected" },
      { values: second?.heartRateBpm, className: "second" },
      { values: track.heartRateBpm, className: "measured" },
    ],
    speed: [{ values: speeds, className: "ground" }],
    altitude: [{ values: altitudes, className: "ground" }],
  };
}

/** The dots where the crosshair meets lines, by the moment it is at. */
function dotsOn(lines: readonly Line[], stepS: number, scale: Scale, frame: Frame): (timeS: number) => Dot[] {
  return (timeS) =>
    lines.flatMap(({ values, className }) => {
      const value = values?.[Math.round(timeS / stepS)];
      if (value === undefined || Number.isNaN(value)) return [];
      return [{ key: className, y: yOf(value, scale, frame), className }];
    });
}

/** What the pointer rests on is what it lies above: another moment as soon as another stretch is shown. */
function useKeptPointer(cursor: CursorStore, span: AxisSpan, frame: Frame) {
  useLayoutEffect(() => {
    const { pointerX } = cursor.getState();
    if (pointerX !== null) cursor.setState({ timeS: timeAt(pointerX, span, frame) });
  }, [cursor, span, frame]);
}

/** Whoever touches something else has read what the crosshair said. */
function takeAwayOutside(cursor: CursorStore): () => void {
  const touched = ({ target }: PointerEvent) => {
    if ((target as Element).closest("[data-crosshair]") === null) cursor.setState(AWAY);
  };
  document.addEventListener("pointerdown", touched);
  return () => document.removeEventListener("pointerdown", touched);
}
