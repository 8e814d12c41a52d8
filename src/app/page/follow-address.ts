import { addressHashOf, isSameTable } from "../state/address.ts";
import type { PageState, PageStore } from "../state/page-store.ts";
import { placeOfHash } from "../state/places.ts";
import { tellSpacePage } from "./space-frame.ts";

/** Opens what the address names, now and whenever it changes, and keeps it true as runs, splits and places are opened. */
export function followAddress(store: PageStore): void {
  let isFollowing = true;
  let hashBefore: string | null = null;
  /** Shows the run that the address without a hash stood for last, as long as that is there. */
  let showUnnamed: (() => boolean) | null = null;

  function write(hash: string): void {
    // As the browser writes it: some letters it escapes by itself.
    const { hash: written } = new URL(hash, window.location.href);
    if (written === window.location.hash) return;
    const address = window.location.pathname + window.location.search + hash;
    // What an address led to is the same step of the history, however the address was written; so is a table that is
    // sorted or filtered otherwise, letter by letter.
    if (isFollowing || isSameTable(written, window.location.hash)) window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
    tellSpacePage();
  }

  store.subscribe((state) => {
    const hash = addressHashOf(state);
    if (hash === "") showUnnamed = wayBackTo(state, store);
    // Where it is as before, the address may be ahead: a click on a link changes it before the page hears of it.
    if (hash === null || hash === hashBefore) return;
    hashBefore = hash;
    write(hash);
  });
  store.getState().start(window.location.hash);
  isFollowing = false;
  window.addEventListener("hashchange", () => {
    isFollowing = true;
    tellSpacePage();
    const { hash } = window.location;
    if (hash !== "" || !showUnnamed?.()) store.getState().openHash(hash);
    // What lies in a place may have an address of its own.
    if (placeOfHash(hash) !== null) write(addressHashOf(store.getState()) ?? hash);
    isFollowing = false;
  });
}

/** Shows the selected run once more; false where it is gone. */
function wayBackTo({ selection }: PageState, store: PageStore): () => boolean {
  return () => {
    const { items, select } = store.getState();
    if (selection === null || items.every(({ id }) => id !== selection.itemId)) return false;
    select(selection);
    return true;
  };
}
