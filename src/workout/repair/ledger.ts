import type { Repair, RepairCode, Span } from "../workout.ts";

/** Collects what was changed, in the order in which it was. */
export class Ledger {
  readonly repairs: Repair[];

  /** @param mended what was changed already, as the file was read. */
  constructor(mended: readonly Repair[] = []) {
    this.repairs = [...mended];
  }

  /** Enters a change, with its sentence and its places; one that touched nothing is not entered, and none is asked for. */
  enter(code: RepairCode, count: number, message: () => string, spans: () => Span[] = () => []): void {
    if (count > 0) this.repairs.push({ code, count, message: message(), spans: spans() });
  }
}

/**
 * The stretches of time that the marked points cover: neighbouring marked points share one.
 * @param timeS rising times of all points
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
