/** The places of the page, by the names that their addresses carry. */
export const PLACES = ["run", "my-runs", "datasets"] as const;

export type PageView = (typeof PLACES)[number];

/** The address of a place, relative to the page's own. What lies in the place may have an address of its own. */
export function placeHash(place: PageView): string {
  return `#${place}`;
}

/** The place that an address names; null for any other address. */
export function placeOfHash(hash: string): PageView | null {
  return PLACES.find((place) => placeHash(place) === hash) ?? null;
}
