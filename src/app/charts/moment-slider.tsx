import { useStore } from "zustand";
import type { Span } from "../../workout/workout.ts";
import { AWAY, type CursorStore } from "./cursor.ts";

interface Props {
  /** Accessible name. */
  label: string;
  /** What the charts show. */
  span: Span;
  stepS: number;
  cursor: CursorStore;
  /** What stands at the crosshair. */
  words: string;
  className?: string;
}

/** Moves the crosshair by keyboard or finger. */
export function MomentSlider({ label, span, stepS, cursor, words, className }: Props) {
  const timeS = useStore(cursor, (pointed) => pointed.timeS) ?? span.startS;
  const point = (momentS: number) => cursor.setState({ timeS: momentS, pointerX: null });
  return (
    <input
      type="range"
      className={className}
      aria-label={label}
      min={span.startS}
      max={span.endS}
      step={stepS}
      value={timeS}
      aria-valuetext={words}
      onFocus={() => point(timeS)}
      onChange={({ target }) => point(Number(target.value))}
      onBlur={() => cursor.setState(AWAY)}
    />
  );
}
