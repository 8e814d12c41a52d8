import type { Units } from "../format/units.ts";
import { filteredRunOf, filteredRuns, isFiltering, type RunFilter, speedCuts } from "./run-filter.ts";
import { type ListedRuns, openedItems, type RunView, type Selection, selectionOf, viewsOf } from "./run-items.ts";
import { inOrder, type RunSort } from "./run-order.ts";

/** Position of the shown run among those that were opened, and its neighbours. */
export interface RunSteps {
  /** Position of the shown run, from 1; null where it was refused. */
  position: number | null;
  count: number;
  previous: Selection | null;
  next: Selection | null;
}

interface OrderedList extends Pick<ListedRuns, "items"> {
  runSort: RunSort;
  units: Units;
}

interface FilteredList extends OrderedList {
  runFilter: RunFilter;
}

/** The runs of the list in the order of their table, but for those that were refused and the page's own first one. */
export function readRuns(list: OrderedList): readonly RunView[] {
  return inOrder(openedItems(list.items).flatMap(viewsOf).filter(isRead), list.runSort, list.units);
}

/** The runs that could not be read or predicted, in the order in which they were opened. */
export function refusedRuns({ items }: Pick<ListedRuns, "items">): RunView[] {
  return items.flatMap(viewsOf).filter((view) => !isRead(view));
}

/**
 * The steps from the shown run to its neighbours in the table; those that were refused are passed over. They lead through
 * all runs where the filter does not let the shown one through.
 */
export function runStepsOf(list: FilteredList & Pick<ListedRuns, "selection">): RunSteps {
  const { items, selection, runSort, units, runFilter } = list;
  const isShown = ({ item, run }: RunView) => item.id === selection?.itemId && run === selection.run;
  const all = inOrder(
    openedItems(items)
      .flatMap(viewsOf)
      .filter((view) => isRead(view) || isShown(view)),
    runSort,
    units,
  );
  const filtered = isFiltering(runFilter)
    ? filteredRuns(all, runFilter, speedCuts(all.map(filteredRunOf)), filteredRunOf)
    : all;
  const views = filtered.some(isShown) ? filtered : all;
  const shownAt = views.findIndex(isShown);
  const neighbour = (step: 1 | -1) => {
    const view = shownAt < 0 ? undefined : views[shownAt + step];
    return view === undefined ? null : selectionOf(view);
  };
  const isShownRead = shownAt >= 0 && isRead(views[shownAt]);
  return {
    position: isShownRead ? shownAt + 1 : null,
    count: views.length - (shownAt >= 0 && !isShownRead ? 1 : 0),
    previous: neighbour(-1),
    next: neighbour(1),
  };
}

/** Whether a run was read and predicted, or may yet be; one that waits for an answer of the person is one of these. */
export function isRead({ error }: RunView): boolean {
  return error === null || error.code === "intent-needed";
}
