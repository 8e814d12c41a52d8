import type { Span } from "../workout/workout.ts";
import type { PageState } from "./store.ts";

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

/** As much of the page's store as is needed. */
interface LeavingOut {
  read(): Pick<PageState, "items" | "selection">;
  write(change: Pick<PageState, "items">): void;
}

/** What can be done to the stretches that are left out, each by itself: an item holds those of its runs. */
export function createLeftOut({ read, write }: LeavingOut): LeftOutActions {
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
    putBack: (span) => change((leftOut) => withPutBack(leftOut, span)),
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

/** Without a stretch: of one that reaches beyond it, what lies before and after stays. */
export function withPutBack(leftOut: LeftOut, back: Span): LeftOut {
  return leftOut.flatMap((span) => {
    if (span.endS < back.startS || span.startS > back.endS) return [span];
    const before = { startS: span.startS, endS: back.startS };
    const after = { startS: back.endS, endS: span.endS };
    return [before, after].filter(({ startS, endS }) => endS > startS);
  });
}

export function isLeftOut(leftOut: LeftOut, { startS, endS }: Span): boolean {
  return leftOut.some((span) => span.startS <= startS && span.endS >= endS);
}
