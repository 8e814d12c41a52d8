import { sampleHash } from "../state/address.ts";
import type { PageState } from "../state/page-store.ts";
import { shownRun } from "../state/status.ts";
import { usePage, usePageState } from "../ui/page-context.ts";

/** Whether the page shows a run of its own: then examples stand above it, else at the page's end. */
export function isExampleShown(state: Pick<PageState, "items" | "selection" | "view">): boolean {
  const kind = shownRun(state)?.item.origin.kind;
  return state.view === "run" && (kind === "opening" || kind === "sample");
}

/** The bundled runs. Each has an address of its own, and opening one goes there. */
export function Samples() {
  const { samples } = usePage();
  const openHash = usePageState((state) => state.openHash);
  const shownOrigin = usePageState((state) => shownRun(state)?.item.origin);
  const shownId = shownOrigin?.kind === "sample" ? shownOrigin.sampleId : null;

  return (
    <section className="samples" aria-labelledby="samples-title">
      <h2 id="samples-title">
        Examples <span className="note">made up, nobody's runs</span>
      </h2>
      <ul>
        {samples.map(({ id, label }) => (
          <li key={id}>
            <a
              href={sampleHash(id)}
              data-testid="sample"
              aria-current={id === shownId ? "true" : undefined}
              onClick={() => {
                // The same address again is no change of it: nothing but this would open the sample.
                if (window.location.hash === sampleHash(id)) openHash(sampleHash(id));
              }}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
