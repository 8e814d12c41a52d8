import { useEffect, useRef } from "react";
import { meanDifferenceBpm } from "../analysis.ts";
import { formatSigned } from "../format.ts";
import { type RunView, viewsOf } from "../items.ts";
import { usePageState } from "../page-context.ts";
import { ErrorNotice } from "./error-notice.tsx";

/** Every run that was opened, each with its own result or error; not shown for a single one. */
export function RunList() {
  const items = usePageState((state) => state.items);
  const isFitted = usePageState((state) => state.calibration.kind !== "none");
  const views = items.flatMap(viewsOf);
  if (views.length < 2) return null;
  return (
    <section className="run-list" aria-labelledby="run-list-title">
      <h2 id="run-list-title">
        Runs <span className="note">{listWords(views.length, isFitted)}</span>
      </h2>
      <ol>
        {views.map((view) => (
          <Entry key={`${view.item.id}.${view.run}`} view={view} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ view }: { view: RunView }) {
  const { item, run, name, error } = view;
  const selected = usePageState(({ selection }) => selection?.itemId === item.id && selection.run === run);
  const select = usePageState((state) => state.select);
  const remove = usePageState((state) => state.remove);
  const entry = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) bringIntoView(entry.current!);
  }, [selected]);

  return (
    <li ref={entry}>
      <div className="run-entry">
        <button type="button" title={name} aria-current={selected} onClick={() => select({ itemId: item.id, run })}>
          <span className="run-name">{name}</span>
          <span className="run-result">{resultWords(view)}</span>
        </button>
        {run === 0 && (
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${item.name}`}
            onClick={() => {
              focusBeside(entry.current!);
              remove(item.id);
            }}
          >
            ×
          </button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} about={name} />}
    </li>
  );
}

/** How many there are, and of what their differences are where that is not what the shown run's is of. */
function listWords(count: number, isFitted: boolean): string {
  return isFitted ? `${count}, each by speed and altitude alone` : String(count);
}

/** So that the keyboard goes on from where a run was removed, instead of from the top. */
function focusBeside(entry: HTMLElement): void {
  const neighbour = entry.nextElementSibling ?? entry.previousElementSibling;
  neighbour?.querySelector("button")?.focus();
}

/** Within the list alone: the page must not move under whoever opened a run. */
function bringIntoView(entry: HTMLElement): void {
  const list = entry.parentElement!;
  const lowest = entry.offsetTop + entry.offsetHeight - list.clientHeight;
  list.scrollTop = Math.min(entry.offsetTop, Math.max(lowest, list.scrollTop));
}

function resultWords({ item, error, prediction }: RunView): string {
  if (error !== null) return "refused";
  if (prediction !== null) {
    const difference = meanDifferenceBpm(prediction);
    return difference === null ? "no heart rate" : `${formatSigned(difference)} bpm`;
  }
  return item.state;
}
