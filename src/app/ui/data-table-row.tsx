import { type MouseEvent, memo, type ReactNode, type Ref } from "react";
import type { RowLink, TableColumn } from "./table-column.ts";

interface Props<Row, Id extends string> {
  row: Row;
  rowKey: string | number;
  /** Where it stands in the table, from 0. */
  place: number;
  isActive: boolean;
  columns: readonly TableColumn<Row, Id>[];
  linkOf(row: Row): RowLink;
  measure: Ref<HTMLTableRowElement>;
}

function TableRow<Row, Id extends string>({ row, rowKey, place, isActive, columns, linkOf, measure }: Props<Row, Id>) {
  const tabIndex = isActive ? 0 : -1;
  return (
    <tr ref={measure} aria-rowindex={place + 2} data-index={place} data-row={rowKey}>
      {columns.map((column) => (
        <td key={column.id} data-column={column.id}>
          {column.isOpener ? (
            <Opener link={linkOf(row)} tabIndex={tabIndex}>
              {column.cell(row, tabIndex)}
            </Opener>
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

/** A link where the row has an address, so that it opens in a tab of its own, too; else a button. */
function Opener({ link, tabIndex, children }: { link: RowLink; tabIndex: 0 | -1; children: ReactNode }) {
  const current = link.isCurrent ? "true" : undefined;
  if (link.hash === null) {
    return (
      <button type="button" className="row-link" tabIndex={tabIndex} aria-current={current} onClick={link.open}>
        {children}
      </button>
    );
  }
  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.open();
  }
  return (
    <a className="row-link" href={link.hash} tabIndex={tabIndex} aria-current={current} onClick={open}>
      {children}
    </a>
  );
}
