import { type ReactNode, startTransition, useEffect, useState } from "react";

interface Props<T> {
  value: T;
  /** Of the parts that wait, the one with the lowest is drawn next. */
  turn: number;
  children(value: T): ReactNode;
}

/** A part of the page that wants to be drawn. */
interface Part {
  turn: number;
  draw(): void;
}

let waiting: readonly Part[] = [];
let drawing: Part | null = null;

function enqueue(part: Part): void {
  waiting = [...waiting, part].sort((a, b) => a.turn - b.turn);
  if (drawing === null) drawNext();
}

/** In a frame of its own. */
function drawNext(): void {
  const [next = null, ...rest] = waiting;
  drawing = next;
  waiting = rest;
  if (next !== null) requestAnimationFrame(() => next.draw());
}

/** Lets the next part be drawn where this one is, or need not be any more. */
function leave(part: Part): void {
  waiting = waiting.filter((other) => other !== part);
  if (drawing === part) drawNext();
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
