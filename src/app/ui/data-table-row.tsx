import { memo, type Ref } from "react";
import { RowOpener } from "./row-opener.tsx";
import type { RowLink, RowMarks, TableColumn } from "./table-column.ts";

interface Props<Row, Id extends string> {
  row: Row;
  rowKey: string | number;
  /** Where it stands in the table, from 0. */
  place: number;
  isActive: boolean;
  columns: readonly TableColumn<Row, Id>[];
  linkOf(row: Row): RowLink;
  marksOf?: ((row: Row) => RowMarks) | undefined;
  measure: Ref<HTMLTableRowElement>;
}

function TableRow<Row, Id extends string>(props: Props<Row, Id>) {
  const { row, rowKey, place, isActive, columns, linkOf, marksOf, measure } = props;
  const tabIndex = isActive ? 0 : -1;
  return (
    <tr ref={measure} aria-rowindex={place + 2} data-index={place} data-row={rowKey} {...marksOf?.(row)}>
      {columns.map((column) => (
        <td key={column.id} data-column={column.id}>
          {column.isOpener ? (
            <RowOpener link={linkOf(row)} tabIndex={tabIndex}>
              {column.cell(row, tabIndex)}
            </RowOpener>
          ) : (
            column.cell(row, tabIndex)
          )}
        </td>
      ))}
    </tr>
  );
}

/** A row of a table; drawn anew only where something of it changed. */
export const DataTableRow = memo(TableRow) as typeof TableRow;
