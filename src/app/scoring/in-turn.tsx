import { type ReactNode, startTransition, useEffect, useState } from "react";
import { enqueue, leave, type Part } from "./drawing-queue.ts";

interface Props<T> {
  value: T;
  /** Rank in the queue: the lowest is drawn next. */
  turn: number;
  children(value: T): ReactNode;
}

/**
 * Draws a value that changes time and again once the parts before it are drawn, so that the costly parts of a page make
 * no long task together, however late its frames come.
 */
export function InTurn<T>({ value, turn, children }: Props<T>) {
  const [shown, setShown] = useState<{ value: T; part: Part } | null>(null);
  useEffect(() => {
    // A transition is rendered slice by slice, and its effects follow in a task of their own.
    const part: Part = { turn, draw: () => startTransition(() => setShown({ value, part })) };
    enqueue(part);
    return () => leave(part);
  }, [value, turn]);
  useEffect(() => {
    if (shown !== null) leave(shown.part);
  }, [shown]);
  return shown && children(shown.value);
}
