import { encodeSplitLink } from "../../sharing/link.ts";
import { shownRun } from "../status.ts";
import type { PageState, PageStore } from "../store.ts";
import { linkedSplit } from "./sources.ts";

/** The hash of the split that the page shows, or of its run; null where what is shown has no address of this kind. */
export function splitHashOf(state: PageState): string | null {
  const { opening, shown } = state.explorer;
  if (state.view === "split") {
    const named = opening ?? (shown && { source: shown.source, workoutId: null });
    const split = named && linkedSplit(named.source);
    return split && `#${encodeSplitLink(split, named.workoutId)}`;
  }
  const origin = shownRun(state)?.item.origin;
  if (origin?.kind !== "split" || origin.split === null) return null;
  return `#${encodeSplitLink(origin.split, origin.workoutId)}`;
}

/** Opens what the address names, now and whenever it changes, and keeps it true as splits and their runs are opened. */
export function followAddress(store: PageStore): void {
  let isFollowing = true;
  store.subscribe((state) => {
    const hash = splitHashOf(state);
    // As the browser writes it: some letters it escapes by itself.
    if (hash === null || new URL(hash, window.location.href).hash === window.location.hash) return;
    // What an address led to is the same step of the history, however the address was written.
    if (isFollowing) window.history.replaceState(null, "", hash);
    else window.history.pushState(null, "", hash);
  });
  store.getState().start(window.location.hash);
  isFollowing = false;
  window.addEventListener("hashchange", () => {
    isFollowing = true;
    store.getState().openHash(window.location.hash);
    isFollowing = false;
  });
}
