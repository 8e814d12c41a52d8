import type { WholeNumber } from "../../../base/whole-number.ts";
import type { OpenSplit } from "../../../dataset/split.ts";
import type { ListedRuns, RunItem } from "../run-items.ts";
import { shownRun } from "../status.ts";
import type { ExplorerState } from "./explorer.ts";
import { isSameSource, type SplitSource } from "./sources.ts";

/** Source of the split in the table, where the shown run is one of its runs; null for any other run. */
export function tableOfRun(
  state: Pick<ListedRuns, "items" | "selection"> & { explorer: ExplorerState },
): SplitSource | null {
  const { shown } = state.explorer;
  const item = shownRun(state)?.item;
  return shown !== null && item !== undefined && isOfSplit(item, shown) ? shown.source : null;
}

/** Whether an item is a run of a split. */
function isOfSplit(item: RunItem, { source, split }: { source: SplitSource; split: OpenSplit }): boolean {
  if (item.origin.kind !== "split" || item.source?.kind !== "split") return false;
  // A file of this device has no name that a run could carry: its run is read from the very split.
  return item.origin.split === null ? item.source.from === split : isSameSource(item.origin.split, source);
}

/** Whether an item is a split's run of a `workout_id`. */
export function isRunOfSplit(
  item: RunItem,
  of: { source: SplitSource; split: OpenSplit },
  workoutId: WholeNumber,
): boolean {
  return isOfSplit(item, of) && item.origin.kind === "split" && item.origin.workoutId === workoutId;
}
