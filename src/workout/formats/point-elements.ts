import { readHeader } from "./header.ts";
import type { ColumnName } from "./points.ts";

/** Whether a name such as `HeartRateBpm`, `heart_rate` or `heart-rate` means a heart rate. */
export function isHeartRateName(name: string): boolean {
  return readHeader(name)?.quantity === "heartRateBpm";
}

/** Finds the column of a point's element by its local name: by the format's documentation, or by what the name suggests. */
export class PointElements {
  readonly #columns: Map<string, ColumnName | null>;

  constructor(columns: Record<string, ColumnName>) {
    this.#columns = new Map(Object.entries(columns));
  }

  /** Column of an element; null where it has no known meaning. */
  columnOf(element: string): ColumnName | null {
    const known = this.#columns.get(element);
    if (known !== undefined) return known;
    const column = isHeartRateName(element) ? "heartRateBpm" : null;
    this.#columns.set(element, column);
    return column;
  }
}
