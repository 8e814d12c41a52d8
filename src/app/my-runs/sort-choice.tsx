import { useId } from "react";
import { speedName } from "../format/units.ts";
import { nextSort, type RunColumn } from "../state/run-order.ts";
import { usePageState } from "../ui/page-context.ts";

const OPENED = "opened";

/** Sorts the table where it is too narrow for headers. */
export function SortChoice({ hasSources }: { hasSources: boolean }) {
  const id = useId();
  const sort = usePageState((state) => state.runSort);
  const setRunSort = usePageState((state) => state.setRunSort);
  const units = usePageState((state) => state.units);
  const names: readonly [RunColumn, string][] = [
    ["date", "Date"],
    ["name", "Name"],
    ...(hasSources ? [["source", "From"] as [RunColumn, string]] : []),
    ["sport", "Sport"],
    ["distance", "Distance"],
    ["duration", "Time"],
    ["speed", speedName(units)],
    ["measured", "Measured"],
    ["expected", "Expected"],
    ["difference", "Difference"],
  ];
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
        {names.map(([column, name]) => (
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
