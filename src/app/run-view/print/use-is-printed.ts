import { useSyncExternalStore } from "react";

let isPrinted = false;

function subscribe(changed: () => void): () => void {
  const listening = new AbortController();
  const set = (printed: boolean) => () => {
    isPrinted = printed;
    // Paper is white, whatever the screen is.
    document.documentElement.classList.toggle("on-paper", printed);
    changed();
  };
  window.addEventListener("beforeprint", set(true), { signal: listening.signal });
  window.addEventListener("afterprint", set(false), { signal: listening.signal });
  return () => listening.abort();
}

/** Whether the browser puts the page on paper now. */
export function useIsPrinted(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isPrinted,
    () => false,
  );
}
