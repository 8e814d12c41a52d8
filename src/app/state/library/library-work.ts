import { asPredictorError } from "../../../base/error.ts";
import type { KeptRun, NewRun } from "../../../library/kept-run.ts";
import { type Library, type ModelFigures, sizeOf } from "../../../library/library.ts";
import { type KeptStatement, mayBeAnothers, runnerStatedAs, type StatedRunner } from "../../../library/whose-run.ts";
import type { Span } from "../../../workout/workout.ts";
import { itemsLookedAt } from "../making-way.ts";
import { type KeptAs, type RunItem, type RunView, type Selection, viewOf, viewsOf, withItem } from "../run-items.ts";
import { recallSettings } from "../settings.ts";
import { teachingRuns } from "../teaching-runs.ts";
import { createFiguring } from "./figuring.ts";
import { type KeptRuns, letGo, withLibrary } from "./kept-items.ts";
import { createLibraryMoves } from "./library-moves.ts";
import type { LibraryPorts, LibraryState, RunnerOnDevice, WhoseRuns } from "./library-state.ts";
import { modelFigures, modelFingerprint } from "./model-figures.ts";

/** Runs that are written at once: few are lost with a tab that is closed. */
const BATCH = 10;

/** Runs that are kept before the list learns of them, while more are coming. */
const LISTED_AFTER = 100;

const NOTHING_KEPT: KeptRuns = { runs: [], model: null, figures: new Map() };

/** A run that is to be kept, or of which only the figures are. */
interface Pending extends Selection {
  /** Name of its runner on this device, as a person said; null where they were not asked. */
  runner: string | null;
}

/** A run to be kept, and for whom. */
interface Fresh {
  view: RunView;
  runner: string;
}

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
  /** What the kept runs tell of their runners, those among them that the list does not know yet. */
  let statements: KeptStatement[] = [];
  /** Runs of runners that a person does not want to be kept, by what their files state. */
  const declined = new Set<string>();
  let pending: Pending[] = [];
  let isKeeping = false;
  /** What writes many runs, and lists them by itself. */
  let writers = 0;
  let unlisted = 0;
  /** Reading the list anew, and whether it has changed since. */
  let refreshing: Promise<void> | null = null;
  let isStale = false;

  const change = (changes: Partial<LibraryState>) => write({ library: { ...read().library, ...changes } });

  const figuring = createFiguring({
    predictor,
    isQuiet: () => read().working === null,
    model: () => (read().model.phase === "ready" ? (read().model.loaded?.contract ?? null) : null),
    library: () => (isOpen ? library : null),
    kept: () => kept,
    tell: (progress) => change({ figuring: progress }),
    onRefused: (runs) => change({ unfit: runs }),
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

  /** Lists what the library holds by now; asked for meanwhile, it is read once more. */
  function refresh(): Promise<void> {
    isStale = true;
    refreshing ??= (async () => {
      while (isStale && isOpen) {
        isStale = false;
        await listHeld();
      }
    })().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function listHeld(): Promise<void> {
    const { loaded } = read().model;
    const model = loaded && modelFingerprint(loaded.contract);
    const held = await library.summaries();
    const figures = model === null ? NOTHING_KEPT.figures : await library.figures(model);
    if (!isOpen) return;
    unlisted = 0;
    statements = held.map(({ runner, statedRunner, gender }) => ({ runner, statedRunner, gender }));
    const before = kept.runs;
    kept = { runs: held, model, figures };
    followOtherTabs(before, held);
    list(kept);
    change({ phase: "open", size: sizeOf(held), runners: runnersIn(held) });
    figuring.start();
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

  /** Takes over what another tab decided of the library: that all of it is forgotten, or another name of the runner. */
  function followOtherTabs(before: readonly KeptRun[], held: readonly KeptRun[]): void {
    const { runnerName } = read();
    const { remembering, runnerName: nameElsewhere } = recallSettings(keeper);
    if (held.length === 0 && before.length > 0 && remembering === "off") write({ remembering });
    const isOfRunner = ({ runner }: KeptRun) => runner === runnerName;
    const isRenamed = before.some(isOfRunner) && !held.some(isOfRunner) && nameElsewhere !== runnerName;
    if (isRenamed) write({ runnerName: nameElsewhere });
  }

  function list(next: KeptRuns): void {
    kept = next;
    const { items, runnerName } = read();
    runs.replace(withLibrary(items, kept, library, runs.newItem, runnerName));
    letGoOfOld();
    const { whose } = read().library;
    if (whose.length > 0) change({ whose: stillOpen(whose, read().items) });
  }

  /** Lets go of predictions, so that memory is bounded however many runs were looked at. */
  function letGoOfOld(): void {
    const { items } = read();
    const left = letGo(items, itemsLookedAt(read()), kept, library);
    if (left !== items) runs.replace(left);
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

  async function keepBatch(batch: readonly Pending[]): Promise<void> {
    const open = batch.flatMap(({ itemId, run, runner }) => {
      const item = read().items.find(({ id }) => id === itemId);
      return item === undefined ? [] : { view: viewOf(item, run), runner };
    });
    const fresh = ofKnownRunners(open.filter(({ view }) => view.keptId === null && view.prediction !== null));
    const places = fresh.length > 0 ? await library.keep(fresh.map(newRun)) : [];
    for (const [i, { view, runner }] of fresh.entries()) markKept(view, { id: places[i].id, runner });
    unlisted += fresh.length;
    await keepFigures(open.map(({ view }) => view));
  }

  /** The runs of which it is known whose they are; of the others a person is asked. */
  function ofKnownRunners(unkept: readonly { view: RunView; runner: string | null }[]): Fresh[] {
    const fresh: Fresh[] = [];
    for (const { view, runner } of unkept) {
      const stated = statedIn(view);
      const { runnerName } = read();
      if (runner === null && mayBeAnothers(stated, runnerName, statements)) {
        ask(view, stated);
        continue;
      }
      const own = runner ?? runnerName;
      statements.push({ ...stated, runner: own });
      fresh.push({ view, runner: own });
    }
    return fresh;
  }

  function ask({ item, run }: RunView, stated: StatedRunner): void {
    if (declined.has(keyOf(stated))) return;
    const { whose } = read().library;
    const asked = whose.find((question) => keyOf(question) === keyOf(stated));
    const before = (asked?.runs ?? []).filter((other) => other.itemId !== item.id || other.run !== run);
    const question = {
      ...stated,
      likely: runnerStatedAs(stated, statements),
      runs: [...before, { itemId: item.id, run }],
    };
    change({ whose: [...whose.filter((other) => other !== asked), question] });
  }

  function markKept({ item: { id: itemId }, run }: RunView, keptAs: KeptAs): void {
    const item = read().items.find(({ id }) => id === itemId);
    if (item === undefined) return;
    write({ items: withItem(read().items, itemId, { keptAs: { ...item.keptAs, [run]: keptAs } }) });
  }

  /** Keeps what the models said of runs as they were predicted. */
  async function keepFigures(views: readonly RunView[]): Promise<void> {
    const byModel = new Map<string, Map<string, ModelFigures>>();
    for (const { item, run, prediction, contract, excluded } of views) {
      const keptId = read().items.find(({ id }) => id === item.id)?.keptAs[run]?.id;
      if (keptId === undefined || prediction === null || contract === null) continue;
      const model = modelFingerprint(contract);
      const figures = byModel.get(model) ?? new Map<string, ModelFigures>();
      byModel.set(model, figures.set(keptId, modelFigures(prediction, excluded, contract)));
    }
    for (const [model, figures] of byModel) await library.keepFigures(model, figures);
  }

  /** Has the kept runs predicted that the shown one is calibrated by, once it is there and nothing else waits. */
  function predictEarlier(): void {
    const state = read();
    if (state.working !== null) return;
    const resting = teachingRuns(state).filter(({ lesson }) => lesson === null);
    if (resting.length > 0) runs.open(resting.map(({ itemId }) => itemId));
  }

  /** Keeps an item's runs where they are a person's own, or what a model says of those that are kept. */
  function takeSettled(itemId: number): void {
    const { items, remembering } = read();
    const item = items.find(({ id }) => id === itemId);
    if (item === undefined) return;
    const isToKeep = (view: RunView) => view.keptId !== null || (remembering === "on" && isOwn(item));
    const own = viewsOf(item).filter((view) => view.prediction !== null && isToKeep(view));
    pending.push(...own.map(({ run }) => ({ itemId, run, runner: null })));
    void keepPending();
  }

  function takeAll(): void {
    for (const { id, keptAs } of read().items) if (Object.keys(keptAs).length === 0) takeSettled(id);
  }

  return {
    refresh,
    takeSettled,
    takeAll,
    async keepRun(selection: Selection): Promise<void> {
      pending.push({ ...selection, runner: null });
      await keepPending();
    },
    async keepFor(question: WhoseRuns, runner: string | null): Promise<void> {
      change({ whose: read().library.whose.filter((other) => keyOf(other) !== keyOf(question)) });
      if (runner === null) declined.add(keyOf(question));
      else pending.push(...question.runs.map((selection) => ({ ...selection, runner })));
      await keepPending();
    },
    /** Names the chosen runner anew: in the list and the settings first, which other tabs read as they hear of it. */
    async renameRunner(from: string, to: string): Promise<void> {
      const rename = (before: string, after: string) => {
        const renamed = kept.runs.map((run) => (run.runner === before ? { ...run, runner: after } : run));
        kept = { ...kept, runs: renamed };
        write({ runnerName: after });
      };
      rename(from, to);
      try {
        await library.renameRunner(from, to);
      } catch (thrown) {
        rename(to, from);
        throw thrown;
      }
    },
    async remove(keptId: string): Promise<void> {
      const run = kept.runs.find(({ id }) => id === keptId);
      if (run === undefined) return;
      const { runner, excluded, isRenamed, smoothingWindow } = run;
      const track = await library.track(keptId);
      await library.remove([keptId]);
      runs.replace(read().items.filter(({ keptAs }) => keptAs[0]?.id !== keptId));
      change({ removed: { track, runner, excluded, isRenamed, smoothingWindow } });
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
      else if (hasPaused) {
        letGoOfOld();
        figuring.start();
      }
      predictEarlier();
    },
  };
}

/** Whether an item is a person's own without their saying so: it came of a file of theirs. */
function isOwn({ origin }: RunItem): boolean {
  return origin.kind === "file";
}

function newRun({ view: { name, prediction, contract, excluded }, runner }: Fresh): NewRun {
  return { track: { ...prediction!.track, name }, runner, excluded, smoothingWindow: contract!.smoothingWindow };
}

function statedIn({ prediction }: RunView): StatedRunner {
  const { runner: statedRunner, gender } = prediction!.track;
  return { statedRunner, gender };
}

/** Runs whose files state the same of their runner are asked of together. */
function keyOf({ statedRunner, gender }: StatedRunner): string {
  return JSON.stringify([statedRunner, gender]);
}

/** The questions about runs that are still open, and not kept meanwhile. */
function stillOpen(whose: readonly WhoseRuns[], items: readonly RunItem[]): WhoseRuns[] {
  const isUnkept = ({ itemId, run }: Selection) => items.some(({ id, keptAs }) => id === itemId && !(run in keptAs));
  return whose
    .map((question) => ({ ...question, runs: question.runs.filter(isUnkept) }))
    .filter(({ runs }) => runs.length > 0);
}

function runnersIn(runs: readonly KeptRun[]): RunnerOnDevice[] {
  const counts = new Map<string, number>();
  for (const { runner } of runs) counts.set(runner, (counts.get(runner) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, runs: count }));
}
