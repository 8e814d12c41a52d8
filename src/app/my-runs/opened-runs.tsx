import { useMemo } from "react";
import { flushSync } from "react-dom";
import { ListProgress } from "../run-list/list-progress.tsx";
import { NotRead } from "../run-list/not-read.tsx";
import { WorkControl } from "../run-list/work-control.tsx";
import type { LibraryState } from "../state/library/library-state.ts";
import { filteredRunOf, filteredRuns, type SpeedCuts } from "../state/run-filter.ts";
import type { RunItem } from "../state/run-items.ts";
import { sourceOf } from "../state/run-order.ts";
import { readRuns } from "../state/run-steps.ts";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";
import { UnitChoice } from "../ui/unit-choice.tsx";
import { MyRunsTable } from "./my-runs-table.tsx";
import { figuresNote, runsWords } from "./my-runs-words.ts";
import { RunSources } from "./run-sources.tsx";
import { SortChoice } from "./sort-choice.tsx";

/** The opened runs: how many there are, what they came in, the table, and those that were refused. */
export function OpenedRuns({ items, cuts }: { items: readonly RunItem[]; cuts: SpeedCuts }) {
  const runSort = usePageState((state) => state.runSort);
  const units = usePageState((state) => state.units);
  const isFitted = usePageState((state) => state.calibration.kind !== "none");
  const isForgetful = usePageState(({ remembering, library }) => remembering === "off" || hasFailed(library));
  const hasUnkept = items.some(({ origin }) => origin.kind !== "kept");
  const all = useMemo(() => readRuns({ items, runSort, units }), [items, runSort, units]);
  const filter = usePageState((state) => state.runFilter);
  const views = useMemo(() => filteredRuns(all, filter, cuts, filteredRunOf), [all, filter, cuts]);
  const hasSources = all.some((view) => sourceOf(view) !== null);
  return (
    <section aria-label="Opened runs" className="opened-runs">
      {isForgetful && <p className="note">Runs stay until you close or reload the page.</p>}
      <div className="my-runs-head">
        <h3>{runsWords(views.length, all.length)}</h3>
        <ListProgress />
        <WorkControl />
        <SortChoice hasSources={hasSources} />
        <UnitChoice />
        {hasUnkept && <RemoveAll isForgetful={isForgetful} />}
      </div>
      <RunSources items={items} />
      {views.length === 0 && all.length > 0 && <p className="note">No run is as the filter asks.</p>}
      {views.length > 0 && (
        <>
          <MyRunsTable views={views} hasSources={hasSources} units={units} />
          <p className="note">{figuresNote(views, isFitted)}</p>
        </>
      )}
      <NotRead shown={null} />
    </section>
  );
}

/** Whether the library could not be opened. */
function hasFailed({ phase, error }: LibraryState): boolean {
  return phase === "closed" && error !== null;
}

/** Takes all that was opened from the list; what the library holds stays. */
function RemoveAll({ isForgetful }: { isForgetful: boolean }) {
  const removeAll = usePageState((state) => state.removeAll);
  function remove() {
    flushSync(removeAll);
    focusOpening();
  }
  return (
    <button type="button" onClick={remove}>
      {isForgetful ? "Remove all" : "Close all files"}
    </button>
  );
}
