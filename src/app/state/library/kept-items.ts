import type { KeptRun } from "../../../library/kept-run.ts";
import type { Library, ModelFigures } from "../../../library/library.ts";
import { atRest, type KeptSource, type RunItem, runCountOf } from "../run-items.ts";
import type { RunList } from "../run-list.ts";

/** What is read of a run of the library as it is looked at. */
type KeptReads = Pick<Library, "track" | "route">;

/** What the library holds, as it is listed. */
export interface KeptRuns {
  /** The oldest first. */
  runs: readonly KeptRun[];
  /** Fingerprint of the model that the figures are of; null as long as none was loaded. */
  model: string | null;
  /** Of the runs that this model has predicted. */
  figures: ReadonlyMap<string, ModelFigures>;
}

/** Predicted runs of the library whose predictions stay, so that memory is bounded however many come; the oldest make way. */
const MOST_PREDICTED = 100;

/**
 * Lists a runner's runs of the library after what was opened, the latest first, those without a date at the end. A run
 * that is open is no second item; what the library no longer holds is no longer listed as its own.
 */
export function withLibrary(
  items: readonly RunItem[],
  { runs, figures }: KeptRuns,
  library: KeptReads,
  newItem: RunList["newItem"],
  runnerName: string,
): readonly RunItem[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const opened = items.filter(({ source }) => source?.kind !== "kept").map((item) => asHeld(item, byId));
  const openIds = new Set(opened.flatMap(({ keptAs }) => Object.values(keptAs).map(({ id }) => id)));
  const listed = new Map(items.flatMap((item) => (item.source?.kind === "kept" ? [[item.source.run.id, item]] : [])));
  const closed = runs.filter(({ id, runner }) => runner === runnerName && !openIds.has(id)).reverse();
  const inOrder = [...closed.filter(({ startedAt }) => startedAt), ...closed.filter(({ startedAt }) => !startedAt)];
  const kept = inOrder.map((run) =>
    keptItem(listed.get(run.id), keptSource(run, figures.get(run.id) ?? null, library), newItem),
  );
  return [...opened, ...kept];
}

/**
 * Opened items whose one run another of them is a recording of, too.
 * @param lookedAt the items that are looked at, of which none is named
 */
export function twinsAmong(opened: readonly RunItem[], lookedAt: ReadonlySet<number>): readonly RunItem[] {
  const mayLeave = (item: RunItem) => !lookedAt.has(item.id) && runCountOf(item) === 1;
  const idsOf = ({ keptAs }: RunItem) => Object.values(keptAs).map(({ id }) => id);
  const seen = new Set(opened.filter((item) => !mayLeave(item)).flatMap(idsOf));
  return opened.filter(mayLeave).filter((item) => {
    const [id] = idsOf(item);
    const isTwin = seen.has(id);
    if (id !== undefined) seen.add(id);
    return isTwin;
  });
}

/** An open item with its runs as the library holds them now; the same object where nothing of them changed. */
function asHeld(item: RunItem, byId: ReadonlyMap<string, KeptRun>): RunItem {
  const entries = Object.entries(item.keptAs);
  if (entries.every(([, { id, runner }]) => byId.get(id)?.runner === runner)) return item;
  const held = entries.flatMap(([run, { id }]) => {
    const kept = byId.get(id);
    return kept === undefined ? [] : [[run, { id, runner: kept.runner }]];
  });
  return { ...item, keptAs: Object.fromEntries(held) };
}

/** The source of a run of the library. */
function keptSource(run: KeptRun, figures: ModelFigures | null, library: KeptReads): KeptSource {
  return { kind: "kept", run, figures, read: () => library.track(run.id), readRoute: () => library.route(run.id) };
}

/** The item of a run: the one that is listed where nothing of it changed. */
function keptItem(before: RunItem | undefined, source: KeptSource, newItem: RunList["newItem"]): RunItem {
  const { run, figures } = source;
  const known = before?.source?.kind === "kept" ? before.source : null;
  if (before && known && isSame(known.run, run) && known.figures === figures) return before;
  const item = before ?? atRest(newItem(run.name, { kind: "kept" }, source));
  return {
    ...item,
    name: run.name,
    source,
    excluded: { 0: run.excluded },
    keptAs: { 0: { id: run.id, runner: run.runner } },
  };
}

/** Whether nothing of a run was changed, or completed by another recording. */
function isSame(one: KeptRun, other: KeptRun): boolean {
  const [a, b] = [one, other].map(
    ({ name, runner, sport, sensor, device, bytes, routeBytes, startedAt, laps, excluded }) =>
      [
        name,
        runner,
        sport,
        sensor,
        device,
        bytes,
        routeBytes,
        startedAt?.unixS,
        laps.length,
        JSON.stringify(excluded),
      ].join(),
  );
  return a === b;
}

/**
 * Lets go of files and predictions beyond the latest ones, of runs that the library holds and nobody looks at: they are
 * read from there once they are opened again.
 */
export function letGo(
  items: readonly RunItem[],
  lookedAt: ReadonlySet<number>,
  { runs, figures }: KeptRuns,
  library: KeptReads,
): readonly RunItem[] {
  const mayGo = items.filter(
    (item) => item.state === "done" && !lookedAt.has(item.id) && runCountOf(item) === 1 && 0 in item.keptAs,
  );
  const going = new Set(mayGo.slice(0, Math.max(0, mayGo.length - MOST_PREDICTED)).map(({ id }) => id));
  if (going.size === 0) return items;
  const byId = new Map(runs.map((run) => [run.id, run]));
  return items.map((item) => {
    const run = going.has(item.id) ? byId.get(item.keptAs[0].id) : undefined;
    if (run === undefined) return item;
    const source = keptSource(run, figures.get(run.id) ?? null, library);
    return atRest({ ...item, origin: { kind: "kept" }, linked: null, name: run.name, source });
  });
}
