import type { PredictorError } from "../../base/error.ts";
import type { Predictor } from "../../inference/predictor.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader } from "../../reading/reader.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import { activitySources, isOf, type OpenedArchive, stillOpen, withActivities } from "./archives.ts";
import type { Comparison } from "./comparison.ts";
import { makesWay } from "./making-way.ts";
import type { ModelsState } from "./models.ts";
import type { PageView } from "./places.ts";
import { createPredictionWork, NO_WORK, type WorkActions, type WorkState } from "./prediction-work.ts";
import { NO_FILTER, type RunFilter } from "./run-filter.ts";
import {
  type ItemSource,
  type LinkedChange,
  type ListedRuns,
  type Origin,
  type RunItem,
  type Selection,
  viewsOf,
  withItem,
} from "./run-items.ts";
import type { RunSort } from "./run-order.ts";
import type { RunnerState } from "./runner.ts";
import { picturedRun, shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";

/** The runs that are open, and which of them is shown. */
export interface RunListState extends ListedRuns, WorkState {
  /** The archives that some of the items came in. */
  archives: readonly OpenedArchive[];
  /** Names of the files of the latest drop that were on the list before it. */
  openAlready: readonly string[];
  /** The order of their table, and of the steps from one to the next. */
  runSort: RunSort;
  /** The runs that their table, their trend and those steps are of. */
  runFilter: RunFilter;
}

export interface RunListActions extends WorkActions {
  select(selection: Selection): void;
  remove(itemId: number): void;
  /** Takes all of an archive's activities from the list. */
  removeArchive(archive: OpenedArchive): void;
  /** Takes everything from the list but the runs of the library. */
  removeAll(): void;
  setRunSort(sort: RunSort): void;
  filterRuns(change: Partial<RunFilter>): void;
}

interface Ports {
  reader: Reader;
  predictor: Predictor;
  read(): RunListState & Pick<ModelsState, "model"> & Pick<RunnerState, "runner"> & { comparison: Comparison };
  write(change: Partial<RunListState & Pick<ViewState, "view" | "zoom">>): void;
  /** The items that are looked at. */
  lookedAt(): ReadonlySet<number>;
  /** Called once the last item was taken from the list. */
  onEmpty(): void;
  /** Called after each item that was predicted or failed. */
  onSettled(itemId: number): void;
  /** Called after a person took items from the list. */
  onRemoved(): void;
}

export type RunList = ReturnType<typeof createRunList>;

export const NO_RUNS: RunListState = {
  items: [],
  archives: [],
  openAlready: [],
  ...NO_WORK,
  selection: null,
  lastPictured: null,
  runSort: null,
  runFilter: NO_FILTER,
};

/** Lists runs, shows one of them and has them predicted. */
export function createRunList({ reader, predictor, read, write, lookedAt, onEmpty, onSettled, onRemoved }: Ports) {
  const newItem = createItems();
  /** The items of the latest drop, as long as nobody has chosen one of them. */
  let unchosen: readonly number[] = [];

  const work = createPredictionWork({
    reader,
    predictor,
    read,
    write,
    lookedAt,
    openArchive: showActivities,
    onSettled(itemId) {
      preferSuccess(itemId);
      onSettled(itemId);
    },
  });

  /** Puts new items on the list in place of those that make way, and shows the first in a view. */
  function add(items: readonly RunItem[], view: PageView): void {
    const before = read();
    write({
      items: [...before.items.filter((item) => !makesWay(item, items, before.comparison)), ...items],
      ...shownNext({ itemId: items[0].id, run: 0 }, before),
      view,
      openAlready: [],
    });
    work.skipUnlisted();
    unchosen = items.map(({ id }) => id);
    work.start();
  }

  /** Puts an archive's activities on the list in its place. */
  function showActivities(archiveItemId: number, file: ReadableFile, listing: ArchiveListing): void {
    const { activities, passedOver } = listing;
    const items = activitySources(file, listing).map(({ name, source }) => newItem(name, { kind: "file" }, source));
    const opened = { id: archiveItemId, file, activities: activities.length, passedOver };
    const before = read();
    const isShown = before.selection?.itemId === archiveItemId;
    write({
      ...withActivities(before, items, opened),
      ...(isShown && shownNext({ itemId: items[0].id, run: 0 }, before)),
    });
    if (unchosen.includes(archiveItemId)) unchosen = [...unchosen, ...items.map(({ id }) => id)];
  }

  /** Shows a run of the latest drop that went well in place of one that failed, unless a person has chosen. */
  function preferSuccess(settledId: number): void {
    if (!unchosen.includes(settledId)) return;
    const selection = successor(read(), settledId, unchosen);
    if (selection !== null) write(shownNext(selection, read()));
  }

  function removeItems(isRemoved: (item: RunItem) => boolean): void {
    replace(read().items.filter((item) => !isRemoved(item)));
    write({ openAlready: [] });
    onRemoved();
  }

  /** Lists other items; where the shown one is not among them, its neighbour is shown. */
  function replace(items: readonly RunItem[]): void {
    const before = read();
    const { selection } = before;
    write({ items, archives: stillOpen(before.archives, items) });
    work.skipUnlisted();
    if (selection === null || items.some(({ id }) => id === selection.itemId)) return;
    const neighbour = neighbourOf(selection, before.items, items);
    write({ selection: neighbour, lastPictured: null, zoom: null });
    if (neighbour === null) onEmpty();
    else work.open([neighbour.itemId]);
  }

  /** Changes what a link had the shown run be seen by, if it came by one. */
  function changeLinked({ asSent, ...change }: LinkedChange): void {
    const shown = shownRun(read());
    if (!shown?.item.linked) return;
    const { linked } = shown.item;
    const settings = linked.settings && { ...linked.settings, ...change };
    const changed = { ...linked, settings, asSent: asSent ?? linked.asSent };
    write({ items: withItem(read().items, shown.item.id, { linked: changed }) });
  }

  const actions: RunListActions = {
    ...work.actions,

    select(selection) {
      unchosen = [];
      write({ ...shownNext(selection, read()), view: "run", openAlready: [] });
      work.open([selection.itemId]);
    },

    remove: (itemId) => removeItems(({ id }) => id === itemId),
    removeArchive: (archive) => removeItems((item) => isOf(item, archive)),
    removeAll: () => removeItems(({ origin }) => origin.kind !== "kept"),
    setRunSort: (runSort) => write({ runSort }),
    filterRuns: (change) => write({ runFilter: { ...read().runFilter, ...change } }),
  };

  return {
    ...{ actions, newItem, add, replace, changeLinked },
    ...{ open: work.open, predictAgain: work.predictAgain, predictWaiting: work.start },
  };
}

/** Makes items that wait, or have failed already, each with a number of its own. */
function createItems() {
  let lastId = 0;
  return (name: string, origin: Origin, source: ItemSource | PredictorError): RunItem => {
    const item = { id: ++lastId, name, origin, linked: null, result: null, excluded: {}, keptAs: {} };
    return source instanceof Error
      ? { ...item, source: null, state: "failed", error: source }
      : { ...item, source, state: "waiting", error: null };
  };
}

/** The state as another run is chosen to be shown. */
function shownNext(
  selection: Selection,
  before: ListedRuns & Pick<ModelsState, "model">,
): Pick<RunListState & ViewState, "selection" | "lastPictured" | "zoom"> {
  return { selection, lastPictured: picturedRun(before), zoom: null };
}

/** A run of a settled item that went well, where the shown one is of the same drop and failed; else null. */
function successor(
  { items, selection }: Pick<ListedRuns, "items" | "selection">,
  settledId: number,
  drop: readonly number[],
): Selection | null {
  const shown = shownRun({ items, selection });
  if (shown === null || shown.error === null || !drop.includes(shown.item.id)) return null;
  const settled = items.find(({ id }) => id === settledId);
  // An archive has made way for its activities.
  if (settled === undefined) return null;
  const run = viewsOf(settled).findIndex(({ prediction }) => prediction !== null);
  return run < 0 ? null : { itemId: settledId, run };
}

/** The item that takes a removed one's place, or the last; null where none is kept. */
function neighbourOf({ itemId }: Selection, items: readonly RunItem[], kept: readonly RunItem[]): Selection | null {
  const shownAt = items.findIndex(({ id }) => id === itemId);
  const keptIds = new Set(kept.map(({ id }) => id));
  const place = items.slice(0, shownAt).filter(({ id }) => keptIds.has(id)).length;
  const neighbour = kept[place] ?? kept.at(-1);
  return neighbour === undefined ? null : { itemId: neighbour.id, run: 0 };
}
