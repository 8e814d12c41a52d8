import { type ListedRuns, type RunView, type Selection, viewsOf } from "./run-items.ts";

/** Where the shown run stands among those that were opened. */
export interface RunSteps {
  /** From 1; null where the shown run could not be read. */
  position: number | null;
  count: number;
  previous: Selection | null;
  next: Selection | null;
}

/** Whether a run could not be read or predicted. One that waits for an answer of the person is none of these. */
export function isRefused({ error }: Pick<RunView, "error">): boolean {
  return error !== null && error.code !== "intent-needed";
}

/** The steps from the shown run to its neighbours on the list; those that were refused are passed over. */
export function runStepsOf({ items, selection }: Pick<ListedRuns, "items" | "selection">): RunSteps {
  const isShown = ({ item, run }: RunView) => item.id === selection?.itemId && run === selection.run;
  const runs = items.flatMap(viewsOf).filter((view) => isShown(view) || !isRefused(view));
  const shownAt = runs.findIndex(isShown);
  const selectionAt = (index: number): Selection | null =>
    runs[index] === undefined ? null : { itemId: runs[index].item.id, run: runs[index].run };
  const isRead = shownAt >= 0 && !isRefused(runs[shownAt]);
  return {
    position: isRead ? shownAt + 1 : null,
    count: runs.length - (shownAt >= 0 && !isRead ? 1 : 0),
    previous: shownAt < 0 ? null : selectionAt(shownAt - 1),
    next: shownAt < 0 ? null : selectionAt(shownAt + 1),
  };
}

/** The runs that could not be read or predicted, in the order of the list. */
export function refusedRuns({ items }: Pick<ListedRuns, "items">): RunView[] {
  return items.flatMap(viewsOf).filter(isRefused);
}
