import { touchedSteps } from "../../evaluation/metrics.ts";
import type { Span, Track } from "../../workout/workout.ts";
import type { PageState } from "./page-store.ts";

/**
 * Stretches of a run whose heart rate counts in no figure, because a person left them out: in order, none touching
 * another. They belong to the run and are gone with it.
 */
export type LeftOut = readonly Span[];

export const NOTHING_LEFT_OUT: LeftOut = [];

export interface LeftOutActions {
  /** Leaves a stretch of the run that is shown out of every figure. */
  leaveOut(span: Span): void;
  /** Takes a stretch in again; what lies around it stays out. */
  putBack(span: Span): void;
  putAllBack(): void;
}

/** What of a run says which steps a stretch touches. */
type Grid = Pick<Track, "stepS" | "heartRateBpm">;

/** As much of the page's store as is needed. */
interface LeavingOut {
  read(): Pick<PageState, "items" | "selection">;
  /** Of the run that is shown; null as long as it has none. */
  grid(): Grid | null;
  write(change: Pick<PageState, "items">): void;
}

/** What can be done to the stretches that are left out, each by itself: an item holds those of its runs. */
export function createLeftOut({ read, grid, write }: LeavingOut): LeftOutActions {
  function change(next: (leftOut: LeftOut) => LeftOut): void {
    const { items, selection } = read();
    if (selection === null) return;
    const { itemId, run } = selection;
    write({
      items: items.map((item) => {
        if (item.id !== itemId) return item;
        return { ...item, leftOut: { ...item.leftOut, [run]: next(item.leftOut[run] ?? NOTHING_LEFT_OUT) } };
      }),
    });
  }

  return {
    leaveOut: (span) => change((leftOut) => withLeftOut(leftOut, span)),
    putBack(span) {
      const steps = grid();
      if (steps !== null) change((leftOut) => withPutBack(leftOut, span, steps));
    },
    putAllBack: () => change(() => NOTHING_LEFT_OUT),
  };
}

/** With one more stretch, joined with those that it touches. */
export function withLeftOut(leftOut: LeftOut, added: Span): LeftOut {
  const touches = ({ startS, endS }: Span) => startS <= added.endS && endS >= added.startS;
  const joined = leftOut.filter(touches).concat(added);
  const whole = {
    startS: Math.min(...joined.map(({ startS }) => startS)),
    endS: Math.max(...joined.map(({ endS }) => endS)),
  };
  return [...leftOut.filter((span) => !touches(span)), whole].sort((a, b) => a.startS - b.startS);
}

/** Without the steps that a stretch touches: of one that reaches beyond it, what lies before and after stays. */
export function withPutBack(leftOut: LeftOut, back: Span, grid: Grid): LeftOut {
  const { from, to } = touchedSteps(back, grid);
  return leftOut.flatMap((span) => {
    const own = touchedSteps(span, grid);
    if (own.to < from || own.from > to) return [span];
    const [beforeS, afterS] = [(from - 1) * grid.stepS, (to + 1) * grid.stepS];
    return [
      ...(own.from < from ? [{ startS: Math.min(span.startS, beforeS), endS: beforeS }] : []),
      ...(own.to > to ? [{ startS: afterS, endS: Math.max(span.endS, afterS) }] : []),
    ];
  });
}

/** Whether each step that a stretch touches is left out. */
export function isLeftOut(leftOut: LeftOut, span: Span, grid: Grid): boolean {
  const { from, to } = touchedSteps(span, grid);
  return leftOut.some((out) => {
    const own = touchedSteps(out, grid);
    return own.from <= from && own.to >= to;
  });
}
