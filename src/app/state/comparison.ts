import type { SplitRow } from "../../dataset/split.ts";
import { type ComparedBy, MOST_COMPARED } from "../../evaluation/compared-by.ts";
import type { ExplorerState } from "./explorer/explorer.ts";
import { isRunOfSplit } from "./explorer/table-of-run.ts";
import { isStranger } from "./own-runs.ts";
import { type ListedRuns, type RunView, type Selection, selectionOf, viewsOf } from "./run-items.ts";

/** The runs that are chosen to be compared, and how they are. */
export interface Comparison {
  /** In the order in which they were chosen; some may have left the list since. */
  runs: readonly Selection[];
  by: ComparedBy;
  /** Hash of the link that brought them; null where they were chosen here, or others were since. */
  hash: string | null;
}

export interface ComparisonActions {
  /** Adds a run to the comparison, as long as that is not full, or takes it out. */
  chooseToCompare(run: Selection, isChosen: boolean): void;
  compareNone(): void;
  compareBy(by: ComparedBy): void;
}

type ComparedList = Pick<ListedRuns, "items"> & { comparison: Comparison };

interface Ports {
  /** Has a run of the library predicted. */
  open(itemIds: readonly number[]): void;
  read(): ComparedList;
  write(comparison: Comparison): void;
}

export const NO_COMPARISON: Comparison = { runs: [], by: "time", hash: null };

/** Chooses the runs that are compared. */
export function createComparison({ open, read, write }: Ports) {
  const actions: ComparisonActions = {
    chooseToCompare(run, isChosen) {
      const others = comparedViews(read())
        .map(selectionOf)
        .filter((chosen) => !isSameRun(chosen, run));
      if (isChosen && others.length === MOST_COMPARED) return;
      write({ ...read().comparison, runs: isChosen ? [...others, run] : others, hash: null });
      if (isChosen) open([run.itemId]);
    },
    compareNone: () => write({ ...read().comparison, runs: [], hash: null }),
    compareBy: (by) => write({ ...read().comparison, by }),
  };
  return { actions };
}

/** The compared runs that are on the list, in the order in which they were chosen. */
export function comparedViews({ items, comparison }: ComparedList): RunView[] {
  return comparison.runs.flatMap(({ itemId, run }) => {
    const item = items.find(({ id }) => id === itemId);
    return item === undefined ? [] : (viewsOf(item)[run] ?? []);
  });
}

/** Whether as many runs are chosen as can be compared. */
export function isComparisonFull(state: ComparedList): boolean {
  return state.comparison.runs.length >= MOST_COMPARED && comparedViews(state).length >= MOST_COMPARED;
}

/** Whether a run is chosen to be compared. */
export function isCompared({ comparison }: Pick<ComparedList, "comparison">, run: Selection): boolean {
  return comparison.runs.some((chosen) => isSameRun(chosen, run));
}

/** Whether a row of the split that is shown is chosen to be compared. */
export function isRowCompared(state: ComparedList & { explorer: ExplorerState }, { workout_id }: SplitRow): boolean {
  const { shown } = state.explorer;
  return shown !== null && comparedViews(state).some(({ item }) => isRunOfSplit(item, shown, workout_id));
}

function isSameRun(one: Selection, other: Selection): boolean {
  return one.itemId === other.itemId && one.run === other.run;
}

/** Whether of two runs one is a sample's or a dataset's, and the other of the person at the page. */
export function areStrangers(one: RunView, other: RunView): boolean {
  return isStranger(one) !== isStranger(other);
}
