import type { PageActions, PageState, PageStore } from "../state/page-store.ts";
import { statusOf } from "../state/status.ts";
import type { DrawnStore } from "../ui/page-context.ts";

type State = PageState & PageActions;

/** How long a picture stays while its successor is read, in which a person hardly sees a delay. */
const HELD_MS = 200;

/** What a person does to the page, which then answers with what is. */
const ACTS = ["pointerdown", "keydown", "input", "change", "drop"];

/**
 * The page's state as it is drawn. A run that is read and predicted at once is drawn once, when it is there: that it is
 * being read would be gone before anybody has read that, and drawing it would take the processor from the reading.
 */
export function createDrawnStore(store: PageStore, acts: EventTarget = window): DrawnStore {
  const listeners = new Set<(state: State, before: State) => void>();
  let drawn = store.getState();
  /** Ends the time in which what is drawn stays; null where it follows the state. */
  let holding: ReturnType<typeof setTimeout> | null = null;

  function hold(): void {
    holding = setTimeout(follow, HELD_MS);
    for (const act of ACTS) acts.addEventListener(act, follow, { capture: true });
  }

  function endHolding(): void {
    if (holding === null) return;
    clearTimeout(holding);
    holding = null;
    for (const act of ACTS) acts.removeEventListener(act, follow, { capture: true });
  }

  function follow(): void {
    endHolding();
    const before = drawn;
    drawn = store.getState();
    for (const listener of listeners) listener(drawn, before);
  }

  /** Whether another run than the drawn one has been opened and is not there yet. */
  function isUnderWay(): boolean {
    const state = store.getState();
    return state.selection?.itemId !== drawn.selection?.itemId && statusOf(state).state === "predicting";
  }

  store.subscribe(() => {
    if (isUnderWay() && holding !== null) return;
    if (isUnderWay() && statusOf(drawn).state === "done") hold();
    else follow();
  });

  return {
    getState: () => drawn,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
