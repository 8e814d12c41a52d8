import type { SplitRow } from "../../dataset/split.ts";
import { usePageState } from "../ui/page-context.ts";
import { Tick } from "../ui/tick.tsx";

/** Marks a run of the table, to be saved with others. */
export function MarkRow({ row, tabIndex }: { row: SplitRow; tabIndex: 0 | -1 }) {
  const isMarked = usePageState(({ explorer: { shown } }) => shown?.marked.has(row.row) ?? false);
  const markRows = usePageState((state) => state.markRows);
  return (
    <Tick
      name={`Mark run ${row.workout_id}`}
      isChosen={isMarked}
      tabIndex={tabIndex}
      onChange={(marked) => markRows([row], marked)}
    />
  );
}
