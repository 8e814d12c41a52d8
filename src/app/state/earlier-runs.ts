import { MOST_HISTORY_RUNS, type PredictedRun } from "../../evaluation/expected-heart-rate.ts";
import { measuredFrom } from "../../evaluation/metrics.ts";
import { isOneRun } from "../../library/one-run.ts";
import { isOfAnother } from "../../library/whose-run.ts";
import type { Prediction } from "../../model/prediction.ts";
import { type Dated, daysBetween, NO_FACTS, startedBefore } from "../../workout/recording-facts.ts";
import { isOtherSport } from "../../workout/sport.ts";
import type { Track } from "../../workout/workout.ts";
import type { Excluded } from "./excluded.ts";
import { isStranger, keptStatements, type OwnList, statedIn } from "./own-runs.ts";
import { type RunItem, type RunView, viewsOf } from "./run-items.ts";
import { sportOf } from "./run-order.ts";

/** The other runs that tell of a run's runner, by when they started. */
export interface OtherRuns {
  /** Those that started before the run, the latest MOST_HISTORY_RUNS of them, in order of time. */
  earlier: readonly OtherRun[];
  /** Those of which that is not known, the last MOST_HISTORY_RUNS that were opened, in that order. */
  undated: readonly OtherRun[];
  /** Whether there are others, which did not start before it. */
  hasLater: boolean;
}

/** A run of another item, or of the shown one. */
export interface OtherRun {
  itemId: number;
  /** What it teaches; null until it is predicted, as a run of the library is once it is wanted. */
  lesson: PredictedRun | null;
}

const NO_OTHER_RUNS: OtherRuns = { earlier: [], undated: [], hasLater: false };

interface Known {
  runnerName: string;
  prediction: Prediction;
  others: OtherRuns;
}

const known = new WeakMap<readonly RunItem[], Known>();

/** The other runs that tell of the shown run's runner; the same object as long as neither the runs nor the shown one change. */
export function otherRunsOf({ items, runnerName }: OwnList, shown: RunView | null): OtherRuns {
  if (!shown?.prediction) return NO_OTHER_RUNS;
  const { prediction } = shown;
  const before = known.get(items);
  if (before?.prediction === prediction && before.runnerName === runnerName) return before.others;
  const others = findOtherRuns({ items, runnerName }, { ...shown, prediction });
  known.set(items, { runnerName, prediction, others });
  return others;
}

function findOtherRuns({ items, runnerName }: OwnList, shown: RunView & { prediction: Prediction }): OtherRuns {
  const { track } = shown.prediction;
  const views = items.flatMap(viewsOf).filter((view) => view.prediction !== null || isAtRest(view));
  const areOne = oneRunnerAmong(views, runnerName);
  const candidates = views.filter(
    (view) => (isAtRest(view) || view.contract === shown.contract) && mayTell(view, shown, areOne),
  );
  const thoseBefore = (isBefore: boolean | null) =>
    candidates.filter((view) => startedBefore(datesOf(view), track) === isBefore);
  const earlier = thoseBefore(true).sort((a, b) => daysBefore(b, track) - daysBefore(a, track));
  return {
    earlier: lastOf(earlier, track),
    undated: lastOf(thoseBefore(null), track),
    hasLater: thoseBefore(false).some((view) => mayTeach(view, track)),
  };
}

function daysBefore(earlier: RunView, track: Track): number {
  return daysBetween(datesOf(earlier), track) ?? 0;
}

/** Whether a run of the library is still to be predicted, or was not as a person stopped it. */
function isAtRest({ prediction, kept, item }: RunView): boolean {
  return prediction === null && kept !== null && (item.state === "kept" || item.state === "stopped");
}

function datesOf({ track, kept }: RunView): Dated {
  return track ?? kept?.run ?? NO_FACTS;
}

/**
 * The last MOST_HISTORY_RUNS that may teach, in order, one run once: of a list of thousands, no more are looked at than
 * needed. A run that a person stopped keeps its place, and teaches nothing.
 */
function lastOf(views: readonly RunView[], shown: Track): OtherRun[] {
  const last: RunView[] = [];
  const isThere = ({ track }: RunView) =>
    track !== null && last.some((other) => other.track !== null && isOneRun(other.track, track));
  for (let i = views.length - 1; i >= 0 && last.length < MOST_HISTORY_RUNS; i--) {
    if (mayTeach(views[i], shown) && !isThere(views[i])) last.unshift(views[i]);
  }
  return last
    .filter(({ item }) => item.state !== "stopped" || item.result !== null)
    .map((view) => ({ itemId: view.item.id, lesson: lessonOf(view) }));
}

/** Whether a run has a heart rate that counts, and is not the shown one once more; of one at rest, as far as is known. */
function mayTeach({ prediction, excluded, kept }: RunView, shown: Track): boolean {
  if (prediction === null) return kept !== null && kept.run.measuredS > 0;
  return !isOneRun(prediction.track, shown) && knowsHeartRate(comparedTrack(prediction.track, excluded));
}

const lessons = new WeakMap<Prediction, PredictedRun>();

/** A run without what was excluded of it; the same object as long as nothing of it changes. */
function lessonOf({ prediction, excluded, keptId }: RunView): PredictedRun | null {
  const isKept = keptId !== null;
  if (prediction === null || (excluded.length === 0 && !isKept)) return prediction;
  const before = lessons.get(prediction);
  if (before?.excluded === excluded && before.isKept === isKept) return before;
  const lesson = { ...prediction, excluded, isKept };
  lessons.set(prediction, lesson);
  return lesson;
}

/** Whether a run other than the shown one may be the same runner's. */
function mayTell(view: RunView, shown: RunView, areOne: (one: RunView, other: RunView) => boolean): boolean {
  if (view.item.id === shown.item.id && view.run === shown.run) return false;
  // A heart does not beat on a bicycle as it does on a run.
  if (isOtherSport(sportOf(view))) return false;
  const areStrangers = [view, shown].map(isStranger);
  if (!areStrangers.includes(true)) return areOne(view, shown);
  // Runs of a split or of nobody tell nothing of the person at the page, nor the person's of them.
  const [own, runner] = [view.track?.runner ?? null, shown.track?.runner ?? null];
  return areStrangers[0] && areStrangers[1] && own !== null && own === runner;
}

/** Tells whether two of a person's runs are one runner's: kept ones by whom they are kept for, others by what files state. */
function oneRunnerAmong(views: readonly RunView[], runnerName: string): (one: RunView, other: RunView) => boolean {
  const kept = keptStatements(views, runnerName);
  const isOfChosen = (view: RunView) =>
    view.keptFor === null ? !isOfAnother(statedIn(view), kept) : view.keptFor === runnerName;
  return (one, other) => {
    if (one.keptFor !== null && other.keptFor !== null) return one.keptFor === other.keptFor;
    if (one.keptFor !== null || other.keptFor !== null) return isOfChosen(one) && isOfChosen(other);
    return !isOfAnother(statedIn(one), [statedIn(other)]);
  };
}

/** A track without the heart rate that was excluded. */
export function comparedTrack(track: Track, excluded: Excluded): Track {
  return { ...track, heartRateBpm: measuredFrom(track.heartRateBpm, track.stepS, 0, excluded) };
}

export function knowsHeartRate({ heartRateBpm }: Pick<Track, "heartRateBpm">): boolean {
  return heartRateBpm.some((bpm) => !Number.isNaN(bpm));
}
