import { isOfAnother, type StatedRunner } from "../../library/whose-run.ts";
import type { Gender, Track } from "../../workout/workout.ts";
import { type ListedRuns, type RunItem, type RunView, viewsOf } from "./run-items.ts";

/** The list, and whose runs of it are looked at. */
export interface OwnList extends Pick<ListedRuns, "items"> {
  /** Name of the runner whose runs are looked at. */
  runnerName: string;
}

/** The listed runs of the chosen runner. */
export interface OwnRuns {
  /** Those that are predicted, or kept. */
  own: readonly RunView[];
  /** Number of those of somebody else. */
  others: number;
}

const known = new WeakMap<readonly RunItem[], { runnerName: string; runs: OwnRuns }>();

/**
 * The runs of the chosen runner: those that the library holds for them, and open ones whose files do not state somebody
 * else; neither samples nor a dataset's runs. The same object as long as the list stays as it is.
 */
export function ownRunsOf({ items, runnerName }: OwnList): OwnRuns {
  const before = known.get(items);
  if (before?.runnerName === runnerName) return before.runs;
  const views = items
    .flatMap(viewsOf)
    .filter((view) => (view.prediction !== null || view.kept !== null) && !isStranger(view));
  const isOwn = ownAmong(views, runnerName);
  const own = views.filter(isOwn);
  const runs = { own, others: views.length - own.length };
  known.set(items, { runnerName, runs });
  return runs;
}

/** Tells a runner's own runs among runs of people: kept ones by whom they are kept for, others by what their files state. */
function ownAmong(views: readonly RunView[], runnerName: string): (view: RunView) => boolean {
  const kept = keptStatements(views, runnerName);
  const common = kept.some(({ statedRunner }) => statedRunner !== null) ? null : commonRunner(views);
  const statements = common === null ? kept : [...kept, { statedRunner: common, gender: UNSTATED }];
  return (view) => (view.keptFor === null ? !isOfAnother(statedIn(view), statements) : view.keptFor === runnerName);
}

const UNSTATED: Gender = 0.5;

/** What the files of the runs that are kept for a runner state of them: each statement once, for each run is held against all. */
export function keptStatements(views: readonly RunView[], runnerName: string): StatedRunner[] {
  const own = views.filter(({ keptFor }) => keptFor === runnerName).map(statedIn);
  return [...new Map(own.map((stated) => [`${stated.gender} ${stated.statedRunner}`, stated])).values()];
}

/** What a run's file states of its runner; nothing of one that is not read yet. */
export function statedIn({ track, kept }: RunView): StatedRunner {
  if (track !== null) return { statedRunner: track.runner, gender: track.gender };
  return kept?.run ?? { statedRunner: null, gender: UNSTATED };
}

/** The runner whom most runs that are not kept name; null where none names any. */
function commonRunner(views: readonly RunView[]): string | null {
  const counts = new Map<string, number>();
  for (const view of views) {
    const { statedRunner } = statedIn(view);
    if (statedRunner !== null && view.keptFor === null) counts.set(statedRunner, (counts.get(statedRunner) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Whether a run is a sample's or a split's, and so not of the person at the page. */
export function isStranger({ item }: Pick<RunView, "item">): boolean {
  return ["sample", "opening", "split"].includes(item.origin.kind);
}

/** The track of a run: of one of the library it is read where the run is not predicted. null where there is none yet. */
export async function trackOf({ track, kept }: RunView): Promise<Track | null> {
  return track ?? (kept && (await kept.read()));
}
