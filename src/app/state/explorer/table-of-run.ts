import type { ListedRuns } from "../run-items.ts";
import { shownRun } from "../status.ts";
import type { ExplorerState } from "./explorer.ts";
import { isSameSource, type SplitSource } from "./sources.ts";

/** Source of the split in the table, where the shown run is one of its runs; null for any other run. */
export function tableOfRun(
  state: Pick<ListedRuns, "items" | "selection"> & { explorer: ExplorerState },
): SplitSource | null {
  const { shown } = state.explorer;
  const item = shownRun(state)?.item;
  if (shown === null || item?.origin.kind !== "split" || item.source?.kind !== "split") return null;
  const { split } = item.origin;
  // A file of this device has no name that a run could carry: its run is read from the very split.
  const isOfTable = split === null ? item.source.from === shown.split : isSameSource(split, shown.source);
  return isOfTable ? shown.source : null;
}
