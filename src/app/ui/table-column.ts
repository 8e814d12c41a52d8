import type { ReactNode } from "react";

/** One column of a table. */
export interface TableColumn<Row, Id extends string> {
  id: Id;
  name: string;
  /** Whether the name is for who listens alone: the cells speak for themselves. */
  isNameHidden?: boolean;
  /** Empty where it has none. */
  unit: string;
  /** Explanation of the name, for a pointer that rests on it. */
  hint?: string | undefined;
  /** Whether a click on its header sorts the rows. */
  isSortable: boolean;
  /** Whether its cells name the row, and open it. */
  isOpener?: boolean;
  /** @param tabIndex of the controls in the cell: 0 in the active row alone. */
  cell(row: Row, tabIndex: 0 | -1): ReactNode;
}

/** What a row leads to. */
export interface RowLink {
  /** Address, for a page of its own; null where the row has none. */
  hash: string | null;
  /** Whether it is what the page shows. */
  isCurrent: boolean;
  open(): void;
}

/** What the document says of a row besides its cells. */
export type RowMarks = Readonly<Record<`data-${string}`, string | number | undefined>>;
