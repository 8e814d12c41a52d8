import { asPredictorError } from "../../base/error.ts";
import type { Predictor } from "../../inference/predictor.ts";
import type { ReadableFile } from "../../reading/file-bytes.ts";
import type { Reader } from "../../reading/reader.ts";
import type { ArchiveListing } from "../../workout/archive/activity.ts";
import type { ModelsState } from "./models.ts";
import { type Progress, predictItem, type Working } from "./predict-item.ts";
import type { ListedRuns, RunItem, RunOutcome } from "./run-items.ts";
import type { RunnerState } from "./runner.ts";

/** The parts of the state that the queue's order and its predictions depend on. */
export type QueueState = Pick<ListedRuns, "items" | "selection"> &
  Pick<ModelsState, "model"> &
  Pick<RunnerState, "runner">;

interface Ports {
  reader: Reader;
  predictor: Predictor;
  read(): QueueState;
  update(itemId: number, change: Partial<RunItem>): void;
  /** Tells what is worked on; null once nothing is. */
  tell(working: Working | null): void;
  /** Puts an archive's activities on the list in place of its item. */
  openArchive(itemId: number, file: ReadableFile, listing: ArchiveListing): void;
  /** Called after each item that was predicted or failed. */
  onSettled(itemId: number): void;
}

/** Predicts the items that wait, one after another, the one that is looked at first. */
export function createPredictionQueue({ reader, predictor, read, update, tell, openArchive, onSettled }: Ports) {
  /** The item in work, and its outcomes so far. */
  let current: { itemId: number; abort: AbortController; outcomes: RunOutcome[] } | null = null;
  let isDraining = false;

  async function drain(): Promise<void> {
    if (isDraining) return;
    isDraining = true;
    for (let item = nextWaiting(read()); item !== undefined; item = nextWaiting(read())) await predict(item);
    isDraining = false;
    tell(null);
  }

  async function predict(item: RunItem): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    const outcomes: RunOutcome[] = [];
    current = { itemId: item.id, abort, outcomes };
    const tellProgress = (progress: Progress) => {
      if (!signal.aborted) tell({ itemId: item.id, ...progress });
    };
    update(item.id, { state: "predicting" });
    tellProgress({ phase: "reading", done: 0, total: 0 });
    const { model, runner: settings } = read();
    const { contract } = model.loaded!;
    try {
      const work = {
        ...{ reader, predictor, settings, contract, signal, tell: tellProgress },
        openArchive: (file: ReadableFile, listing: ArchiveListing) => openArchive(item.id, file, listing),
      };
      for await (const outcome of predictItem(item, work)) outcomes.push(outcome);
      if (!signal.aborted) update(item.id, { state: "done", result: { contract, outcomes }, error: null });
    } catch (thrown) {
      if (!signal.aborted) update(item.id, { state: "failed", result: null, error: asPredictorError(thrown) });
    }
    current = null;
    if (!signal.aborted) onSettled(item.id);
  }

  return {
    /** Predicts what waits, unless that is under way. */
    start: () => void drain(),
    /** Stops the item that is worked on; the next one follows. */
    skip: () => current?.abort.abort(),
    /** Stops the item that is worked on where it is not on the list any more: others wait for it. */
    skipUnlisted(): void {
      if (read().items.every(({ id }) => id !== current?.itemId)) current?.abort.abort();
    },
    /** The outcomes of the runs that were reached in the item that is worked on. */
    reached: (itemId: number): RunOutcome[] => (current?.itemId === itemId ? [...current.outcomes] : []),
  };
}

function nextWaiting({ model, items, selection }: QueueState): RunItem | undefined {
  if (model.phase !== "ready") return undefined;
  const waiting = items.filter(({ state }) => state === "waiting");
  return waiting.find(({ id }) => id === selection?.itemId) ?? waiting[0];
}
