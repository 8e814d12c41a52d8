import { type PageView, placeHash } from "../state/places.ts";
import { usePageState } from "../ui/page-context.ts";

const PLACE_NAMES: readonly { place: PageView; name: string }[] = [
  { place: "run", name: "Run" },
  { place: "my-runs", name: "My runs" },
  { place: "datasets", name: "Datasets" },
];

/** The ways to the places of the page. */
export function PlaceLinks() {
  const view = usePageState((state) => state.view);
  return (
    <nav className="place-links" aria-label="Places">
      {PLACE_NAMES.map(({ place, name }) => (
        <a
          key={place}
          href={placeHash(place)}
          data-testid={`place-${place}`}
          aria-current={place === view ? "page" : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
