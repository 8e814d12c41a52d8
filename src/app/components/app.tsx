import { usePageState } from "../page-context.ts";
import { DropTarget } from "./drop-target.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { ModelImportDialog } from "./model-import.tsx";
import { OpenRun } from "./open-run.tsx";
import { RunList } from "./run-list.tsx";
import { RunPanel } from "./run-panel.tsx";
import { Samples } from "./samples.tsx";
import { Settings } from "./settings.tsx";

/** The page: what goes in at the left or top, what comes out beside it. */
export function App() {
  const shownId = usePageState(({ selection }) => selection?.itemId);
  return (
    <div className="page">
      <DropTarget />
      <ModelImportDialog />
      <header className="rail">
        <div>
          <h1>Heart rate predictor</h1>
          <p className="note">
            What a run should have asked of a heart, beside what it did. Nothing leaves this device.
          </p>
        </div>
        <OpenRun />
        <Samples />
        <RunList />
        <Settings />
      </header>
      <main>
        <ErrorBoundary shownId={shownId}>
          <RunPanel />
        </ErrorBoundary>
      </main>
    </div>
  );
}
