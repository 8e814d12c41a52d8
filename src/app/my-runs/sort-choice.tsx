import { useId } from "react";
import { nextSort, type RunColumn } from "../state/run-order.ts";
import { usePageState } from "../ui/page-context.ts";
import { columnsIn } from "./my-run-columns.tsx";

const OPENED = "opened";

/** Sorts the table by any of its sortable columns, where it is too narrow for headers. */
export function SortChoice({ hasSources }: { hasSources: boolean }) {
  const id = useId();
  const sort = usePageState((state) => state.runSort);
  const setRunSort = usePageState((state) => state.setRunSort);
  const units = usePageState((state) => state.units);
  const columns = columnsIn(units, hasSources).filter(({ isSortable }) => isSortable);
  const isAscending = sort?.direction === "ascending";
  return (
    <div className="sort-choice">
      <label htmlFor={id}>Sort by</label>
      <select
        id={id}
        value={sort?.column ?? OPENED}
        onChange={({ target: { value } }) => setRunSort(value === OPENED ? null : nextSort(value as RunColumn, null))}
      >
        <option value={OPENED}>As opened</option>
        {columns.map(({ id: column, name }) => (
          <option key={column} value={column}>
            {name}
          </option>
        ))}
      </select>
      {sort !== null && (
        <button
          type="button"
          aria-label={isAscending ? "Sorted upwards: turn round" : "Sorted downwards: turn round"}
          onClick={() => setRunSort({ ...sort, direction: isAscending ? "descending" : "ascending" })}
        >
          {isAscending ? "▲" : "▼"}
        </button>
      )}
    </div>
  );
}
