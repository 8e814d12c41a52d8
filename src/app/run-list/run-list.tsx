import { memo, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { meanDifferenceBpm } from "../../evaluation/analysis.ts";
import { formatCount, formatSigned } from "../format/format.ts";
import { archiveWords } from "../state/archives.ts";
import type { PageState } from "../state/page-store.ts";
import type { Progress } from "../state/predict-item.ts";
import { areListed, type RunItem, type RunView, type Selection, viewOf } from "../state/run-items.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { focusOpening } from "../ui/focus-bar.ts";
import { usePageState } from "../ui/page-context.ts";
import { ListProgress } from "./list-progress.tsx";
import { workWords } from "./run-list-words.ts";
import { WorkControl } from "./work-control.tsx";

/** One run of an item. */
interface Place {
  item: RunItem;
  run: number;
}

/** Entries are compared and laid out by so many at once: a list may have thousands. */
const GROUP_ENTRIES = 50;
/**
 * Longest list that is in the document whole: of a longer one only the groups in view are, as every change lays out
 * all.
 */
const WHOLE_ENTRIES = 500;
const ENTRY_PX = 32;

/** Every run that was opened, each with its own result or error; not shown for a single one. */
export function RunList() {
  const items = usePageState((state) => state.items);
  const selection = usePageState((state) => state.selection);
  const working = usePageState((state) => state.working);
  const listed = usePageState(areListed);
  const isFitted = usePageState((state) => state.calibration.kind !== "none");
  const isPartial = items.some(({ excluded }) => Object.values(excluded).some(({ length }) => length > 0));
  const { count, groups } = useMemo(() => groupsOf(items), [items]);
  if (!listed) return null;
  return (
    <section className="run-list" aria-labelledby="run-list-title">
      <div className="run-list-head">
        <h2 id="run-list-title">
          Runs <span className="note">{listWords(count, isFitted, isPartial)}</span>
        </h2>
        <ListProgress />
        <WorkControl />
      </div>
      <Archives />
      <div className="run-list-entries">
        {groups.map((group) => (
          <Group
            key={group.key}
            isWhole={count <= WHOLE_ENTRIES}
            places={group.places}
            selection={group.has(selection?.itemId) ? selection : null}
            working={group.has(working?.itemId) ? working : null}
          />
        ))}
      </div>
    </section>
  );
}

/** Summary of the archives: activities listed, and files passed over. */
function Archives() {
  const archives = usePageState((state) => state.archives);
  const removeArchive = usePageState((state) => state.removeArchive);
  return archives.map((archive) => (
    <p className="run-list-archive note" key={archive.id}>
      <span>{archiveWords(archive)}</span>
      <button
        type="button"
        className="quiet"
        aria-label={`Remove all of ${archive.file.name}`}
        onClick={({ currentTarget }) => removeFrom(currentTarget, () => removeArchive(archive))}
      >
        ×
      </button>
    </p>
  ));
}

interface GroupProps {
  /** Whether it is drawn wherever it is. */
  isWhole: boolean;
  places: readonly Place[];
  /** Selection and item in work, as far as they are among these. */
  selection: Selection | null;
  working: PageState["working"];
}

/** Drawn anew only where something of it changed, and laid out only where it is near what is seen. */
const Group = memo(
  function Group({ isWhole, places, selection, working }: GroupProps) {
    const list = useRef<HTMLOListElement>(null);
    const [near, setNear] = useState(false);
    useEffect(() => {
      if (isWhole) return;
      const observer = new IntersectionObserver(([seen]) => setNear(seen.isIntersecting), {
        root: scrollerOf(list.current!),
        rootMargin: `${GROUP_ENTRIES * ENTRY_PX}px`,
      });
      observer.observe(list.current!);
      return () => observer.disconnect();
    }, [isWhole]);
    if (!isWhole && !near && selection === null) {
      return <ol ref={list} style={{ height: places.length * ENTRY_PX }} />;
    }
    return (
      <ol ref={list}>
        {places.map(({ item, run }) => (
          <Entry
            key={`${item.id}.${run}`}
            item={item}
            run={run}
            progress={working?.itemId === item.id ? working : null}
            selected={selection?.itemId === item.id && selection.run === run}
          />
        ))}
      </ol>
    );
  },
  (before, after) =>
    before.isWhole === after.isWhole &&
    before.selection === after.selection &&
    before.working === after.working &&
    before.places.length === after.places.length &&
    before.places.every(({ item, run }, i) => item === after.places[i].item && run === after.places[i].run),
);

interface EntryProps extends Place {
  progress: Progress | null;
  selected: boolean;
}

const Entry = memo(function Entry({ item, run, progress, selected }: EntryProps) {
  const view = viewOf(item, run);
  const { name, error } = view;
  const select = usePageState((state) => state.select);
  const remove = usePageState((state) => state.remove);
  const entry = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) bringIntoView(entry.current!);
  }, [selected]);

  return (
    <li ref={entry} data-item={item.id}>
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
            onClick={({ currentTarget }) => removeFrom(currentTarget, () => remove(item.id))}
          >
            ×
          </button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} about={name} />}
    </li>
  );
});

function groupsOf(items: readonly RunItem[]) {
  const places = items.flatMap((item) =>
    Array.from({ length: item.result?.outcomes.length ?? 1 }, (_, run): Place => ({ item, run })),
  );
  const groups = Array.from({ length: Math.ceil(places.length / GROUP_ENTRIES) }, (_, key) => {
    const own = places.slice(key * GROUP_ENTRIES, (key + 1) * GROUP_ENTRIES);
    const ids = new Set(own.map(({ item }) => item.id));
    return { key, places: own, has: (id: number | undefined) => id !== undefined && ids.has(id) };
  });
  return { count: places.length, groups };
}

/** Count of the runs, and the basis of their differences where it is not that of the shown run. */
function listWords(count: number, isFitted: boolean, isPartial: boolean): string {
  const kind = isFitted ? ", each by speed and altitude alone" : "";
  return `${formatCount(count)}${kind}${isPartial ? ", without what was excluded" : ""}`;
}

/**
 * Removes what a button of the list stands for, and takes the keyboard, which would go on from the top, to the item
 * beside it, for an archive to the run that is shown now; where there is a list no more, to what opens runs.
 */
function removeFrom(button: HTMLElement, remove: () => void): void {
  const list = button.closest<HTMLElement>(".run-list")!;
  const entries = () => [...list.querySelectorAll<HTMLElement>("li")];
  const items = [...new Set(entries().map(({ dataset }) => dataset.item))];
  const place = items.indexOf(button.closest("li")?.dataset.item);
  flushSync(remove);
  // The list is gone with the last but one.
  const left = list.isConnected ? entries() : [];
  const next = left.find(({ dataset }) => place >= 0 && dataset.item === items[place + 1]);
  const previous = left.findLast(({ dataset }) => place > 0 && dataset.item === items[place - 1]);
  const shown = left.find((entry) => entry.querySelector("[aria-current=true]") !== null);
  const control = (next ?? previous ?? shown)?.querySelector("button");
  if (control) control.focus();
  else focusOpening();
}

/** Within the list alone: the page must not move under whoever opened a run. */
function bringIntoView(entry: HTMLElement): void {
  const list = scrollerOf(entry);
  const top = entry.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
  const lowest = top + entry.offsetHeight - list.clientHeight;
  list.scrollTop = Math.min(top, Math.max(lowest, list.scrollTop));
}

function scrollerOf(entry: HTMLElement): HTMLElement {
  return entry.closest<HTMLElement>(".run-list-entries")!;
}

function resultWords({ item, error, prediction, excluded }: RunView, progress: Progress | null): string {
  if (error !== null) return "refused";
  if (prediction !== null) {
    const difference = meanDifferenceBpm(prediction, excluded);
    return difference === null ? "no heart rate" : `${formatSigned(difference)} bpm`;
  }
  return (progress !== null && workWords(progress)) || item.state;
}
