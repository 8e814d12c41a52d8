import { type ComponentType, lazy, Suspense, useRef } from "react";
import { ModelImportDialog } from "../models/model-import-dialog.tsx";
import { isExampleShown, Samples } from "../run-list/samples.tsx";
import type { PageView } from "../state/places.ts";
import { NotFetched } from "../ui/not-fetched.tsx";
import { usePageState } from "../ui/page-context.ts";
import { BackToTable } from "./back-to-table.tsx";
import { Bar } from "./bar.tsx";
import { DropTarget } from "./drop-target.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { RunPlace } from "./run-place.tsx";
import { SkipLink } from "./skip-link.tsx";
import { useViewScroll } from "./use-view-scroll.ts";

/** A part of the page that is fetched when it is first shown. */
function fetched(load: () => Promise<ComponentType>): ComponentType {
  return lazy(() =>
    load()
      .catch(() => NotFetched)
      .then((part) => ({ default: part })),
  );
}

const loadMyRuns = () => import("../my-runs/my-runs-views.ts");

/** The place of a run is there at once, any other is fetched when it is first opened. */
const PLACES: Record<PageView, ComponentType> = {
  run: RunPlace,
  "my-runs": fetched(async () => (await loadMyRuns()).MyRuns),
  compare: fetched(async () => (await loadMyRuns()).Comparison),
  plan: fetched(async () => (await import("../plan/plan-place.tsx")).PlanPlace),
  datasets: fetched(async () => (await import("../explorer/datasets-place.tsx")).DatasetsPlace),
};

const CompareBar = fetched(async () => (await loadMyRuns()).CompareBar);
const UpdateNotice = fetched(async () => (await import("../offline/update-notice.tsx")).UpdateNotice);

/** The page: a bar with its places, and the place that is open. */
export function App() {
  const view = usePageState((state) => state.view);
  const itemId = usePageState(({ selection }) => selection?.itemId);
  const splitId = usePageState(({ explorer }) => explorer.shown?.id);
  const showsExample = usePageState(isExampleShown);
  const hasUpdate = usePageState(({ offline }) => offline.update !== null);
  const showsChoice = usePageState(({ comparison, view }) => comparison.runs.length > 0 && view !== "compare");
  const main = useRef<HTMLElement>(null);
  useViewScroll(main, view, splitId);
  const OpenPlace = PLACES[view];
  return (
    <div className="page">
      <SkipLink target={main} />
      <DropTarget />
      <ModelImportDialog />
      <Bar />
      <main ref={main} tabIndex={-1}>
        <Suspense>{hasUpdate && <UpdateNotice />}</Suspense>
        <BackToTable />
        {showsExample && <Samples />}
        <ErrorBoundary key={view} shownId={view === "run" ? itemId : splitId}>
          <Suspense>
            <OpenPlace />
          </Suspense>
        </ErrorBoundary>
        <Suspense>{showsChoice && <CompareBar />}</Suspense>
      </main>
      {!showsExample && (
        <footer className="page-end">
          <Samples />
        </footer>
      )}
    </div>
  );
}
