import type { Repair, RepairCode, Span } from "../workout.ts";

/** Collects the repairs of a run, in the order in which they are made. */
export class Ledger {
  readonly repairs: Repair[];

  /** @param mended repairs already made while the file was read */
  constructor(mended: readonly Repair[] = []) {
    this.repairs = [...mended];
  }

  /** Enters a repair. One with a count of 0 is not entered, and its message and spans are not computed. */
  enter(code: RepairCode, count: number, message: () => string, spans: () => Span[] = () => []): void {
    if (count > 0) this.repairs.push({ code, count, message: message(), spans: spans() });
  }
}

/**
 * Time spans of the marked points; consecutive marked points share one.
 * @param timeS times of all points, rising
 */
export function spansOf(timeS: Float64Array, isMarked: (index: number) => boolean): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  for (let i = 0; i < timeS.length; i++) {
    if (!isMarked(i)) {
      open = null;
    } else if (open) {
      open.endS = timeS[i];
    } else {
      open = { startS: timeS[i], endS: timeS[i] };
      spans.push(open);
    }
  }
  return spans;
}
