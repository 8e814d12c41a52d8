import { useRef } from "react";
import { Datasets } from "../explorer/datasets.tsx";
import { SplitPanel } from "../explorer/split-panel.tsx";
import { ModelImportDialog } from "../models/model-import-dialog.tsx";
import { OpenRun } from "../run-list/open-run.tsx";
import { RunList } from "../run-list/run-list.tsx";
import { Samples } from "../run-list/samples.tsx";
import { RunPanel } from "../run-view/run-panel.tsx";
import { usePageState } from "../ui/page-context.ts";
import { DropTarget } from "./drop-target.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Settings } from "./settings.tsx";
import { useViewScroll } from "./use-view-scroll.ts";
import { ViewSwitch } from "./view-switch.tsx";

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
