import { useEffect, useRef } from "react";
import { sourceName } from "../state/explorer/sources.ts";
import { tableOfRun } from "../state/explorer/table-of-run.ts";
import { usePageState } from "../ui/page-context.ts";

/** The way from a run of a dataset to the table that it stands in; none where another dataset is in the table. */
export function BackToTable() {
  const view = usePageState((state) => state.view);
  const show = usePageState((state) => state.show);
  const table = usePageState(tableOfRun);
  const button = useRef<HTMLButtonElement>(null);
  const isTableFocused = useRef(false);
  useEffect(() => {
    if (view === "datasets") {
      const note = ({ target }: FocusEvent) => {
        isTableFocused.current = (target as Element).closest(".split-panel") !== null;
      };
      document.addEventListener("focusin", note);
      return () => document.removeEventListener("focusin", note);
    }
    // Opening a run removes the focused row: the keyboard goes on from the way back to it.
    if (isTableFocused.current) button.current?.focus({ preventScroll: true });
    isTableFocused.current = false;
    return undefined;
  }, [view]);
  if (view !== "run" || table === null) return null;
  return (
    <p className="back-to-table">
      <button ref={button} type="button" className="quiet" onClick={() => show("datasets")}>
        Back to the table
      </button>
      <span className="note">{sourceName(table)}</span>
    </p>
  );
}
