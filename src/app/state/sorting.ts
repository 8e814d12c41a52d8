import type { WholeNumber } from "../../base/whole-number.ts";

/** The column that a table's rows are sorted by. */
export interface ColumnSort<Column extends string> {
  column: Column;
  direction: "ascending" | "descending";
}

/** The value that a row is sorted by; null where it has none. */
export type SortKey = WholeNumber | string | null;

/** Names in which numbers count as numbers: "2.gpx" before "10.gpx". */
const names = new Intl.Collator("en", { numeric: true });

/** Sorts rows; those without a value come last in either direction, equals keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortKey,
  direction: ColumnSort<string>["direction"],
): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => compareKeys(a.key, b.key, sign))
    .map(({ row }) => row);
}

function compareKeys(a: SortKey, b: SortKey, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "string" && typeof b === "string") return sign * names.compare(a, b);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}

/** A value to sort by; null for NaN. */
export function knownKey(value: number | null): number | null {
  return Number.isNaN(value) ? null : value;
}
