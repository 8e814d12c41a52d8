import type { SplitRow } from "../../../dataset/split.ts";
import type { Units } from "../../format/units.ts";
import type { ColumnId } from "./columns.ts";
import { type FilterFields, noFilter } from "./filter.ts";
import { sortedBy } from "./order.ts";
import type { ShownSplit } from "./shown-split.ts";
import { type TableView, tableViewText } from "./table-view.ts";

/** Place of keyboard and scrolling, kept apart from the split, so that moving draws nothing of it again. */
export interface TablePlace {
  /** The row that the keyboard is at; null for the first of the table. */
  activeRow: number | null;
  /** Scroll offset of the table in pixels. */
  scrollTop: number;
}

export interface SplitTableActions {
  sortBy(column: ColumnId): void;
  setFilter(change: Partial<FilterFields>): void;
  clearFilter(): void;
  /** Marks rows, or takes their marks away. */
  markRows(rows: readonly SplitRow[], isMarked: boolean): void;
  /** Keeps where keyboard and table stand, to be found again. */
  keepPlace(place: Partial<TablePlace>): void;
}

interface Ports {
  read(): { shown: ShownSplit | null; place: TablePlace };
  movePlace(place: TablePlace): void;
  change(changes: Partial<ShownSplit>): void;
  units(): Units;
}

export const AT_THE_TOP: TablePlace = { activeRow: null, scrollTop: 0 };

/** Sorts and filters the rows of the shown split, and keeps the place in them. */
export function createSplitTable({ read, movePlace, change, units }: Ports) {
  const keepPlace = (place: Partial<TablePlace>) => movePlace({ ...read().place, ...place });

  function filter(fields: FilterFields): void {
    change({ fields });
    keepPlace({ scrollTop: 0 });
  }

  /** Sorts and filters as a link has it; where that is done already, the place is kept. */
  function see({ sort, fields }: TableView): void {
    const { shown } = read();
    if (shown === null || tableViewText(shown) === tableViewText({ sort, fields })) return;
    change({ sort, fields });
    movePlace(AT_THE_TOP);
  }

  const actions: SplitTableActions = {
    sortBy(column) {
      const { shown } = read();
      if (shown === null) return;
      change({ sort: sortedBy(column, shown.sort) });
      movePlace(AT_THE_TOP);
    },
    setFilter(fields) {
      const { shown } = read();
      if (shown !== null) filter({ ...shown.fields, ...fields });
    },
    clearFilter: () => filter(noFilter(units())),
    markRows(rows, isMarked) {
      const marked = new Set(read().shown?.marked);
      for (const { row } of rows) {
        if (isMarked) marked.add(row);
        else marked.delete(row);
      }
      change({ marked });
    },
    keepPlace,
  };
  return { actions, see };
}
