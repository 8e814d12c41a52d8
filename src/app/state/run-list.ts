import type { PredictorError } from "../../base/error.ts";
import type { Predictor } from "../../inference/predictor.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader } from "../../reading/reader.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import { activitySources, isOf, type OpenedArchive, stillOpen, withActivities } from "./archives.ts";
import type { ModelsState } from "./models.ts";
import type { Working } from "./predict-item.ts";
import { createPredictionQueue } from "./prediction-queue.ts";
import {
  type ItemSource,
  type ListedRuns,
  type Origin,
  type RunItem,
  type Selection,
  viewsOf,
  withItem,
} from "./run-items.ts";
import type { RunnerState } from "./runner.ts";
import { picturedRun, shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";

/** The runs that are open, and which of them is shown. */
export interface RunListState extends ListedRuns {
  /** The archives that some of the items came in. */
  archives: readonly OpenedArchive[];
  /** Names of the files of the latest drop that were on the list before it. */
  openAlready: readonly string[];
  /** The item that is read or predicted now; null where none is. */
  working: Working | null;
}

export interface RunListActions {
  select(selection: Selection): void;
  remove(itemId: number): void;
  /** Takes all of an archive's activities from the list. */
  removeArchive(archive: OpenedArchive): void;
  /** Stops what is read or predicted and what waits for it, at once; what is done stays. */
  cancel(): void;
  /** Goes on with what was stopped. */
  goOn(): void;
  /** Reads and predicts an item once more, after a server did not answer. */
  tryAgain(itemId: number): void;
}

interface Ports {
  reader: Reader;
  predictor: Predictor;
  read(): RunListState & Pick<ModelsState, "model"> & Pick<RunnerState, "runner">;
  write(change: Partial<RunListState & Pick<ViewState, "view" | "zoom">>): void;
  /** Called once the last item was taken from the list. */
  onEmpty(): void;
}

export type RunList = ReturnType<typeof createRunList>;

export const NO_RUNS: RunListState = {
  items: [],
  archives: [],
  openAlready: [],
  working: null,
  selection: null,
  lastPictured: null,
};

/** Lists runs, shows one of them and has them predicted. */
export function createRunList({ reader, predictor, read, write, onEmpty }: Ports) {
  const newItem = createItems();
  /** The items of the latest drop, as long as nobody has chosen one of them. */
  let unchosen: readonly number[] = [];

  const update = (itemId: number, change: Partial<RunItem>) => write({ items: withItem(read().items, itemId, change) });

  const queue = createPredictionQueue({
    ...{ reader, predictor, read, update, openArchive: showActivities, onSettled: preferSuccess },
    tell: (working) => write({ working }),
  });

  /** Puts new items on the list in place of those that make way, and shows the first. */
  function add(items: readonly RunItem[], makesWay: (before: Origin) => boolean): void {
    const before = read();
    write({
      items: [...before.items.filter(({ origin }) => !makesWay(origin)), ...items],
      ...shownNext({ itemId: items[0].id, run: 0 }, before),
      view: "run",
      openAlready: [],
    });
    queue.skipUnlisted();
    unchosen = items.map(({ id }) => id);
    queue.start();
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
    const { items, archives, selection } = read();
    const kept = items.filter((item) => !isRemoved(item));
    write({ items: kept, archives: stillOpen(archives, kept), openAlready: [] });
    queue.skipUnlisted();
    if (selection === null || kept.some(({ id }) => id === selection.itemId)) return;
    write({ selection: neighbourOf(selection, items, kept), lastPictured: null, zoom: null });
    if (kept.length === 0) onEmpty();
  }

  /** Stops an item, and keeps what there is of it: of a file of many runs those that were reached. */
  function stopped(item: RunItem): RunItem {
    const contract = read().model.loaded?.contract;
    const outcomes = queue.reached(item.id);
    const partial = contract !== undefined && outcomes.length > 0 ? { contract, outcomes } : null;
    return { ...item, state: "stopped", result: item.result ?? partial };
  }

  /** Predicts everything from its source again; what stands on the page stays until its successor is there. */
  function predictAgain(): void {
    queue.skip();
    write({
      items: read().items.map((item) =>
        item.source === null || item.state === "stopped" ? item : { ...item, state: "waiting", error: null },
      ),
    });
    queue.start();
  }

  /** Says of the shown run, where a link brought it, whether it is calibrated as its sender did. */
  function markAsSent(asSent: boolean): void {
    const shown = shownRun(read());
    if (shown?.item.linked) update(shown.item.id, { linked: { ...shown.item.linked, asSent } });
  }

  const actions: RunListActions = {
    select(selection) {
      unchosen = [];
      write({ ...shownNext(selection, read()), view: "run", openAlready: [] });
    },

    remove: (itemId) => removeItems(({ id }) => id === itemId),
    removeArchive: (archive) => removeItems((item) => isOf(item, archive)),

    cancel() {
      const { items } = read();
      write({ items: items.map((item) => (isUnderWay(item) ? stopped(item) : item)), working: null });
      queue.skip();
    },

    goOn() {
      const { items } = read();
      write({ items: items.map((item) => (item.state === "stopped" ? { ...item, state: "waiting" } : item)) });
      queue.start();
    },

    tryAgain(itemId) {
      update(itemId, { state: "waiting", error: null });
      queue.start();
    },
  };

  return { actions, newItem, add, predictAgain, predictWaiting: queue.start, markAsSent };
}

/** Makes items that wait, or have failed already, each with a number of its own. */
function createItems() {
  let lastId = 0;
  return (name: string, origin: Origin, source: ItemSource | PredictorError): RunItem => {
    const item = { id: ++lastId, name, origin, linked: null, result: null, excluded: {} };
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

function isUnderWay({ state }: RunItem): boolean {
  return state === "waiting" || state === "predicting";
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
  const before = items.slice(
    0,
    items.findIndex(({ id }) => id === itemId),
  );
  const place = before.filter((item) => kept.includes(item)).length;
  const neighbour = kept[place] ?? kept.at(-1);
  return neighbour === undefined ? null : { itemId: neighbour.id, run: 0 };
}
