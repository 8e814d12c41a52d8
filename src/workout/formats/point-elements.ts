import { readHeader } from "./header.ts";
import type { ColumnName } from "./points.ts";

/** Whether a name, written as `HeartRateBpm`, `heart_rate` or `heart-rate`, says that a heart rate is in it. */
export function isHeartRateName(name: string): boolean {
  return readHeader(name)?.quantity === "heartRateBpm";
}

/** Columns of a point's elements by local name: as the format documents them, or as the name suggests. */
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
