import { type CSSProperties, type PointerEvent, useMemo, useRef } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { Span, Track } from "../../../workout/workout.ts";
import { type Frame, plotWidth } from "../../charts/frame.ts";
import { linePath } from "../../charts/paths.ts";
import { reducedIndices } from "../../charts/reduce.ts";
import { shadeBoxes } from "../../charts/shade-boxes.ts";
import type { AxisSpan, XAxis } from "../../charts/x-axis.ts";
import type { Mark } from "../../recording/marks.ts";
import { LEAST_SPAN_S, slid, within } from "./zoom.ts";

interface Props {
  analysis: Analysis;
  /** Of the whole run, though a stretch may be drawn along another. */
  axis: XAxis;
  frame: Frame;
  /** Drawn along the strip's foot. */
  marks: readonly Mark[];
  zoom: Span | null;
  onZoom(span: Span | null): void;
}

/** The whole run in small, with a brush over the stretch that the charts show. */
export function Overview({ analysis, axis, frame, marks, zoom, onZoom }: Props) {
  const { durationS, track, expectation } = analysis;
  const whole = { startS: 0, endS: durationS, axis };
  const length = axis.placeOf(durationS);
  const { startS, endS } = zoom ?? whole;
  const leastS = Math.min(LEAST_SPAN_S, durationS);
  const dragged = useRef<{ fromX: number; span: Span } | null>(null);
  const path = useMemo(
    () =>
      outline(analysis.measured === null && expectation ? expectation.heartRateBpm : track.heartRateBpm, track, axis),
    [analysis, expectation, track, axis],
  );

  const show = (span: Span) => onZoom(within(span, durationS));
  const style = {
    marginLeft: frame.left,
    marginRight: frame.right,
    "--from": axis.placeOf(startS) / length,
    "--to": axis.placeOf(endS) / length,
  } as CSSProperties;

  function slide(event: PointerEvent<HTMLElement>) {
    if (dragged.current === null) return;
    const { fromX, span } = dragged.current;
    onZoom(slid({ ...span, axis }, ((event.clientX - fromX) / plotWidth(frame)) * length, durationS));
  }

  return (
    <div className="overview">
      <div className="overview-strip" style={style}>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
        <Places kind="excluded" spans={expectation?.excluded ?? []} whole={whole} frame={frame} />
        {(["repair", "flag"] as const).map((kind) => (
          <Places key={kind} kind={kind} spans={spansOf(marks, kind)} whole={whole} frame={frame} />
        ))}
        <div
          className="overview-window"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragged.current = { fromX: event.clientX, span: { startS, endS } };
          }}
          onPointerMove={slide}
          onLostPointerCapture={() => {
            dragged.current = null;
          }}
        />
        <Handle
          end="start"
          name="Start of the stretch shown"
          timeS={startS}
          axis={axis}
          durationS={durationS}
          onMove={(timeS) => show({ startS: Math.min(timeS, endS - leastS), endS })}
        />
        <Handle
          end="end"
          name="End of the stretch shown"
          timeS={endS}
          axis={axis}
          durationS={durationS}
          onMove={(timeS) => show({ startS, endS: Math.max(timeS, startS + leastS) })}
        />
      </div>
    </div>
  );
}

function spansOf(marks: readonly Mark[], kind: Mark["kind"]): Span[] {
  return marks.filter((mark) => mark.kind === kind).flatMap(({ spans }) => spans);
}

interface PlacesProps extends Pick<Props, "frame"> {
  kind: Mark["kind"] | "excluded";
  spans: readonly Span[];
  whole: AxisSpan;
}

/** Places of repairs, flags or excluded stretches along the whole run. */
function Places({ kind, spans, whole, frame }: PlacesProps) {
  const strip = { ...frame, left: 0, width: plotWidth(frame), right: 0 };
  return shadeBoxes(spans, whole, strip).map(({ left, width }) => (
    <div key={left} className={`overview-mark ${kind}`} style={{ left, width }} />
  ));
}

interface HandleProps {
  end: "start" | "end";
  name: string;
  timeS: number;
  axis: XAxis;
  durationS: number;
  onMove(timeS: number): void;
}

function Handle({ end, name, timeS, axis, durationS, onMove }: HandleProps) {
  // In seconds along every axis: the input's steps are decimals, and those of a distance might not hold its end.
  const placesASecond = axis.placeOf(durationS) / durationS;
  return (
    <input
      type="range"
      className={`overview-handle of-${end}`}
      aria-label={name}
      aria-valuetext={axis.name(timeS)}
      min={0}
      max={durationS}
      step={durationS / 200}
      value={axis.placeOf(timeS) / placesASecond}
      onChange={(event) => onMove(axis.timeAt(Number(event.target.value) * placesASecond))}
    />
  );
}

/** A series as a line in a box of 1,000 by 100, broken where it is missing. */
function outline(values: Float32Array, { stepS }: Pick<Track, "stepS">, axis: XAxis): string {
  const indices = reducedIndices([values], 0, values.length, 400);
  const known = indices.map((index) => values[index]).filter((value) => !Number.isNaN(value));
  const lowest = Math.min(...known);
  const range = Math.max(...known) - lowest || 1;
  const length = axis.placeOf((values.length - 1) * stepS);
  return linePath(
    indices.map((index) =>
      Number.isNaN(values[index])
        ? null
        : { x: (1000 * axis.placeOf(index * stepS)) / length, y: 95 - (90 * (values[index] - lowest)) / range },
    ),
  );
}
