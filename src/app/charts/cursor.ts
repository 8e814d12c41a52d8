import { createStore, type StoreApi } from "zustand/vanilla";

/** The pointer that all charts share. It has a store of its own: no chart is drawn again as it moves. */
export interface Cursor {
  timeS: number | null;
  /**
   * Pointer's distance from the charts' left edge in pixels, kept when they show another stretch; null for the
   * keyboard.
   */
  pointerX: number | null;
  /** The moment at which a drag began that marks a stretch to zoom to; null outside of one. */
  dragFromS: number | null;
  /** Whether two fingers zoom: nothing is pointed at meanwhile. */
  isPinched: boolean;
}

export type CursorStore = StoreApi<Cursor>;

export const AWAY: Cursor = { timeS: null, pointerX: null, dragFromS: null, isPinched: false };

export function createCursor(): CursorStore {
  return createStore<Cursor>(() => AWAY);
}
