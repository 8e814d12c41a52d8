import { createStore, type StoreApi } from "zustand/vanilla";
import type { Span } from "../../workout/workout.ts";

/** A repair or a flag of a run, with its places on the time axis: a row of a table, and shades on the charts. */
export interface Mark {
  /** Tells it from others of the run, and is the same from run to run where it is of one kind. */
  id: string;
  kind: "repair" | "flag";
  name: string;
  /** Its code among the published checks, for researchers; none where it is not one of these. */
  code?: string;
  /** Number or amount, with a unit. */
  count: string;
  /** Empty where it has no place on the time axis. */
  spans: readonly Span[];
  /** Place in words, for a mark without spans. */
  elsewhere?: string;
  /** What was done, or what it may mean, for a runner. */
  meaning: string;
  /** The exact rule behind it, for researchers. */
  rule?: string;
}

/** The mark that the charts shade. It has a store of its own: no chart is drawn again as one goes from row to row. */
export interface MarkChoice {
  /** Until it is put away again. */
  chosen: string | null;
  /** Mark under the pointer or the focus; it comes before the chosen one. */
  pointed: string | null;
  /** Stretch under the pointer or the focus that is no mark, such as a split of the run; it comes before all marks. */
  stretch: Shaded | null;
}

/** What the charts shade. */
export type Shaded = Pick<Mark, "name" | "spans">;

export type MarkStore = StoreApi<MarkChoice>;

export function createMarks(): MarkStore {
  return createStore<MarkChoice>(() => ({ chosen: null, pointed: null, stretch: null }));
}

/** What is to be shaded; null where there is nothing that has a place. */
export function shadedMark(marks: readonly Mark[], { chosen, pointed, stretch }: MarkChoice): Shaded | null {
  if (stretch !== null) return stretch;
  const placed = marks.filter(({ spans }) => spans.length > 0);
  return placed.find(({ id }) => id === pointed) ?? placed.find(({ id }) => id === chosen) ?? null;
}

/** Chooses a mark, or puts it away; then the focus that is still on it shades it no longer. */
export function toggleMark(store: MarkStore, id: string): void {
  const isChosen = store.getState().chosen === id;
  store.setState(isChosen ? { chosen: null, pointed: null } : { chosen: id });
}
