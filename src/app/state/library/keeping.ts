import type { NewRun } from "../../../library/kept-run.ts";
import type { Kept, Library, ModelFigures, NewRoute } from "../../../library/library.ts";
import { type KeptStatement, mayBeAnothers, runnerStatedAs, type StatedRunner } from "../../../library/whose-run.ts";
import type { Reader } from "../../../reading/reader.ts";
import { type Route, routeOf } from "../../../workout/route.ts";
import { NOTHING_EXCLUDED } from "../excluded.ts";
import type { Keeper } from "../keeper.ts";
import { FEW_RUNS, hasRecording, recordedRun } from "../read-again.ts";
import { type RunItem, type RunView, runCountOf, type Selection, viewOf, viewsOf, withItem } from "../run-items.ts";
import { type Remembering, recallSettings } from "../settings.ts";
import type { LibraryPorts, WhoseRuns } from "./library-state.ts";
import { modelFigures, modelFingerprint } from "./model-figures.ts";

/** Runs that are written at once: few are lost with a tab that is closed. */
const BATCH = 10;

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

interface Ports extends Pick<LibraryPorts, "read" | "write"> {
  library: Library;
  keeper: Keeper;
  reader: Reader;
  isOpen(): boolean;
  /** What the kept runs tell of their runners; those that are kept are added. */
  statements(): KeptStatement[];
  /** Does what may fail, and says why where it does; false then. */
  tried(work: () => Promise<void>): Promise<boolean>;
  /** Hears of runs that were written, as they are. */
  onWritten(runs: number): void;
  /** Called once nothing more is due to be kept. */
  onPause(): Promise<unknown>;
}

/** Keeps opened runs in a library, with what models said of them, so many at once. */
export function createKeeping(ports: Ports) {
  const { library, keeper, reader, read, write, isOpen, statements, tried, onWritten, onPause } = ports;
  /** Runs of runners that a person does not want to be kept, by what their files state. */
  const declined = new Set<string>();
  let pending: Pending[] = [];
  let isKeeping = false;
  /** The batch that is written now, or was last; it never rejects. */
  let batch: Promise<unknown> = Promise.resolve();
  /** What the device was seen to keep of the switch, for all tabs; null where a browser keeps no settings. */
  let shared: Remembering | null = null;

  const askWhose = (whose: readonly WhoseRuns[]) => write({ library: { ...read().library, whose } });

  const isDue = () => isOpen() && (pending.length >= BATCH || (pending.length > 0 && read().working === null));

  /** Keeps what is pending, so many at once. */
  async function keepPending(): Promise<void> {
    if (isKeeping) return;
    isKeeping = true;
    const isDone = await tried(async () => {
      for (followSwitch(); isDue(); followSwitch()) {
        const written = keepBatch(pending.splice(0, BATCH));
        batch = written.catch(() => undefined);
        await takeBackForgotten(await written);
      }
    });
    isKeeping = false;
    if (!isDone) pending = [];
    // A pause may have come meanwhile.
    if (isDue()) return keepPending();
    await onPause();
  }

  /** @returns ids of the runs that were new to the library */
  async function keepBatch(due: readonly Pending[]): Promise<string[]> {
    const open = due.flatMap(({ itemId, run, runner }) => {
      const item = read().items.find(({ id }) => id === itemId);
      return item === undefined ? [] : { view: viewOf(item, run), runner };
    });
    const fresh = ofKnownRunners(open.filter(({ view }) => view.keptId === null && view.prediction !== null));
    const places = fresh.length > 0 ? await library.keep(fresh.map(newRun)) : [];
    for (const [i, { view, runner }] of fresh.entries()) await markKept(view, runner, places[i]);
    await keepRoutes(fresh, places);
    onWritten(fresh.length);
    await keepFigures(open.map(({ view }) => view));
    return places.flatMap(({ id, outcome }) => (outcome === "new" ? id : []));
  }

  /** Keeps the routes of runs that were just kept, where a person asked for it: their files are read once more. */
  async function keepRoutes(fresh: readonly Fresh[], places: readonly Kept[]): Promise<void> {
    const routes: NewRoute[] = [];
    for (const [i, { view }] of fresh.entries()) {
      if (!read().keepsRoutes) return;
      const route = await routeFor(view, reader);
      if (route !== null) routes.push({ ...places[i], route });
    }
    if (routes.length > 0 && read().keepsRoutes) await library.keepRoutes(routes);
  }

  /** Takes over that another tab paused the library or turned it off: nothing further is kept then. */
  function followSwitch(): void {
    const { remembering } = recallSettings(keeper);
    if (remembering === "on") shared = remembering;
    // A browser that keeps no settings says nothing of other tabs.
    if (shared !== "on" || remembering === "on" || read().remembering !== "on") return;
    shared = remembering;
    pending = [];
    write({ remembering });
  }

  /** Removes what was written while another tab forgot the library. */
  async function takeBackForgotten(ids: readonly string[]): Promise<void> {
    followSwitch();
    if (ids.length === 0 || shared !== "off") return;
    await library.remove(ids);
    if ((await library.size()).runs === 0) await library.forgetAll();
  }

  /** The runs of which it is known whose they are; of the others a person is asked. */
  function ofKnownRunners(unkept: readonly { view: RunView; runner: string | null }[]): Fresh[] {
    const fresh: Fresh[] = [];
    for (const { view, runner } of unkept) {
      const stated = statedIn(view);
      const { runnerName } = read();
      if (runner === null && mayBeAnothers(stated, runnerName, statements())) {
        ask(view, stated);
        continue;
      }
      const own = runner ?? runnerName;
      statements().push({ ...stated, runner: own });
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
      likely: runnerStatedAs(stated, statements()),
      runs: [...before, { itemId: item.id, run }],
    };
    askWhose([...whose.filter((other) => other !== asked), question]);
  }

  /** Takes note that the library holds a run, and excludes of it what is excluded there. */
  async function markKept({ item: { id: itemId }, run, excluded }: RunView, runner: string, kept: Kept): Promise<void> {
    const item = read().items.find(({ id }) => id === itemId);
    if (item === undefined) return;
    const now = item.excluded[run] ?? NOTHING_EXCLUDED;
    // Whoever changed it meanwhile knows better than what was kept.
    const isChanged = now !== excluded;
    write({
      items: withItem(read().items, itemId, {
        keptAs: { ...item.keptAs, [run]: { id: kept.id, runner } },
        ...(!isChanged && kept.excluded.length > 0 && { excluded: { ...item.excluded, [run]: kept.excluded } }),
      }),
    });
    if (isChanged) await library.change(kept.id, { excluded: now });
  }

  /** Keeps what the models said of runs as they were predicted. */
  async function keepFigures(views: readonly RunView[]): Promise<void> {
    const byModel = new Map<string, Map<string, ModelFigures>>();
    for (const { item, run } of views) {
      const now = read().items.find(({ id }) => id === item.id);
      if (now === undefined) continue;
      const { keptId, prediction, contract, excluded } = viewOf(now, run);
      if (keptId === null || prediction === null || contract === null) continue;
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
    if (own.length === 0) return;
    pending.push(...own.map(({ run }) => ({ itemId, run, runner: null })));
    void keepPending();
  }

  function takeAll(): void {
    for (const item of read().items) if (viewsOf(item).some(({ keptId }) => keptId === null)) takeSettled(item.id);
  }

  return {
    takeSettled,
    takeAll,
    keepPending,
    isKeeping: (): boolean => isKeeping,
    async keepRun(selection: Selection): Promise<void> {
      pending.push({ ...selection, runner: null });
      await keepPending();
    },
    async keepFor(question: WhoseRuns, runner: string | null): Promise<void> {
      askWhose(read().library.whose.filter((other) => keyOf(other) !== keyOf(question)));
      if (runner === null) declined.add(keyOf(question));
      else pending.push(...question.runs.map((selection) => ({ ...selection, runner })));
      await keepPending();
    },
    /** Drops what is still to be kept. */
    drop(): void {
      pending = [];
    },
    /** Resolves once nothing is being written. */
    written: (): Promise<unknown> => batch,
  };
}

/** The route of a run by its file; null where there is none, or reading it takes long, or the file is gone by now. */
async function routeFor(view: RunView, reader: Reader): Promise<Route | null> {
  if (!hasRecording(view) || runCountOf(view.item) > FEW_RUNS) return null;
  try {
    const { item, run } = view;
    return routeOf(await recordedRun({ source: item.source!, run }, reader, new AbortController().signal));
  } catch {
    return null;
  }
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
