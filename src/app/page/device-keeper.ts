import type { Keeper } from "../state/keeper.ts";

/** Keeps texts in the browser's local storage. A private window, or a person's choice, may forbid it. */
export const deviceKeeper: Keeper = {
  read(name) {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write(name, text) {
    try {
      window.localStorage.setItem(name, text);
    } catch {}
  },
  forget(names) {
    try {
      for (const name of names) window.localStorage.removeItem(name);
    } catch {}
  },
  onChangeElsewhere(listener) {
    window.addEventListener("storage", ({ key }) => listener(key));
  },
};
