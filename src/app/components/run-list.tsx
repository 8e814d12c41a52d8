import { memo, useEffect, useRef } from "react";
import { meanDifferenceBpm } from "../analysis.ts";
import { formatSigned } from "../format.ts";
import { areListed, type RunItem, type RunView, viewOf } from "../items.ts";
import { usePageState } from "../page-context.ts";
import type { Progress } from "../predict-item.ts";
import { workWords } from "../words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { WorkControl } from "./work-control.tsx";

/** Every run that was opened, each with its own result or error; not shown for a single one. */
export function RunList() {
  const items = usePageState((state) => state.items);
  const isFitted = usePageState((state) => state.calibration.kind !== "none");
  const isPartial = items.some(({ leftOut }) => Object.values(leftOut).some(({ length }) => length > 0));
  if (!areListed(items)) return null;
  const entries = items.flatMap((item) =>
    Array.from({ length: item.result?.outcomes.length ?? 1 }, (_, run) => ({ item, run })),
  );
  return (
    <section className="run-list" aria-labelledby="run-list-title">
      <div className="run-list-head">
        <h2 id="run-list-title">
          Runs <span className="note">{listWords(entries.length, isFitted, isPartial)}</span>
        </h2>
        <ListProgress items={items} />
        <WorkControl />
      </div>
      <ol>
        {entries.map(({ item, run }) => (
          <Entry key={`${item.id}.${run}`} item={item} run={run} />
        ))}
      </ol>
    </section>
  );
}

/** How many of what was opened are done; not read out, for every new figure would be. */
function ListProgress({ items }: { items: readonly RunItem[] }) {
  const isWorking = usePageState(({ working }) => working !== null);
  if (!isWorking) return null;
  const settled = items.filter(({ state }) => state === "done" || state === "failed").length;
  return (
    <>
      <span className="note late" aria-hidden="true">
        {settled} of {items.length}
      </span>
      <progress className="late" aria-label="Runs predicted" max={items.length} value={settled} />
    </>
  );
}

interface EntryProps {
  item: RunItem;
  run: number;
}

/** Drawn anew only where something of it changed: a list may have thousands. */
const Entry = memo(function Entry({ item, run }: EntryProps) {
  const view = viewOf(item, run);
  const { name, error } = view;
  const progress = usePageState(({ working }) => (working?.itemId === item.id ? working : null));
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
          <span className="run-result">{resultWords(view, progress)}</span>
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
});

/** How many there are, and of what their differences are where that is not what the shown run's is of. */
function listWords(count: number, isFitted: boolean, isPartial: boolean): string {
  const kind = isFitted ? ", each by speed and altitude alone" : "";
  return `${count}${kind}${isPartial ? ", without what was left out" : ""}`;
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

function resultWords({ item, error, prediction, leftOut }: RunView, progress: Progress | null): string {
  if (error !== null) return "refused";
  if (prediction !== null) {
    const difference = meanDifferenceBpm(prediction, leftOut);
    return difference === null ? "no heart rate" : `${formatSigned(difference)} bpm`;
  }
  return (progress !== null && workWords(progress)) || item.state;
}
