import { addressHashOf } from "../state/address.ts";
import type { PageState, PageStore } from "../state/page-store.ts";

/** Opens what the address names, now and whenever it changes, and keeps it true as runs and splits are opened. */
export function followAddress(store: PageStore): void {
  let isFollowing = true;
  let hashBefore: string | null = null;
  /** Shows what the address without a hash stood for last, as long as that is there. */
  let showUnnamed: (() => boolean) | null = null;
  store.subscribe((state) => {
    const hash = addressHashOf(state);
    if (hash === "") showUnnamed = wayBackTo(state, store);
    // Where it is as before, the address may be ahead: a click on a link changes it before the page hears of it.
    if (hash === null || hash === hashBefore) return;
    hashBefore = hash;
    // As the browser writes it: some letters it escapes by itself.
    if (new URL(hash, window.location.href).hash === window.location.hash) return;
    const address = window.location.pathname + window.location.search + hash;
    // What an address led to is the same step of the history, however the address was written.
    if (isFollowing) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
  });
  store.getState().start(window.location.hash);
  isFollowing = false;
  window.addEventListener("hashchange", () => {
    isFollowing = true;
    const { hash } = window.location;
    if (hash !== "" || !showUnnamed?.()) store.getState().openHash(hash);
    isFollowing = false;
  });
}

/** Shows what is shown now once more; false where it is gone. */
function wayBackTo({ view, selection, explorer }: PageState, store: PageStore): () => boolean {
  const splitId = explorer.shown?.id;
  return () => {
    const { items, explorer, show, select } = store.getState();
    const isThere =
      view === "split" ? explorer.shown?.id === splitId : items.some(({ id }) => id === selection?.itemId);
    if (isThere && view === "split") show(view);
    else if (isThere && selection !== null) select(selection);
    return isThere;
  };
}
