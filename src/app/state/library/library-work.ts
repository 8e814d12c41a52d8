import { asPredictorError } from "../../../base/error.ts";
import { DEFAULT_RUNNER, type NewRun } from "../../../library/kept-run.ts";
import { type Library, type ModelFigures, sizeOf } from "../../../library/library.ts";
import type { Span } from "../../../workout/workout.ts";
import { type RunItem, type RunView, type Selection, viewOf, viewsOf, withItem } from "../run-items.ts";
import { recallSettings } from "../settings.ts";
import { createFiguring } from "./figuring.ts";
import { type KeptRuns, letGo, withLibrary } from "./kept-items.ts";
import { createLibraryMoves } from "./library-moves.ts";
import type { LibraryPorts, LibraryState } from "./library-state.ts";
import { modelFigures, modelFingerprint } from "./model-figures.ts";

/** Runs that are written at once: few are lost with a tab that is closed. */
const BATCH = 10;

/** Runs that are kept before the list learns of them, while more are coming. */
const LISTED_AFTER = 100;

const NOTHING_KEPT: KeptRuns = { runs: [], figures: new Map() };

export type LibraryWork = ReturnType<typeof createLibraryWork>;

/** Keeps runs in an open library, lists them, and has models say what they make of them. */
export function createLibraryWork({
  library,
  parts,
  keeper,
  predictor,
  read,
  write,
  runs,
}: LibraryPorts & { library: Library }) {
  let isOpen = true;
  let kept = NOTHING_KEPT;
  /** Runs that are to be kept, or of which only the figures are. */
  let pending: Selection[] = [];
  let isKeeping = false;
  /** What writes many runs, and lists them by itself. */
  let writers = 0;
  let unlisted = 0;

  const change = (changes: Partial<LibraryState>) => write({ library: { ...read().library, ...changes } });

  const figuring = createFiguring({
    predictor,
    isQuiet: () => read().working === null,
    model: () => (read().model.phase === "ready" ? (read().model.loaded?.contract ?? null) : null),
    library: () => (isOpen ? library : null),
    tell: (progress) => change({ figuring: progress }),
    onFigures: (figures) => list({ ...kept, figures: new Map([...kept.figures, ...figures]) }),
  });

  const moves = createLibraryMoves({ library, parts, tell: (move) => change({ move }), writing });

  const endListening = library.onChange(() => {
    if (!isKeeping && writers === 0) void tried(refresh);
  });

  /** Does what may fail, and says why where it does; false then. */
  async function tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      change({ error: asPredictorError(thrown) });
      return false;
    }
  }

  /** Lists what the library holds by now. */
  async function refresh(): Promise<void> {
    const { loaded } = read().model;
    const held = await library.summaries();
    const figures = loaded ? await library.figures(modelFingerprint(loaded.contract)) : NOTHING_KEPT.figures;
    if (!isOpen) return;
    unlisted = 0;
    const isForgottenElsewhere = held.length === 0 && kept.runs.length > 0;
    if (isForgottenElsewhere && recallSettings(keeper).remembering === "off") write({ remembering: "off" });
    list({ runs: held, figures });
    change({ phase: "open", size: sizeOf(held) });
    figuring.start(kept);
  }

  /** Does what writes many runs: the list learns of them from time to time, and once all are there. */
  async function writing(work: (wrote: (runs: number) => void) => Promise<void>): Promise<void> {
    writers++;
    try {
      await work((runs) => {
        unlisted += runs;
        if (unlisted >= LISTED_AFTER) void tried(refresh);
      });
    } finally {
      writers--;
      await tried(refresh);
    }
  }

  function list(next: KeptRuns): void {
    kept = next;
    const { items, selection } = read();
    runs.replace(letGo(withLibrary(items, kept, library, runs.newItem), selection, kept, library));
  }

  /** Keeps what is pending, so many at once; the list learns of it once there is a pause, or many came. */
  async function keepPending(): Promise<void> {
    if (isKeeping) return;
    isKeeping = true;
    const isDone = await tried(async () => {
      while (isDue() && isOpen) await keepBatch(pending.splice(0, BATCH));
    });
    isKeeping = false;
    if (!isDone) pending = [];
    // A pause may have come meanwhile.
    if (isDue() && isOpen) return keepPending();
    if (unlisted >= LISTED_AFTER || (unlisted > 0 && read().working === null)) await tried(refresh);
  }

  const isDue = () => pending.length >= BATCH || (pending.length > 0 && read().working === null);

  async function keepBatch(batch: readonly Selection[]): Promise<void> {
    const views = batch.flatMap(({ itemId, run }) => {
      const item = read().items.find(({ id }) => id === itemId);
      return item === undefined ? [] : viewOf(item, run);
    });
    const fresh = views.filter(({ keptId, prediction }) => keptId === null && prediction !== null);
    const places = fresh.length > 0 ? await library.keep(fresh.map(newRun)) : [];
    for (const [i, { item, run }] of fresh.entries()) markKept(item.id, run, places[i].id);
    unlisted += fresh.length;
    await keepFigures(views);
  }

  function markKept(itemId: number, run: number, keptId: string): void {
    const item = read().items.find(({ id }) => id === itemId);
    if (item === undefined) return;
    write({ items: withItem(read().items, itemId, { keptIds: { ...item.keptIds, [run]: keptId } }) });
  }

  /** Keeps what the models said of runs as they were predicted. */
  async function keepFigures(views: readonly RunView[]): Promise<void> {
    const byModel = new Map<string, Map<string, ModelFigures>>();
    for (const { item, run, prediction, contract, excluded } of views) {
      const keptId = read().items.find(({ id }) => id === item.id)?.keptIds[run];
      if (keptId === undefined || prediction === null || contract === null) continue;
      const model = modelFingerprint(contract);
      const figures = byModel.get(model) ?? new Map<string, ModelFigures>();
      byModel.set(model, figures.set(keptId, modelFigures(prediction, excluded, contract)));
    }
    for (const [model, figures] of byModel) await library.keepFigures(model, figures);
  }

  /** Keeps an item's runs where they are a person's own, or what a model says of those that are kept. */
  function takeSettled(itemId: number): void {
    const { items, remembering } = read();
    const item = items.find(({ id }) => id === itemId);
    if (item === undefined) return;
    const isToKeep = (view: RunView) => view.keptId !== null || (remembering === "on" && isOwn(item));
    const own = viewsOf(item).filter((view) => view.prediction !== null && isToKeep(view));
    pending.push(...own.map(({ run }) => ({ itemId, run })));
    void keepPending();
  }

  function takeAll(): void {
    for (const { id, keptIds } of read().items) if (Object.keys(keptIds).length === 0) takeSettled(id);
  }

  return {
    refresh,
    takeSettled,
    takeAll,
    async keepRun(selection: Selection): Promise<void> {
      pending.push(selection);
      await keepPending();
    },
    async remove(keptId: string): Promise<void> {
      const run = kept.runs.find(({ id }) => id === keptId);
      if (run === undefined) return;
      const { runner, excluded, isRenamed } = run;
      const track = await library.track(keptId);
      await library.remove([keptId]);
      runs.replace(read().items.filter(({ keptIds }) => keptIds[0] !== keptId));
      change({ removed: { track, runner, excluded, isRenamed } });
    },
    async putBackRemoved(): Promise<void> {
      const { removed } = read().library;
      if (removed === null) return;
      await library.keep([removed]);
      change({ removed: null });
    },
    exclude: (keptId: string, excluded: readonly Span[]): Promise<void> => library.change(keptId, { excluded }),
    listAgain: (): void => list(kept),
    /** Forgets the library; open files stay open. */
    async forgetAll(): Promise<void> {
      moves.stop();
      endListening();
      await library.forgetAll();
      list(NOTHING_KEPT);
    },
    takeAway: moves.takeAway,
    bringHere: moves.bringHere,
    stopMove: moves.stop,
    close(): void {
      isOpen = false;
      moves.stop();
      endListening();
      library.close();
    },
    /** @param hasPaused whether the last run that waited was predicted just now */
    follow(hasPaused: boolean, isOtherModel: boolean): void {
      if (hasPaused) void keepPending();
      if (isOtherModel) void tried(refresh);
      else if (hasPaused) figuring.start(kept);
    },
  };
}

/** Whether an item is a person's own without their saying so: it came of a file of theirs. */
function isOwn({ origin }: RunItem): boolean {
  return origin.kind === "file";
}

function newRun({ name, prediction, excluded }: RunView): NewRun {
  return { track: { ...prediction!.track, name }, runner: DEFAULT_RUNNER, excluded };
}
