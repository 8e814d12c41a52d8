import type { Selection } from "./run-items.ts";
import type { ViewState } from "./view.ts";

/** What is to be replayed as soon as it is predicted: an item of the list, or the compared runs. */
export type ReplayWish = { itemId: number } | "compared";

export interface ReplayState {
  /** null where nobody asked for a replay. */
  replayWish: ReplayWish | null;
}

export interface ReplayActions {
  /** Asks for a replay of what the page shows now. */
  replayShown(): void;
  /** Takes the wish back, as its replay begins. */
  replayBegun(): void;
}

interface Ports {
  read(): Pick<ViewState, "view"> & { selection: Selection | null };
  write(change: ReplayState): void;
}

export const NO_REPLAY: ReplayState = { replayWish: null };

/** Carries the wish for a replay from where it is asked for to where it is played. */
export function createReplayWish({ read, write }: Ports) {
  const actions: ReplayActions = {
    replayShown() {
      const { view, selection } = read();
      write({ replayWish: view === "compare" ? "compared" : selection && { itemId: selection.itemId } });
    },
    replayBegun: () => write(NO_REPLAY),
  };
  return { actions };
}

/** Whether a run of the list is wished to be replayed. */
export function isReplayWished({ replayWish }: ReplayState, itemId: number): boolean {
  return replayWish !== null && replayWish !== "compared" && replayWish.itemId === itemId;
}
