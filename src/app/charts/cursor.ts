import { createStore, type StoreApi } from "zustand/vanilla";

/** Where all charts are pointed at. It has a store of its own: no chart is drawn again as it moves. */
export interface Cursor {
  timeS: number | null;
  /** Where a stretch to zoom into was begun to be marked. */
  dragFromS: number | null;
}

export type CursorStore = StoreApi<Cursor>;

export const AWAY: Cursor = { timeS: null, dragFromS: null };

export function createCursor(): CursorStore {
  return createStore<Cursor>(() => AWAY);
}
