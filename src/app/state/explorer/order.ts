import type { Units } from "../../format/units.ts";
import { type ColumnSort, sorted } from "../sorting.ts";
import { type ColumnId, columns } from "./columns.ts";
import { letsThrough, type RowFilter } from "./filter.ts";
import type { TableRow } from "./table-row.ts";

export type Sort = ColumnSort<ColumnId>;

/** First order: by the run's number, which is the file's order in most files. */
export const FIRST_SORT: Sort = { column: "run", direction: "ascending" };

/** The rows that a filter lets through, sorted; what has no value comes last either way, and equals keep the file's order. */
export function orderOf(rows: readonly TableRow[], filter: RowFilter, sort: Sort, units: Units): TableRow[] {
  const { value } = columns.find(({ id }) => id === sort.column)!;
  return sorted(
    rows.filter((row) => letsThrough(filter, row)),
    (row) => value(row, units),
    sort.direction,
  );
}

/** The sort after a click on a column's header: the other direction, or another column in ascending order. */
export function sortedBy(column: ColumnId, before: Sort): Sort {
  const turned = before.column === column && before.direction === "ascending";
  return { column, direction: turned ? "descending" : "ascending" };
}
