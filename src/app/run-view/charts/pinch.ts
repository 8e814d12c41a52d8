import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Span } from "../../../workout/workout.ts";
import { AWAY, type CursorStore } from "../../charts/cursor.ts";
import { type Frame, plotWidth } from "../../charts/frame.ts";
import type { AxisSpan } from "../../charts/x-axis.ts";
import { type Fingers, pinched } from "./zoom.ts";

interface Shown {
  /** What the charts show now. */
  span: AxisSpan;
  durationS: number;
  frame: Frame;
  cursor: CursorStore;
  onZoom(span: Span | null): void;
}

/** Lets two fingers zoom, wherever they lie on the plots of some charts; one scrolls the page. */
export function usePinch(charts: RefObject<HTMLElement | null>, { span, durationS, frame, cursor, onZoom }: Shown) {
  const held = useRef<{ span: AxisSpan; fingers: Fingers } | null>(null);

  function fingersOf({ touches: [a, b] }: TouchEvent): Fingers {
    const fromX = charts.current!.getBoundingClientRect().left + frame.left;
    return {
      middle: ((a.clientX + b.clientX) / 2 - fromX) / plotWidth(frame),
      apartPx: Math.abs(b.clientX - a.clientX),
    };
  }

  const touched = useEffectEvent((event: TouchEvent) => {
    // Once the page scrolls under a finger, it is no longer asked.
    const isPinch = event.touches.length === 2 && event.cancelable && [...event.touches].every(isOnPlot);
    held.current = isPinch ? { span, fingers: fingersOf(event) } : null;
    if (!isPinch) return;
    event.preventDefault();
    cursor.setState({ ...AWAY, isPinched: true });
  });

  const moved = useEffectEvent((event: TouchEvent) => {
    if (held.current === null) return;
    event.preventDefault();
    onZoom(pinched(held.current.span, held.current.fingers, fingersOf(event), durationS));
  });

  const lifted = useEffectEvent(() => {
    held.current = null;
    cursor.setState({ isPinched: false });
  });

  useEffect(() => {
    const listening = new AbortController();
    // React listens passively to these, and could not keep the page from scrolling.
    const options = { passive: false, signal: listening.signal };
    charts.current!.addEventListener("touchstart", (event) => touched(event), options);
    charts.current!.addEventListener("touchmove", (event) => moved(event), options);
    for (const end of ["touchend", "touchcancel"] as const) {
      charts.current!.addEventListener(end, () => lifted(), options);
    }
    return () => listening.abort();
  }, [charts]);
}

function isOnPlot({ target }: Touch): boolean {
  return (target as Element).closest(".plot") !== null;
}
