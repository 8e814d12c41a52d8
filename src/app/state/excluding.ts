import type { Span } from "../../workout/workout.ts";
import { type Excluded, NOTHING_EXCLUDED, withExcluded, withPutBack } from "./excluded.ts";
import { type ListedRuns, withItem } from "./run-items.ts";
import { shownRun } from "./status.ts";

export interface ExcludingActions {
  /** Leaves a stretch of the shown run out of every figure. */
  leaveOut(span: Span): void;
  /** Takes a stretch in again; what lies around it stays out. */
  putBack(span: Span): void;
  putAllBack(): void;
}

interface Ports {
  read(): Pick<ListedRuns, "items" | "selection">;
  write(change: Pick<ListedRuns, "items">): void;
  /** Called where it is a run of the library, by its id there. */
  onExcluded(keptId: string, excluded: Excluded): void;
}

/** Excludes stretches of the shown run and takes them in again; an item holds those of each of its runs. */
export function createExcluding({ read, write, onExcluded }: Ports) {
  function change(next: (excluded: Excluded) => Excluded): void {
    const { items, selection } = read();
    const item = items.find(({ id }) => id === selection?.itemId);
    if (selection === null || item === undefined) return;
    const excluded = next(item.excluded[selection.run] ?? NOTHING_EXCLUDED);
    write({ items: withItem(items, item.id, { excluded: { ...item.excluded, [selection.run]: excluded } }) });
    const keptId = item.keptAs[selection.run]?.id;
    if (keptId !== undefined) onExcluded(keptId, excluded);
  }

  const actions: ExcludingActions = {
    leaveOut: (span) => change((excluded) => withExcluded(excluded, span)),
    putBack(span) {
      const track = shownRun(read())?.track ?? null;
      if (track !== null) change((excluded) => withPutBack(excluded, span, track));
    },
    putAllBack: () => change(() => NOTHING_EXCLUDED),
  };
  return { actions };
}
