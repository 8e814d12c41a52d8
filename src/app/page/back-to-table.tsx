import { type RefObject, useEffect, useMemo, useRef } from "react";
import { formatCount } from "../format/format.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { sourceName } from "../state/explorer/sources.ts";
import { tableOfRun } from "../state/explorer/table-of-run.ts";
import { tableSteps } from "../state/explorer/table-steps.ts";
import { areListed } from "../state/run-items.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { StepButton, useStepKeys } from "../ui/step-button.tsx";
import { useListedRows } from "../ui/use-listed-rows.ts";

/**
 * The way from a run of a dataset to the table that it stands in, and to its neighbours there; none where another dataset
 * is in the table.
 */
export function BackToTable() {
  const view = usePageState((state) => state.view);
  const show = usePageState((state) => state.show);
  const table = usePageState(tableOfRun);
  const shown = usePageState(({ explorer }) => explorer.shown);
  const button = useRef<HTMLButtonElement>(null);
  useFocusFromTable(button, view === "datasets");
  if (view !== "run" || table === null || shown === null) return null;
  return (
    <nav className="back-to-table" aria-label="Dataset">
      <button ref={button} type="button" className="quiet" onClick={() => show("datasets")}>
        Back to the table
      </button>
      <span className="note">{sourceName(table)}</span>
      <TableSteps shown={shown} />
    </nav>
  );
}

/** Steps through the runs that the table's filter lets through, in its order, or to any of them. */
function TableSteps({ shown }: { shown: ShownSplit }) {
  const openRow = usePageState((state) => state.openRow);
  const workoutId = usePageState((state) => {
    const origin = shownRun(state)?.item.origin;
    return origin?.kind === "split" ? origin.workoutId : null;
  });
  // Where the opened runs have steps of their own, the keys are theirs.
  const hasKeys = usePageState((state) => !areListed(state));
  const { order } = useListedRows(shown);
  const steps = useMemo(() => (workoutId === null ? null : tableSteps(order, workoutId)), [order, workoutId]);
  const { previous, next } = steps ?? { previous: null, next: null };
  const onPrevious = useMemo(() => previous && (() => openRow(previous)), [previous, openRow]);
  const onNext = useMemo(() => next && (() => openRow(next)), [next, openRow]);
  useStepKeys(hasKeys ? onPrevious : null, hasKeys ? onNext : null);
  if (steps === null) return null;
  const { position, count } = steps;

  function openRandom() {
    const row = steps?.random() ?? null;
    if (row !== null) openRow(row);
  }

  return (
    <span className="table-steps" data-testid="table-steps">
      <StepButton name="Previous run of the table" keyName="ArrowLeft" arrow="←" onStep={onPrevious}>
        ◀
      </StepButton>
      <span>
        {position === null ? `${formatCount(count)} in the table` : `${formatCount(position)} of ${formatCount(count)}`}
      </span>
      <StepButton name="Next run of the table" keyName="ArrowRight" arrow="→" onStep={onNext}>
        ▶
      </StepButton>
      <button type="button" aria-disabled={count < 2} onClick={openRandom}>
        Random run
      </button>
    </span>
  );
}

/** Opening a run removes the focused row: the keyboard goes on from the way back to it. */
function useFocusFromTable(button: RefObject<HTMLButtonElement | null>, isTableShown: boolean): void {
  const isTableFocused = useRef(false);
  useEffect(() => {
    if (isTableShown) {
      const note = ({ target }: FocusEvent) => {
        isTableFocused.current = (target as Element).closest(".split-panel") !== null;
      };
      document.addEventListener("focusin", note);
      return () => document.removeEventListener("focusin", note);
    }
    if (isTableFocused.current) button.current?.focus({ preventScroll: true });
    isTableFocused.current = false;
    return undefined;
  }, [isTableShown, button]);
}
