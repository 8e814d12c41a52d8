import { useMemo } from "react";
import { flushSync } from "react-dom";
import { formatCount } from "../format/format.ts";
import { type RunView, runCountOf, runKey, type Selection, selectionOf } from "../state/run-items.ts";
import { refusedRuns } from "../state/run-steps.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";
import { PlanInstead } from "./plan-instead.tsx";

/**
 * The runs that were refused, folded, each with its reason.
 * @param shown the run whose reason stands above already, if any
 */
export function NotRead({ shown }: { shown: Selection | null }) {
  const items = usePageState((state) => state.items);
  const refused = useMemo(() => refusedRuns({ items }), [items]);
  if (refused.length === 0) return null;
  return (
    <details className="disclosure not-read">
      <summary>{formatCount(refused.length)} not read</summary>
      <ul>
        {refused.map((view) => (
          <Refused
            key={runKey(selectionOf(view))}
            view={view}
            isShown={view.item.id === shown?.itemId && view.run === shown.run}
          />
        ))}
      </ul>
    </details>
  );
}

/** Removes a run, and takes the keyboard to the line that the others lie under, or to what opens runs. */
function removeFrom(button: HTMLElement, remove: () => void): void {
  const fold = button.closest("details")!;
  flushSync(remove);
  if (fold.isConnected) fold.querySelector("summary")!.focus();
  else focusOpening();
}

/** One refused run and its reason; of a file of many runs, the others would go with it, so that it stays. */
function Refused({ view: { item, run, name, error }, isShown }: { view: RunView; isShown: boolean }) {
  const select = usePageState((state) => state.select);
  const remove = usePageState((state) => state.remove);
  return (
    <li>
      <p className="not-read-name">
        <button type="button" className="quiet" aria-current={isShown} onClick={() => select({ itemId: item.id, run })}>
          {name}
        </button>
        {runCountOf(item) === 1 && (
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${item.name}`}
            onClick={({ currentTarget }) => removeFrom(currentTarget, () => remove(item.id))}
          >
            ×
          </button>
        )}
      </p>
      {error !== null && !isShown && (
        <>
          <ErrorNotice error={error} about={name} />
          <PlanInstead item={item} error={error} />
        </>
      )}
    </li>
  );
}
