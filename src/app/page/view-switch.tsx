import { useEffect, useRef } from "react";
import { sourceName } from "../state/explorer/sources.ts";
import { shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";

/** From a run to the table and the other way, while there are both. */
export function ViewSwitch() {
  const view = usePageState((state) => state.view);
  const show = usePageState((state) => state.show);
  const splitName = usePageState(({ explorer: { opening, shown } }) => {
    const source = (shown ?? opening)?.source;
    return source && sourceName(source);
  });
  const runName = usePageState((state) => shownRun(state)?.name);
  const button = useRef<HTMLButtonElement>(null);
  const isTableFocused = useRef(false);
  useEffect(() => {
    if (view === "split") {
      const note = ({ target }: FocusEvent) => {
        isTableFocused.current = (target as Element).closest(".split-panel") !== null;
      };
      document.addEventListener("focusin", note);
      return () => document.removeEventListener("focusin", note);
    }
    // What a run is opened from goes and takes the focus along: the keyboard goes on from the way back to it.
    if (isTableFocused.current) button.current?.focus({ preventScroll: true });
    isTableFocused.current = false;
    return undefined;
  }, [view]);
  const other = view === "run" ? splitName : runName;
  if (splitName === undefined || other === undefined) return null;
  return (
    <nav className="view-switch" aria-label="Run or table">
      <button ref={button} type="button" className="quiet" onClick={() => show(view === "run" ? "split" : "run")}>
        {view === "run" ? "Back to the table" : "To the run"}
      </button>
      <span className="note">{other}</span>
    </nav>
  );
}
