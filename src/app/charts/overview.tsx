import { type CSSProperties, type PointerEvent, useMemo, useRef } from "react";
import type { Span } from "../../workout/workout.ts";
import type { Analysis } from "../analysis.ts";
import { formatClock } from "../format.ts";
import type { Mark } from "../marks.ts";
import { LEAST_SPAN_S, within } from "../zoom.ts";
import { type Frame, plotWidth } from "./frame.ts";
import { linePath } from "./paths.ts";
import { reducedIndices } from "./reduce.ts";
import { shadeBoxes } from "./shade-boxes.ts";

interface Props {
  analysis: Analysis;
  frame: Frame;
  /** Whatever has a place: it stands along the strip's foot. */
  marks: readonly Mark[];
  zoom: Span | null;
  onZoom(span: Span | null): void;
}

/** The whole run in small, with a brush over the stretch that the charts show. */
export function Overview({ analysis, frame, marks, zoom, onZoom }: Props) {
  const { durationS, track, expectation } = analysis;
  const whole = { startS: 0, endS: durationS };
  const { startS, endS } = zoom ?? whole;
  const leastS = Math.min(LEAST_SPAN_S, durationS);
  const dragged = useRef<{ fromX: number; span: Span } | null>(null);
  const path = useMemo(
    () => outline(analysis.measured === null && expectation ? expectation.heartRateBpm : track.heartRateBpm),
    [analysis, expectation, track],
  );

  const show = (span: Span) => onZoom(within(span, durationS));
  const style = {
    marginLeft: frame.left,
    marginRight: frame.right,
    "--from": startS / durationS,
    "--to": endS / durationS,
  } as CSSProperties;

  function slide(event: PointerEvent<HTMLElement>) {
    if (dragged.current === null) return;
    const { fromX, span } = dragged.current;
    const byS = ((event.clientX - fromX) / plotWidth(frame)) * durationS;
    const keptS = Math.min(durationS - span.endS, Math.max(-span.startS, byS));
    show({ startS: span.startS + keptS, endS: span.endS + keptS });
  }

  return (
    <div className="overview">
      <div className="overview-strip" style={style}>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={path} />
        </svg>
        <Places kind="left-out" spans={expectation?.leftOut ?? []} durationS={durationS} frame={frame} />
        {(["repair", "flag"] as const).map((kind) => (
          <Places key={kind} kind={kind} spans={spansOf(marks, kind)} durationS={durationS} frame={frame} />
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
          durationS={durationS}
          onMove={(timeS) => show({ startS: Math.min(timeS, endS - leastS), endS })}
        />
        <Handle
          end="end"
          name="End of the stretch shown"
          timeS={endS}
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
  kind: Mark["kind"] | "left-out";
  spans: readonly Span[];
  durationS: number;
}

/** Where anything was repaired, stands out or was left out, whichever stretch the charts show. */
function Places({ kind, spans, durationS, frame }: PlacesProps) {
  const strip = { ...frame, left: 0, width: plotWidth(frame), right: 0 };
  return shadeBoxes(spans, { startS: 0, endS: durationS }, strip).map(({ left, width }) => (
    <div key={left} className={`overview-mark ${kind}`} style={{ left, width }} />
  ));
}

interface HandleProps {
  end: "start" | "end";
  name: string;
  timeS: number;
  durationS: number;
  onMove(timeS: number): void;
}

function Handle({ end, name, timeS, durationS, onMove }: HandleProps) {
  return (
    <input
      type="range"
      className={`overview-handle of-${end}`}
      aria-label={name}
      aria-valuetext={formatClock(timeS)}
      min={0}
      max={durationS}
      step={durationS / 200}
      value={timeS}
      onChange={(event) => onMove(Number(event.target.value))}
    />
  );
}

/** A series as a line in a box of 1,000 by 100, broken where it is missing. */
function outline(values: Float32Array): string {
  const indices = reducedIndices([values], 0, values.length, 400);
  const known = indices.map((index) => values[index]).filter((value) => !Number.isNaN(value));
  const lowest = Math.min(...known);
  const range = Math.max(...known) - lowest || 1;
  return linePath(
    indices.map((index) =>
      Number.isNaN(values[index])
        ? null
        : { x: (1000 * index) / (values.length - 1), y: 95 - (90 * (values[index] - lowest)) / range },
    ),
  );
}
