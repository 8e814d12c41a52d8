import { PLACES, type Place, placeHash, placeOf } from "../state/places.ts";
import { usePageState } from "../ui/page-context.ts";

const PLACE_NAMES: Record<Place, string> = { run: "Run", "my-runs": "My runs", plan: "Plan", datasets: "Datasets" };

/** The ways to the places of the page. */
export function PlaceLinks() {
  const view = usePageState((state) => state.view);
  return (
    <nav className="place-links" aria-label="Places">
      {PLACES.map((place) => (
        <a
          key={place}
          href={placeHash(place)}
          data-testid={`place-${place}`}
          aria-current={place === placeOf(view) ? "page" : undefined}
        >
          {PLACE_NAMES[place]}
        </a>
      ))}
    </nav>
  );
}
