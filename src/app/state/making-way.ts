import type { Comparison } from "./comparison.ts";
import type { RunItem } from "./run-items.ts";
import { type TaughtState, teachingRuns } from "./teaching-runs.ts";

/** The parts of the state that tell which items are looked at. */
type LookedAtList = TaughtState & { comparison: Comparison };

/** The items that are looked at: shown, compared, or what the shown one is calibrated by. Their predictions stay. */
export function itemsLookedAt(state: LookedAtList): ReadonlySet<number> {
  const { selection, comparison } = state;
  const compared = comparison.runs.map(({ itemId }) => itemId);
  const earlier = teachingRuns(state).map(({ itemId }) => itemId);
  return new Set([...(selection === null ? [] : [selection.itemId]), ...compared, ...earlier]);
}

/**
 * Whether an item leaves the list for opened ones: the page's own and a split's for any, unless they are compared; a link
 * for itself, as on the way back to it.
 */
export function makesWay(
  { id, origin }: Pick<RunItem, "id" | "origin">,
  opened: readonly Pick<RunItem, "origin">[],
  { runs }: Pick<Comparison, "runs">,
): boolean {
  if (origin.kind === "link") {
    return opened.some((other) => other.origin.kind === "link" && other.origin.hash === origin.hash);
  }
  return origin.kind !== "file" && origin.kind !== "kept" && runs.every(({ itemId }) => itemId !== id);
}
