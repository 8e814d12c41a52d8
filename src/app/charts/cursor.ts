import { createStore, type StoreApi } from "zustand/vanilla";

/** Where all charts are pointed at. It has a store of its own: no chart is drawn again as it moves. */
export interface Cursor {
  timeS: number | null;
  /** Where the pointer is, from the charts' left edge in pixels: it stays there when they show another stretch. null for the keyboard. */
  pointerX: number | null;
  /** Where a stretch to zoom into was begun to be marked. */
  dragFromS: number | null;
  /** While two fingers zoom, nothing is pointed at. */
  isPinched: boolean;
}

export type CursorStore = StoreApi<Cursor>;

export const AWAY: Cursor = { timeS: null, pointerX: null, dragFromS: null, isPinched: false };

export function createCursor(): CursorStore {
  return createStore<Cursor>(() => AWAY);
}
