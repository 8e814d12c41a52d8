import { asPredictorError } from "../../../base/error.ts";
import type { KeptRun } from "../../../library/kept-run.ts";
import { type Library, sizeOf } from "../../../library/library.ts";
import type { KeptStatement } from "../../../library/whose-run.ts";
import type { Span } from "../../../workout/workout.ts";
import { itemsLookedAt } from "../making-way.ts";
import type { RunItem, Selection } from "../run-items.ts";
import { recallSettings } from "../settings.ts";
import { teachingRuns } from "../teaching-runs.ts";
import { createFiguring } from "./figuring.ts";
import { createKeeping } from "./keeping.ts";
import { type KeptRuns, letGo, twinsAmong, withLibrary } from "./kept-items.ts";
import { createLibraryMoves } from "./library-moves.ts";
import type { LibraryPorts, LibraryState, RunnerOnDevice, WhoseRuns } from "./library-state.ts";
import { modelFingerprint } from "./model-figures.ts";

/** Runs that are kept before the list learns of them, while more are coming. */
const LISTED_AFTER = 100;

const NOTHING_KEPT: KeptRuns = { runs: [], model: null, figures: new Map() };

export type LibraryWork = ReturnType<typeof createLibraryWork>;

/** Lists the runs of an open library, keeps others in it, and has models say what they make of them. */
export function createLibraryWork({
  library,
  parts,
  keeper,
  reader,
  predictor,
  read,
  write,
  runs,
  keepCourses,
}: LibraryPorts & { library: Library }) {
  let isOpen = true;
  let kept = NOTHING_KEPT;
  /** What the kept runs tell of their runners, those among them that the list does not know yet. */
  let statements: KeptStatement[] = [];
  /** What writes many runs, and lists them by itself. */
  let writers = 0;
  let unlisted = 0;
  /** Reading the list anew, and whether it has changed since. */
  let refreshing: Promise<void> | null = null;
  let isStale = false;
  /** Whether the library changed while runs were being kept, by them or otherwise. */
  let isChanged = false;

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

  const keeping = createKeeping({
    ...{ library, keeper, reader, read, write, tried },
    isOpen: () => isOpen,
    statements: () => statements,
    onWritten: (runs) => {
      unlisted += runs;
    },
    async onPause() {
      if (unlisted >= LISTED_AFTER || (isChanged && read().working === null)) await tried(refresh);
    },
  });

  const moves = createLibraryMoves({
    ...{ library, parts, keeper, keepCourses, writing },
    tell: (move) => change({ move }),
  });

  const endListening = library.onChange(() => {
    isChanged = true;
    if (!keeping.isKeeping() && writers === 0) void tried(refresh);
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
        isChanged = false;
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
    closeTwins();
    letGoOfOld();
    const { whose } = read().library;
    if (whose.length > 0) change({ whose: stillOpen(whose, read().items) });
  }

  /** Closes what is another recording of a run that is open, and says so. */
  function closeTwins(): void {
    const { items } = read();
    const twins = twinsAmong(items, itemsLookedAt(read()));
    if (twins.length === 0) return;
    runs.replace(items.filter((item) => !twins.includes(item)));
    write({ openAlready: twins.map(({ name }) => name) });
  }

  /** Lets go of predictions, so that memory is bounded however many runs were looked at. */
  function letGoOfOld(): void {
    const { items } = read();
    const left = letGo(items, itemsLookedAt(read()), kept, library);
    if (left !== items) runs.replace(left);
  }

  /** Has the kept runs predicted that the shown one is calibrated by, once it is there and nothing else waits. */
  function predictEarlier(): void {
    const state = read();
    if (state.working !== null) return;
    const resting = teachingRuns(state).filter(({ lesson }) => lesson === null);
    if (resting.length > 0) runs.open(resting.map(({ itemId }) => itemId));
  }

  return {
    refresh,
    takeSettled: keeping.takeSettled,
    takeAll: keeping.takeAll,
    keepRun: keeping.keepRun,
    keepFor: keeping.keepFor,
    /** Names the chosen runner anew: in the list and the settings first, which other tabs read as they hear of it. */
    async renameRunner(from: string, to: string): Promise<void> {
      const rename = (before: string, after: string) => {
        const renamed = kept.runs.map((run) => (run.runner === before ? { ...run, runner: after } : run));
        kept = { ...kept, runs: renamed };
        write({ runnerName: after });
      };
      rename(from, to);
      try {
        // What is being written has the name before.
        await keeping.written();
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
      const [track, route] = await Promise.all([library.track(keptId), library.route(keptId)]);
      await library.remove([keptId]);
      runs.replace(read().items.filter(({ keptAs }) => keptAs[0]?.id !== keptId));
      change({ removed: { track, runner, excluded, isRenamed, smoothingWindow, route } });
    },
    async putBackRemoved(): Promise<void> {
      const { removed } = read().library;
      if (removed === null) return;
      const [{ id, laterS }] = await library.keep([removed]);
      if (removed.route !== null) await library.keepRoutes([{ id, route: removed.route, laterS }]);
      change({ removed: null });
    },
    exclude: (keptId: string, excluded: readonly Span[]): Promise<void> => library.change(keptId, { excluded }),
    async forgetRoutes(): Promise<void> {
      // What is being written has its route.
      await keeping.written();
      await library.forgetRoutes();
    },
    listAgain: (): void => list(kept),
    /** Forgets the library; open files stay open. */
    async forgetAll(): Promise<void> {
      keeping.drop();
      moves.stop();
      // What is being written would come back after all was forgotten.
      await Promise.all([keeping.written(), moves.ended()]);
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
      if (hasPaused) void keeping.keepPending();
      if (isOtherModel) void tried(refresh);
      else if (hasPaused) {
        letGoOfOld();
        figuring.start();
      }
      predictEarlier();
    },
  };
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
