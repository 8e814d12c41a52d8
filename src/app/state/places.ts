/** The places of the page, by the names that their addresses carry. */
export const PLACES = ["run", "my-runs", "plan", "datasets"] as const;

export type Place = (typeof PLACES)[number];

/** What the page can show: its places, and the comparison of runs, which lies in My runs. */
const VIEWS = [...PLACES, "compare"] as const;

export type PageView = (typeof VIEWS)[number];

/** The place in which a view lies. */
export function placeOf(view: PageView): Place {
  return view === "compare" ? "my-runs" : view;
}

/** The address of a view, relative to the page's own. What lies in it may have an address of its own. */
export function placeHash(view: PageView): string {
  return `#${view}`;
}

/** The view that an address names; null for any other address. */
export function placeOfHash(hash: string): PageView | null {
  return VIEWS.find((view) => placeHash(view) === hash) ?? null;
}
