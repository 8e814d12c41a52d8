import type { WholeNumber } from "../../../base/whole-number.ts";
import type { SplitRow } from "../../../dataset/split.ts";
import type { Units } from "../../format/units.ts";
import { type ColumnId, columns } from "./columns.ts";
import { letsThrough, type RowFilter } from "./filter.ts";

export interface Sort {
  column: ColumnId;
  direction: "ascending" | "descending";
}

/** First order: by the run's number, which is the file's order in most files. */
export const FIRST_SORT: Sort = { column: "run", direction: "ascending" };

/** The rows that a filter lets through, sorted; what has no value comes last either way, and equals keep the file's order. */
export function orderOf(rows: readonly SplitRow[], filter: RowFilter, sort: Sort, units: Units): SplitRow[] {
  const { value } = columns.find(({ id }) => id === sort.column)!;
  const sign = sort.direction === "ascending" ? 1 : -1;
  return rows
    .filter((row) => letsThrough(filter, row))
    .map((row) => ({ row, key: value(row, units) }))
    .sort((a, b) => compareKeys(a.key, b.key, sign) || a.row.row - b.row.row)
    .map(({ row }) => row);
}

function compareKeys(a: WholeNumber | string | null, b: WholeNumber | string | null, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}

/** The sort after a click on a column's header: the other direction, or another column in ascending order. */
export function sortedBy(column: ColumnId, before: Sort): Sort {
  const turned = before.column === column && before.direction === "ascending";
  return { column, direction: turned ? "descending" : "ascending" };
}

/** The place of the row that the keyboard is at; the first where that is let through no more. */
export function placeOf(order: readonly SplitRow[], activeRow: number | null): number {
  return Math.max(0, activeRow === null ? 0 : order.findIndex(({ row }) => row === activeRow));
}

/** The place that a key moves to, among `count` rows with a page of `pageRows`; null for a key that does not move. */
export function movedPlace(key: string, place: number, count: number, pageRows: number): number | null {
  const target = targetOf(key, place, count, pageRows);
  return target === null ? null : Math.min(count - 1, Math.max(0, target));
}

function targetOf(key: string, place: number, count: number, pageRows: number): number | null {
  switch (key) {
    case "ArrowDown":
      return place + 1;
    case "ArrowUp":
      return place - 1;
    case "PageDown":
      return place + pageRows;
    case "PageUp":
      return place - pageRows;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Scroll offset of a table, and the height of its visible rows, in pixels. */
export interface Scroll {
  scrollTop: number;
  height: number;
}

/** The rows to be drawn of a table that is scrolled: those in view, and so many on either side of them. */
export function windowOf(
  { scrollTop, height }: Scroll,
  rowHeight: number,
  count: number,
  beside: number,
): { first: number; end: number } {
  const first = Math.floor(scrollTop / rowHeight);
  const end = Math.ceil((scrollTop + height) / rowHeight);
  return { first: Math.max(0, Math.min(count, first - beside)), end: Math.max(0, Math.min(count, end + beside)) };
}

/** Scroll offset that brings a row into view, as near as possible. */
export function bringingIntoView(place: number, { scrollTop, height }: Scroll, rowHeight: number): number {
  const [top, bottom] = [place * rowHeight, (place + 1) * rowHeight];
  return Math.max(0, Math.min(top, Math.max(bottom - height, scrollTop)));
}
