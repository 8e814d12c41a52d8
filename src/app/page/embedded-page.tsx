import { PAGE_NAME } from "../format/page-name.ts";
import { EmbeddedRun } from "../run-view/embedded-run.tsx";
import { addressHashOf } from "../state/address.ts";
import { usePageState } from "../ui/page-context.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

/** The page within another page: one chart of the link's run, and the way to all of it. */
export function EmbeddedPage() {
  const view = usePageState((state) => state.view);
  const itemId = usePageState(({ selection }) => selection?.itemId);
  return (
    <main className="embedded-page">
      <header className="embedded-head">
        <h1 className="note">{PAGE_NAME}</h1>
        <FullPageLink />
      </header>
      <ErrorBoundary shownId={itemId}>{view === "run" ? <EmbeddedRun /> : <NotEmbedded />}</ErrorBoundary>
    </main>
  );
}

/** Stands where the address leads to something else than a run, or to one that is still on its way. */
function NotEmbedded() {
  const isComing = usePageState(({ explorer }) => explorer.opening?.phase === "opening");
  return <p>{isComing ? "Reading the run." : "What this link leads to takes more room than there is here."}</p>;
}

function FullPageLink() {
  const hash = usePageState(addressHashOf) ?? window.location.hash;
  return (
    <a
      className="note"
      href={window.location.pathname + hash}
      target="_blank"
      rel="noreferrer"
      data-testid="open-in-full"
    >
      Open in full
    </a>
  );
}
