import { encodeSampleLink, encodeSplitLink } from "../../sharing/link.ts";
import type { Comparison } from "./comparison.ts";
import type { ExplorerState } from "./explorer/explorer.ts";
import { linkedSplit } from "./explorer/sources.ts";
import { tableViewText } from "./explorer/table-view.ts";
import { placeHash } from "./places.ts";
import type { ListedRuns, Origin } from "./run-items.ts";
import { shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";

/** The parts of the state that the address depends on. */
export interface AddressedState extends Pick<ListedRuns, "items" | "selection">, Pick<ViewState, "view"> {
  explorer: ExplorerState;
  comparison: Comparison;
}

/** The hash of the shown split, or of the split's shown run; null when neither is shown, or no link can name it. */
export function splitHashOf(state: AddressedState): string | null {
  const { opening, shown } = state.explorer;
  if (state.view === "datasets") {
    const named = opening ?? (shown && { source: shown.source, workoutId: null, view: shown });
    const split = named && linkedSplit(named.source);
    return split && `#${encodeSplitLink(split, named.workoutId, named.view ? tableViewText(named.view) : "")}`;
  }
  const origin = shownRun(state)?.item.origin;
  return origin?.kind === "split" ? runHashOf(origin) : null;
}

/** The hash that leads to a bundled sample. */
export function sampleHash(id: string): string {
  return `#${encodeSampleLink(id)}`;
}

/** The hash that leads to a run; null where none does, as to a file of this device. */
export function runHashOf(origin: Origin): string | null {
  switch (origin.kind) {
    case "sample":
      return sampleHash(origin.sampleId);
    case "link":
      return origin.hash;
    case "split":
      return origin.split && `#${encodeSplitLink(origin.split, origin.workoutId)}`;
    default:
      return null;
  }
}

/** Whether two hashes lead to one split's table, each in a view of its own. */
export function isSameTable(a: string, b: string): boolean {
  const [ofA, ofB] = [a, b].map((hash) => hash.split("#")[1]);
  return ofA === ofB;
}

/**
 * The hash that leads to what the page shows; empty for a run that none leads to, such as one of a file of this device;
 * null as long as nothing new is shown.
 */
export function addressHashOf(state: AddressedState): string | null {
  if (state.view === "my-runs" || state.view === "plan") return placeHash(state.view);
  if (state.view === "compare") return state.comparison.hash ?? placeHash("compare");
  const splitHash = splitHashOf(state);
  if (splitHash !== null) return splitHash;
  if (state.view === "datasets") return state.explorer.opening === null ? placeHash("datasets") : null;
  const origin = shownRun(state)?.item.origin;
  return origin === undefined ? null : (runHashOf(origin) ?? "");
}
