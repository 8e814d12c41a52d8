import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { Zone } from "../../../evaluation/zones.ts";
import type { RecordedSeries } from "../../../workout/recorded-series.ts";
import type { Span } from "../../../workout/workout.ts";
import { paceLabel, type Scale } from "../../charts/axes.ts";
import { AWAY, type CursorStore, createCursor } from "../../charts/cursor.ts";
import { type Frame, frameOf, isNarrow, plotWidth, timeAt, xOf, yOf } from "../../charts/frame.ts";
import { type Dot, Plot } from "../../charts/plot.tsx";
import { useExtent } from "../../charts/use-extent.ts";
import { type AxisSpan, runAxes } from "../../charts/x-axis.ts";
import { formatNumber } from "../../format/format.ts";
import { altitudeUnit, speedUnitName, type Units } from "../../format/units.ts";
import type { Mark, MarkStore } from "../../recording/marks.ts";
import { stretchLookedAtWords } from "../../runner/calibration-words.ts";
import { usePageState } from "../../ui/page-context.ts";
import { UnitChoice } from "../../ui/unit-choice.tsx";
import { useShownFigures, useShownSpan } from "../use-shown-figures.ts";
import { chartWords, speedName } from "./chart-words.ts";
import { HeartRateChart } from "./heart-rate-chart.tsx";
import { Overview } from "./overview.tsx";
import { usePinch } from "./pinch.ts";
import { Readout } from "./readout.tsx";
import { recordedLines, recordedTraces } from "./recorded-traces.ts";
import { heartRateRowsOf, runSeries, valueRowsOf } from "./run-series.ts";
import { ExcludedShades, Shades } from "./shades.tsx";
import { ValueChart } from "./value-chart.tsx";
import { XAxisChoice } from "./x-axis-choice.tsx";
import { within } from "./zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";

interface Props {
  analysis: Analysis;
  units: Units;
  /** What has a place on the x-axis, and which of it is shaded. */
  marks: readonly Mark[];
  choice: MarkStore;
  /** null where it is not to be seen. */
  recorded: RecordedSeries | null;
  /** Whether a stretch is excluded; null where nothing is compared. */
  isOut: ((span: Span) => boolean) | null;
}

/** Heart rate, speed and altitude along one x-axis, under one crosshair. */
export function RunCharts({ analysis, units, marks, choice, recorded, isOut }: Props) {
  // Read here and not above: nothing else is drawn again while a hand drags.
  const zoom = usePageState((state) => state.zoom);
  const zoomTo = usePageState((state) => state.zoomTo);
  const figures = useShownFigures(analysis);
  const [container, width] = useExtent<HTMLDivElement>("width");
  const [cursor] = useState(createCursor);
  const { track, expectation, durationS, zones } = analysis;
  useEffect(() => takeAwayOutside(container, cursor), [container, cursor]);

  const chosenAxis = usePageState((state) => state.xAxis);
  const axes = useMemo(
    () => runAxes(track, durationS, { distanceUnit: units.distanceUnit }, chosenAxis),
    [track, durationS, units.distanceUnit, chosenAxis],
  );
  const shownSpan = useShownSpan(analysis);
  const span: AxisSpan = useMemo(() => ({ ...shownSpan, axis: axes.along(shownSpan) }), [shownSpan, axes]);
  const series = useMemo(() => runSeries(analysis, units), [analysis, units]);
  const frames = useMemo(() => framesFor(width), [width]);
  const frame = frames.heartRate;
  const onZoom = useCallback((wanted: Span | null) => zoomTo(wanted && within(wanted, durationS)), [zoomTo, durationS]);
  useKeptPointer(cursor, span, frame);
  usePinch(container, { span, durationS, frame, cursor, onZoom });
  const pixels = plotWidth(frames.heartRate);
  const ticks = useMemo(() => {
    const { startS, endS, axis } = span;
    return axis.ticks(axis.placeOf(startS), axis.placeOf(endS), isNarrow(width) ? 4 : 8);
  }, [span, width]);
  const heartRateRows = useMemo(() => heartRateRowsOf(analysis, span, pixels), [analysis, span, pixels]);
  const speedRows = useMemo(
    () => valueRowsOf(series.speeds, track.stepS, span, pixels),
    [series, track.stepS, span, pixels],
  );
  const altitudeRows = useMemo(
    () => valueRowsOf(series.altitudes, track.stepS, span, pixels),
    [series, track.stepS, span, pixels],
  );

  const lines = useMemo(() => recorded && recordedLines(recorded, units), [recorded, units]);
  const traces = useMemo(() => lines && recordedTraces(lines, series, frames, span), [lines, series, frames, span]);

  const dotsOn = useCallback(
    (scale: Scale, frame: Frame, lines: { values: Float32Array | undefined; className: string }[]) =>
      (timeS: number): Dot[] => {
        const index = Math.round(timeS / track.stepS);
        return lines.flatMap(({ values, className }) => {
          const value = values?.[index];
          if (value === undefined || Number.isNaN(value)) return [];
          return [{ key: className, y: yOf(value, scale, frame), className }];
        });
      },
    [track.stepS],
  );

  const shared = { span, cursor, onZoom };
  const heightUnit = altitudeUnit(units.distanceUnit);
  const words = chartWords(analysis, figures, span, units);

  return (
    <div className="run-charts" ref={container}>
      <Readout
        analysis={analysis}
        figures={figures}
        units={units}
        span={span}
        distance={axes.distance}
        cursor={cursor}
      />
      <ChartHeading name="Heart rate" unit="bpm">
        <Legend analysis={analysis} />
      </ChartHeading>
      <ZoomBar figures={figures} zoom={zoom} cursor={cursor} isOut={isOut} onZoom={onZoom} />
      <Plot
        {...shared}
        testId="chart-heart-rate"
        description={words.heartRate}
        frame={frames.heartRate}
        dotsAt={dotsOn(series.heartRate, frames.heartRate, [
          { values: expectation?.heartRateBpm, className: "expected" },
          { values: track.heartRateBpm, className: "measured" },
        ])}
      >
        <Zones zones={zones} scale={series.heartRate} frame={frames.heartRate} />
        {width > 0 && (
          <HeartRateChart
            rows={heartRateRows}
            span={span}
            xTicks={ticks}
            scale={series.heartRate}
            frame={frames.heartRate}
            settlingS={expectation?.settlingS ?? 0}
            trace={traces?.heartRate}
          />
        )}
        {expectation !== null && expectation.fromS > span.startS && (
          <LookedAt fromS={expectation.fromS} span={span} frame={frames.heartRate} />
        )}
        {expectation !== null && (
          <ExcludedShades excluded={expectation.excluded} span={span} frame={frames.heartRate} />
        )}
        <Shades marks={marks} choice={choice} span={span} frame={frames.heartRate} withLegend />
      </Plot>
      <ChartHeading name={speedName(units)} unit={speedUnitName(units)}>
        <UnitChoice>
          <XAxisChoice hasDistance={axes.hasDistance} />
        </UnitChoice>
      </ChartHeading>
      <Plot
        {...shared}
        testId="chart-speed"
        description={words.speed}
        frame={frames.speed}
        dotsAt={dotsOn(series.speed, frames.speed, [{ values: series.speeds, className: "ground" }])}
      >
        {width > 0 && (
          <ValueChart
            rows={speedRows}
            span={span}
            xTicks={ticks}
            scale={series.speed}
            frame={frames.speed}
            withXAxis={false}
            label={units.speedUnit === "pace" ? paceLabel : formatNumber}
            trace={traces?.speed}
          />
        )}
        <Shades marks={marks} choice={choice} span={span} frame={frames.speed} />
      </Plot>
      <ChartHeading name="Altitude" unit={heightUnit} />
      <Plot
        {...shared}
        testId="chart-altitude"
        description={words.altitude}
        frame={frames.altitude}
        dotsAt={dotsOn(series.altitude, frames.altitude, [{ values: series.altitudes, className: "ground" }])}
      >
        {width > 0 && (
          <ValueChart
            rows={altitudeRows}
            span={span}
            xTicks={ticks}
            scale={series.altitude}
            frame={frames.altitude}
            withXAxis
            label={formatNumber}
            trace={traces?.altitude}
          />
        )}
        <Shades marks={marks} choice={choice} span={span} frame={frames.altitude} />
      </Plot>
      <Overview
        analysis={analysis}
        axis={axes.along({ startS: 0, endS: durationS })}
        frame={frames.heartRate}
        marks={marks}
        zoom={zoom}
        onZoom={onZoom}
      />
    </div>
  );
}

/** What the pointer rests on is what it lies above: another moment as soon as another stretch is shown. */
function useKeptPointer(cursor: CursorStore, span: AxisSpan, frame: Frame) {
  useLayoutEffect(() => {
    const { pointerX } = cursor.getState();
    if (pointerX !== null) cursor.setState({ timeS: timeAt(pointerX, span, frame) });
  }, [cursor, span, frame]);
}

/** Whoever touches something else has read what the crosshair said. */
function takeAwayOutside({ current: charts }: RefObject<HTMLElement | null>, cursor: CursorStore): () => void {
  const touched = ({ target }: PointerEvent) => {
    if (charts?.contains(target as Node) === false) cursor.setState(AWAY);
  };
  document.addEventListener("pointerdown", touched);
  return () => document.removeEventListener("pointerdown", touched);
}

/** The charts' places before there is a run: as high as with one. */
export function EmptyCharts({ units }: Pick<Props, "units">) {
  const [container, width] = useExtent<HTMLDivElement>("width");
  const { heartRate, speed, altitude } = framesFor(width);
  return (
    <div className="run-charts" ref={container}>
      <div className="readout" />
      <ChartHeading name="Heart rate" unit="bpm" />
      <div className="zoom-bar" />
      <div className="plot plot-empty" style={{ height: heartRate.height }} />
      <ChartHeading name={speedName(units)} unit={speedUnitName(units)}>
        <UnitChoice>
          <XAxisChoice hasDistance />
        </UnitChoice>
      </ChartHeading>
      <div className="plot plot-empty" style={{ height: speed.height }} />
      <ChartHeading name="Altitude" unit={altitudeUnit(units.distanceUnit)} />
      <div className="plot plot-empty" style={{ height: altitude.height }} />
      <div className="overview" />
    </div>
  );
}

function framesFor(width: number) {
  const narrow = isNarrow(width);
  return {
    heartRate: frameOf(width, narrow ? 240 : 320, false),
    speed: frameOf(width, narrow ? 88 : 96, false),
    altitude: frameOf(width, 104, true),
  };
}

function ChartHeading({ name, unit, children }: { name: string; unit: string; children?: ReactNode }) {
  return (
    <div className="chart-heading">
      <h2>
        {name} <span className="unit">{unit}</span>
      </h2>
      {children}
    </div>
  );
}

function Legend({ analysis: { measured, expectation } }: Pick<Props, "analysis">) {
  const level = expectation?.level;
  return (
    <ul className="legend">
      {measured !== null && <li className="legend-measured">measured</li>}
      <li className="legend-expected">expected</li>
      {expectation?.settlingS !== 0 && <li className="legend-settling">settling</li>}
      {level !== null && (
        <li className="legend-band">{level === undefined ? "" : `${formatNumber(100 * level)} % `}interval</li>
      )}
      {measured !== null && (
        <>
          <li className="legend-harder">harder</li>
          <li className="legend-easier">easier than expected</li>
        </>
      )}
    </ul>
  );
}

/** Over the stretch whose heart rate was looked at, and which counts in no figure. */
function LookedAt({ fromS, span, frame }: { fromS: number; span: AxisSpan; frame: Frame }) {
  const { left, top, bottom } = frame;
  const width = xOf(Math.min(fromS, span.endS), span, frame) - left;
  return (
    <div className="looked-at" style={{ left, top, bottom, width }}>
      <span>{stretchLookedAtWords(fromS)}</span>
    </div>
  );
}

/** Heart rate zones: quiet stripes behind the chart, with their names beside it. */
function Zones({ zones, scale, frame }: { zones: readonly Zone[]; scale: Scale; frame: Frame }) {
  return (
    <div
      className="zones-behind"
      style={{ "--left": `${frame.left}px`, "--right": `${frame.right}px` } as CSSProperties}
    >
      {zones.map(({ name, fromBpm, toBpm }, i) => {
        const top = yOf(Math.min(toBpm, scale.upper), scale, frame);
        const height = yOf(Math.max(fromBpm, scale.lower), scale, frame) - top;
        return height > 0 ? (
          <div key={name} className="zone" style={{ top, height }}>
            {i > 0 && height >= 16 && `Z${i}`}
          </div>
        ) : null;
      })}
    </div>
  );
}
