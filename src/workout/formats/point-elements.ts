import type { ColumnName } from "./points.ts";

/**
 * What names of elements and fields say of a heart rate, in lower case and by whole words, so that neither a heart rate's
 * mean nor its variability is one.
 */
const HEART_RATE =
  /^(?:hrm?|heart ?rates?|heart ?beats?|pulse(?: rate)?|puls|bpm)(?: (?:in )?(?:bpm|beats per minute|value))?$/;

/** Whether a name, written as `HeartRateBpm`, `heart_rate` or `heart-rate`, says that a heart rate is in it. */
export function isHeartRateName(name: string): boolean {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").split(/[^\p{L}\d]+/u);
  return HEART_RATE.test(words.filter(Boolean).join(" ").toLowerCase());
}

/** Which column an element of a point holds, by its local name: as its format has it, or as its name says. */
export class PointElements {
  readonly #columns: Map<string, ColumnName | null>;

  constructor(columns: Record<string, ColumnName>) {
    this.#columns = new Map(Object.entries(columns));
  }

  /** null where an element means nothing here. */
  columnOf(element: string): ColumnName | null {
    const known = this.#columns.get(element);
    if (known !== undefined) return known;
    const column = isHeartRateName(element) ? "heartRateBpm" : null;
    this.#columns.set(element, column);
    return column;
  }
}
