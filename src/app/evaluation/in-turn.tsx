import { type ReactNode, startTransition, useEffect, useState } from "react";

interface Props<T> {
  value: T;
  /** Frames after which it is drawn, from 1 on: parts of one page that each have their own never share one. */
  turn: number;
  children(value: T): ReactNode;
}

/** Draws a value that changes time and again a little later, so that the costly parts of a page make no long task together. */
export function InTurn<T>({ value, turn, children }: Props<T>) {
  const [shown, setShown] = useState<{ value: T } | null>(null);
  useEffect(() => {
    let left = turn;
    let frame = requestAnimationFrame(wait);
    function wait(): void {
      left--;
      // A transition is rendered slice by slice, and its effects follow in a task of their own.
      if (left === 0) startTransition(() => setShown({ value }));
      else frame = requestAnimationFrame(wait);
    }
    return () => cancelAnimationFrame(frame);
  }, [value, turn]);
  return shown && children(shown.value);
}
