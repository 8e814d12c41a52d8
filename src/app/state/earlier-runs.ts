import { MOST_HISTORY_RUNS, type PredictedRun } from "../../evaluation/expected-heart-rate.ts";
import { measuredFrom } from "../../evaluation/metrics.ts";
import { isSameRun } from "../../evaluation/same-run.ts";
import { isOfAnother } from "../../library/whose-run.ts";
import type { Prediction } from "../../model/prediction.ts";
import { daysBetween, startedBefore } from "../../workout/recording-facts.ts";
import { isOtherSport } from "../../workout/sport.ts";
import type { Track } from "../../workout/workout.ts";
import type { Excluded } from "./excluded.ts";
import { isStranger, keptStatements, type OwnList, statedIn } from "./own-runs.ts";
import { type RunItem, type RunView, viewsOf } from "./run-items.ts";

/** The other runs that tell of a run's runner, by when they started. */
export interface OtherRuns {
  /** Those that started before the run, the latest MOST_HISTORY_RUNS of them, in order of time. */
  earlier: readonly PredictedRun[];
  /** Those of which that is not known, the last MOST_HISTORY_RUNS that were opened, in that order. */
  undated: readonly PredictedRun[];
  /** Whether there are others, which did not start before it. */
  hasLater: boolean;
}

const NO_OTHER_RUNS: OtherRuns = { earlier: [], undated: [], hasLater: false };

const known = new WeakMap<readonly RunItem[], { runnerName: string; prediction: Prediction; others: OtherRuns }>();

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

type Lesson = PredictedRun & Pick<Prediction, "track">;

function findOtherRuns({ items, runnerName }: OwnList, shown: RunView & { prediction: Prediction }): OtherRuns {
  const { track } = shown.prediction;
  const views = items.flatMap((item) => (item.result === null ? [] : viewsOf(item)));
  const areOne = oneRunnerAmong(views, runnerName);
  const lessons = views.flatMap((view) =>
    view.contract === shown.contract && mayTell(view, shown, areOne) ? (lessonOf(view) ?? []) : [],
  );
  const thoseBefore = (isBefore: boolean | null) =>
    lessons.filter((lesson) => startedBefore(lesson.track, track) === isBefore);
  const telling = (lesson: Lesson) =>
    !isSameRun(lesson.track, track) && knowsHeartRate(comparedTrack(lesson.track, lesson.excluded ?? []));
  const earlier = thoseBefore(true).sort((a, b) => daysBefore(b.track, track) - daysBefore(a.track, track));
  return {
    earlier: lastOf(earlier, telling),
    undated: lastOf(thoseBefore(null), telling),
    hasLater: thoseBefore(false).some(telling),
  };
}

function daysBefore(earlier: Track, track: Track): number {
  return daysBetween(earlier, track) ?? 0;
}

/** The last MOST_HISTORY_RUNS that pass, in order: of a list of thousands, no more are looked at than needed. */
function lastOf(lessons: readonly Lesson[], passes: (lesson: Lesson) => boolean): Lesson[] {
  const last: Lesson[] = [];
  for (let i = lessons.length - 1; i >= 0 && last.length < MOST_HISTORY_RUNS; i--) {
    if (passes(lessons[i])) last.unshift(lessons[i]);
  }
  return last;
}

const lessons = new WeakMap<Prediction, Lesson>();

/** A run without what was excluded of it; the same object as long as nothing of it changes. */
function lessonOf({ prediction, excluded }: RunView): Lesson | null {
  if (prediction === null || excluded.length === 0) return prediction;
  const before = lessons.get(prediction);
  if (before?.excluded === excluded) return before;
  const lesson = { ...prediction, excluded };
  lessons.set(prediction, lesson);
  return lesson;
}

/** Whether a run other than the shown one may be the same runner's. */
function mayTell(view: RunView, shown: RunView, areOne: (one: RunView, other: RunView) => boolean): boolean {
  if (view.item.id === shown.item.id && view.run === shown.run) return false;
  // A heart does not beat on a bicycle as it does on a run.
  if (isOtherSport(view.track?.sport ?? null)) return false;
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
