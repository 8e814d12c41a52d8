import type { Ref } from "react";
import type { ColumnSort } from "../state/sorting.ts";
import type { TableColumn } from "./table-column.ts";

interface Props<Row, Id extends string> {
  head: Ref<HTMLTableSectionElement>;
  columns: readonly TableColumn<Row, Id>[];
  sort: ColumnSort<Id> | null;
  onSort(column: Id): void;
}

/** The headers of a table, which sort its rows. */
export function DataTableHead<Row, Id extends string>({ head, columns, sort, onSort }: Props<Row, Id>) {
  return (
    <thead ref={head}>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell
            key={column.id}
            column={column}
            direction={sort?.column === column.id ? sort.direction : null}
            onSort={onSort}
          />
        ))}
      </tr>
    </thead>
  );
}

const SORT_MARKS = { ascending: "▲", descending: "▼" };

interface HeadCellProps<Row, Id extends string> extends Pick<Props<Row, Id>, "onSort"> {
  column: TableColumn<Row, Id>;
  /** null where the rows are not sorted by it. */
  direction: ColumnSort<Id>["direction"] | null;
}

function HeadCell<Row, Id extends string>({ column, direction, onSort }: HeadCellProps<Row, Id>) {
  const { id, name, unit, hint, isSortable, isNameHidden = false } = column;
  if (!isSortable) {
    return (
      <th scope="col" data-column={id} title={hint}>
        <span className={isNameHidden ? "visually-hidden" : undefined}>{name}</span>
        {unit !== "" && <span className="unit">{unit}</span>}
      </th>
    );
  }
  return (
    <th scope="col" data-column={id} aria-sort={direction ?? "none"}>
      <button type="button" className="quiet" title={hint} onClick={() => onSort(id)}>
        <span>
          {name}
          <span className="sort-mark" aria-hidden="true">
            {direction !== null && SORT_MARKS[direction]}
          </span>
        </span>
        <span className="unit">{unit}</span>
      </button>
    </th>
  );
}
