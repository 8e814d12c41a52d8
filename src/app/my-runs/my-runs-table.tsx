import { useCallback, useMemo, useState } from "react";
import type { Units } from "../format/units.ts";
import { runHashOf } from "../state/address.ts";
import { type RunView, runKey, selectionOf } from "../state/run-items.ts";
import { nextSort, startOf } from "../state/run-order.ts";
import { DataTable, type TablePlace } from "../ui/data-table.tsx";
import { usePageState } from "../ui/page-context.ts";
import type { RowMarks } from "../ui/table-column.ts";
import { columnsIn, type MyRunColumn } from "./my-run-columns.tsx";

interface Props {
  /** In the order of the table. */
  views: readonly RunView[];
  /** Whether any run came in an archive, or in a file of many. */
  hasSources: boolean;
  units: Units;
}

const keyOf = (view: RunView) => runKey(selectionOf(view));

/** Marks the runs of the library, with their start in seconds since 1970. */
function marksOf(view: RunView): RowMarks {
  return view.keptId === null ? {} : { "data-testid": "library-run", "data-started": startOf(view)?.unixS };
}

/** The opened runs and those of the library, one a row. */
export function MyRunsTable({ views, hasSources, units }: Props) {
  const runSort = usePageState((state) => state.runSort);
  const setRunSort = usePageState((state) => state.setRunSort);
  const select = usePageState((state) => state.select);
  const selection = usePageState((state) => state.selection);
  const shownKey = selection && runKey(selection);
  const [place, setPlace] = useState<TablePlace<string>>({ activeRow: shownKey, scrollTop: 0 });
  const columns = useMemo(() => columnsIn(units, hasSources), [units, hasSources]);
  const linkOf = useCallback(
    (view: RunView) => ({
      hash: runHashOf(view.item.origin),
      isCurrent: keyOf(view) === shownKey,
      open: () => select(selectionOf(view)),
    }),
    [select, shownKey],
  );

  function sortBy(column: MyRunColumn) {
    if (column === "compare" || column === "sparkline" || column === "remove") return;
    setRunSort(nextSort(column, runSort));
    setPlace({ activeRow: null, scrollTop: 0 });
  }

  return (
    <DataTable
      name="Opened runs"
      rows={views}
      keyOf={keyOf}
      columns={columns}
      linkOf={linkOf}
      marksOf={marksOf}
      sort={runSort}
      onSort={sortBy}
      place={place}
      onPlace={(change) => setPlace((before) => ({ ...before, ...change }))}
      isFocusedFirst={false}
    />
  );
}
