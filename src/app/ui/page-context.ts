import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Sample } from "../../dataset/samples.ts";
import type { Machine } from "../state/backends.ts";
import type { PageActions, PageState, PageStore } from "../state/page-store.ts";

/** The page's state as it is drawn, which may come a moment after it. */
export type DrawnStore = Pick<PageStore, "getState" | "getInitialState" | "subscribe">;

/** Parts that a component may reach: the store, and what the page offers to choose from. */
export interface Page {
  store: PageStore;
  drawn: DrawnStore;
  samples: readonly Sample[];
  machine: Machine;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("A component of the page stands outside of it.");
  return page;
}

/** A part of the page's state as it is drawn, or one of its actions. */
export function usePageState<T>(select: (state: PageState & PageActions) => T): T {
  return useStore(usePage().drawn, select);
}

/** A part of the page's state as it is, a moment before the rest is drawn. */
export function usePresentState<T>(select: (state: PageState & PageActions) => T): T {
  return useStore(usePage().store, select);
}
