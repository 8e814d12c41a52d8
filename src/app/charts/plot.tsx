import { type PointerEvent, type ReactNode, useRef } from "react";
import { useStore } from "zustand";
import type { Span } from "../../workout/workout.ts";
import { AWAY, type CursorStore } from "./cursor.ts";
import { type Frame, timeAt, xOf } from "./frame.ts";
import type { AxisSpan } from "./x-axis.ts";

/** A dot where the crosshair meets a line. */
export interface Dot {
  key: string;
  /** Distance from the chart's upper edge in pixels. */
  y: number;
  className: string;
}

interface Props {
  testId: string;
  /** Text alternative of the chart. */
  description: string;
  frame: Frame;
  span: AxisSpan;
  cursor: CursorStore;
  dotsAt(timeS: number): Dot[];
  /** null where a drag marks nothing. */
  onZoom: ((span: Span | null) => void) | null;
  children: ReactNode;
}

/** A shorter drag is a click. */
const LEAST_DRAG_PX = 8;

/** A chart under the crosshair, which moves without the chart being drawn again. */
export function Plot({ testId, description, frame, span, cursor, dotsAt, onZoom, children }: Props) {
  const dragFromX = useRef<number | null>(null);

  /** Place and moment of the pointer; null while two of them zoom. */
  function placeOf(event: PointerEvent<HTMLElement>): { pointerX: number; timeS: number } | null {
    if (cursor.getState().isPinched) return null;
    const pointerX = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return { pointerX, timeS: timeAt(pointerX, span, frame) };
  }

  return (
    <figure
      className="plot"
      data-testid={testId}
      style={{ height: frame.height }}
      onPointerDown={(event) => {
        const place = placeOf(event);
        if (place === null) return;
        // A finger that moves scrolls the page or reads the charts.
        const marks = onZoom !== null && event.pointerType !== "touch" && event.button === 0;
        if (marks) event.currentTarget.setPointerCapture(event.pointerId);
        dragFromX.current = marks ? place.pointerX : null;
        cursor.setState({ ...place, dragFromS: marks ? place.timeS : null });
      }}
      onPointerMove={(event) => cursor.setState(placeOf(event) ?? {})}
      onPointerUp={(event) => {
        const place = placeOf(event);
        const { dragFromS } = cursor.getState();
        const fromX = dragFromX.current;
        dragFromX.current = null;
        cursor.setState({ dragFromS: null });
        if (place === null || dragFromS === null || fromX === null) return;
        if (Math.abs(place.pointerX - fromX) < LEAST_DRAG_PX) return;
        onZoom?.({ startS: Math.min(dragFromS, place.timeS), endS: Math.max(dragFromS, place.timeS) });
      }}
      onPointerCancel={() => cursor.setState({ ...AWAY, isPinched: cursor.getState().isPinched })}
      onPointerLeave={({ pointerType }) => {
        // A finger leaves as it is lifted, and what it pointed at has not been read yet.
        if (pointerType !== "touch") cursor.setState(AWAY);
      }}
      onDoubleClick={() => onZoom?.(null)}
    >
      <div role="img" aria-label={description}>
        {children}
      </div>
      <Crosshair frame={frame} span={span} cursor={cursor} dotsAt={dotsAt} />
    </figure>
  );
}

function Crosshair({ frame, span, cursor, dotsAt }: Pick<Props, "frame" | "span" | "cursor" | "dotsAt">) {
  const { timeS, dragFromS } = useStore(cursor);
  if (timeS === null || timeS < span.startS || timeS > span.endS) return null;
  const x = xOf(timeS, span, frame);
  const fromX = dragFromS === null ? x : xOf(dragFromS, span, frame);
  const vertical = { top: frame.top, bottom: frame.bottom };
  return (
    <div className="crosshair" aria-hidden="true">
      {fromX !== x && (
        <div className="marked" style={{ ...vertical, left: Math.min(x, fromX), width: Math.abs(x - fromX) }} />
      )}
      <div className="crosshair-line" style={{ ...vertical, left: x }} />
      {dotsAt(timeS).map(({ key, y, className }) => (
        <div key={key} className={`crosshair-dot ${className}`} style={{ left: x, top: y }} />
      ))}
    </div>
  );
}
