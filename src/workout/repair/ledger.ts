import type { Repair, RepairCode, Span } from "../workout.ts";

/** Collects what was changed, in the order in which it was. */
export class Ledger {
  readonly repairs: Repair[];

  /** @param mended what was changed already, as the file was read. */
  constructor(mended: readonly Repair[] = []) {
    this.repairs = [...mended];
  }

  /** Enters a change; one that touched nothing is not entered. */
  enter(code: RepairCode, count: number, message: string, spans: Span[] = []): void {
    if (count > 0) this.repairs.push({ code, count, message, spans });
  }
}

/**
 * The stretches of time that the marked points cover: neighbouring marked points share one.
 * @param timeS rising times of all points
 */
export function spansOf(timeS: Float64Array, isMarked: (index: number) => boolean): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  timeS.forEach((t, i) => {
    if (!isMarked(i)) {
      open = null;
    } else if (open) {
      open.endS = t;
    } else {
      open = { startS: t, endS: t };
      spans.push(open);
    }
  });
  return spans;
}

/** "1 point", "3 points". */
export function counted(count: number, singular: string): string {
  return `${count.toLocaleString("en")} ${singular}${count === 1 ? "" : "s"}`;
}
