import { useEffect, useRef } from "react";
import { sourceName } from "../state/explorer/sources.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";

/** The way from a run of a dataset to the table that it stands in. */
export function BackToTable() {
  const view = usePageState((state) => state.view);
  const show = usePageState((state) => state.show);
  const isOfSplit = usePageState((state) => shownRun(state)?.item.origin.kind === "split");
  const splitName = usePageState(({ explorer: { opening, shown } }) => {
    const source = (shown ?? opening)?.source;
    return source && sourceName(source);
  });
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
  if (view !== "run" || !isOfSplit || splitName === undefined) return null;
  return (
    <p className="back-to-table">
      <button ref={button} type="button" className="quiet" onClick={() => show("datasets")}>
        Back to the table
      </button>
      <span className="note">{splitName}</span>
    </p>
  );
}
