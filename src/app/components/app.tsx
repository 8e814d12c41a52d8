import { useRef } from "react";
import { Datasets } from "../explorer/datasets.tsx";
import { SplitPanel } from "../explorer/split-panel.tsx";
import { useViewScroll } from "../explorer/use-view-scroll.ts";
import { ViewSwitch } from "../explorer/view-switch.tsx";
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
  const view = usePageState((state) => state.view);
  const itemId = usePageState(({ selection }) => selection?.itemId);
  const splitId = usePageState(({ explorer }) => explorer.shown?.id);
  const main = useRef<HTMLElement>(null);
  useViewScroll(main, view, splitId);
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
        <Datasets />
        <RunList />
        <Settings />
      </header>
      <main ref={main}>
        <ViewSwitch />
        <ErrorBoundary key={view} shownId={view === "run" ? itemId : splitId}>
          {view === "run" ? <RunPanel /> : <SplitPanel />}
        </ErrorBoundary>
      </main>
    </div>
  );
}
