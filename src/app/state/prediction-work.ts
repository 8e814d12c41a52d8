import type { Predictor } from "../../inference/predictor.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader } from "../../reading/reader.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import type { Working } from "./predict-item.ts";
import { createPredictionQueue, type QueueState } from "./prediction-queue.ts";
import { atRest, type ListedRuns, type RunItem, withItem } from "./run-items.ts";

export interface WorkState {
  /** The item that is read or predicted now; null where none is. */
  working: Working | null;
  /** Items that were predicted, or failed, since nothing was worked on last. */
  settled: number;
}

export const NO_WORK: WorkState = { working: null, settled: 0 };

export interface WorkActions {
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
  read(): QueueState & WorkState;
  write(change: Partial<Pick<ListedRuns, "items"> & WorkState>): void;
  /** The items that are looked at: of the library's, they alone are predicted again. */
  lookedAt(): ReadonlySet<number>;
  /** Puts an archive's activities on the list in place of its item. */
  openArchive(itemId: number, file: ReadableFile, listing: ArchiveListing): void;
  /** Called after each item that was predicted or failed. */
  onSettled(itemId: number): void;
}

/** Has the listed items read and predicted, stops that and goes on with it. */
export function createPredictionWork({ read, write, lookedAt, ...ports }: Ports) {
  const queue = createPredictionQueue({
    ...ports,
    read,
    update(itemId, change) {
      const { items, settled } = read();
      const isSettled = change.state === "done" || change.state === "failed";
      write({ items: withItem(items, itemId, change), settled: settled + Number(isSettled) });
    },
    tell: (working) => write(working === null ? NO_WORK : { working }),
  });

  function changeEach(changed: (item: RunItem) => RunItem): void {
    write({ items: read().items.map(changed) });
  }

  /** Stops an item, and keeps what there is of it: of a file of many runs those that were reached. */
  function stopped(item: RunItem): RunItem {
    if (item.state !== "waiting" && item.state !== "predicting") return item;
    const contract = read().model.loaded?.contract;
    const outcomes = queue.reached(item.id);
    const partial = contract !== undefined && outcomes.length > 0 ? { contract, outcomes } : null;
    return { ...item, state: "stopped", result: item.result ?? partial };
  }

  /**
   * Predicts everything from its source again; what stands on the page stays until its successor is there. A run of the
   * library is predicted again once it is looked at.
   */
  function predictAgain(): void {
    queue.skip();
    const staying = lookedAt();
    changeEach((item) => {
      if (item.source === null || item.state === "stopped" || item.state === "kept") return item;
      if (item.source.kind === "kept" && !staying.has(item.id)) return atRest(item);
      return { ...item, state: "waiting", error: null };
    });
    write({ settled: 0 });
    queue.start();
  }

  /** Has runs of the library predicted, as they are looked at. */
  function open(itemIds: readonly number[]): void {
    const isToOpen = ({ id, source, state }: RunItem) =>
      itemIds.includes(id) && source?.kind === "kept" && (state === "kept" || state === "stopped");
    if (!read().items.some(isToOpen)) return;
    changeEach((item) => (isToOpen(item) ? { ...item, state: "waiting" } : item));
    queue.start();
  }

  const actions: WorkActions = {
    cancel() {
      write({ items: read().items.map(stopped), ...NO_WORK });
      queue.skip();
    },
    goOn() {
      changeEach((item) => (item.state === "stopped" ? { ...item, state: "waiting" } : item));
      queue.start();
    },
    tryAgain(itemId) {
      write({ items: withItem(read().items, itemId, { state: "waiting", error: null }) });
      queue.start();
    },
  };

  return { actions, start: queue.start, skipUnlisted: queue.skipUnlisted, predictAgain, open };
}
