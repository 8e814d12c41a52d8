import type { PageState, PageStore } from "../state/page-store.ts";

/** Nothing is predicted and no model loaded for so long: whoever comes to open a run has its picture by then. */
const QUIET_MS = 3000;

/**
 * Has the device hold the page: at once where it does already, or the page is installed, for files may wait to be opened;
 * else after the first prediction, so that a first visit fetches nothing beside what it waits for. A page within another
 * is part of that one, and is not held.
 */
export async function holdWhenQuiet(store: PageStore): Promise<void> {
  if (window.top !== window || !("serviceWorker" in navigator)) return;
  const isInstalled = window.matchMedia("(display-mode: standalone)").matches;
  if (isInstalled || navigator.serviceWorker.controller !== null) void followLaunches(store);
  else await quiet(store);
  await store.getState().holdOffline();
}

async function followLaunches(store: PageStore): Promise<void> {
  const { openLaunched } = await import("./open-launched.ts");
  openLaunched((files) => store.getState().openFiles(files));
}

function quiet(store: PageStore): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (state: PageState) => {
      clearTimeout(timer);
      if (!isQuiet(state)) return;
      timer = setTimeout(() => {
        unsubscribe();
        resolve();
      }, QUIET_MS);
    };
    const unsubscribe = store.subscribe(wait);
    wait(store.getState());
  });
}

function isQuiet({ model, items }: PageState): boolean {
  return model.phase === "ready" && items.every(({ state }) => state !== "waiting" && state !== "predicting");
}
