import { type CalibrationSources, MOST_HISTORY_RUNS, type PredictedRun } from "../evaluation/expected-heart-rate.ts";
import { measuredFrom } from "../evaluation/metrics.ts";
import { isSameRun } from "../evaluation/same-run.ts";
import type { CalibrationKind } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { isOtherSport } from "../workout/sport.ts";
import type { Track } from "../workout/workout.ts";
import { type RunItem, type RunView, viewsOf } from "./items.ts";
import type { LeftOut } from "./left-out.ts";
import type { PageState } from "./store.ts";

/** What a person asks to be looked at besides speed and altitude. */
export interface CalibrationSetting {
  kind: CalibrationKind;
  warmUpMinutes: number;
}

/** Why something that was asked for is not looked at. */
export type Obstacle =
  | "no-calibration"
  | "history-coming"
  | "no-history"
  | "no-heart-rate"
  | "too-short"
  | "no-early-heart-rate"
  | "no-later-heart-rate";

/** What is looked at of what was asked for. */
export interface CalibrationInEffect {
  kind: CalibrationKind;
  sources: CalibrationSources;
  obstacles: Obstacle[];
}

export const LONGEST_WARM_UP_MINUTES = 60;
export const DEFAULT_CALIBRATION: CalibrationSetting = { kind: "none", warmUpMinutes: 10 };

/** Minutes from a field's text, "invalid" for what can't be looked at. */
export function parseWarmUpMinutes(typed: string): number | "invalid" {
  const minutes = Number(typed);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_WARM_UP_MINUTES ? minutes : "invalid";
}

export function looksAtHistory(kind: CalibrationKind): boolean {
  return kind === "history" || kind === "history and warm-up";
}

export function looksAtWarmUp(kind: CalibrationKind): boolean {
  return kind === "warm-up" || kind === "history and warm-up";
}

/** The other runs of the list that tell of the shown run's runner, at most the latest 50, the latest last. */
export function historyOf(items: readonly RunItem[], shown: RunView | null): PredictedRun[] {
  if (!shown?.prediction) return [];
  const { track } = shown.prediction;
  const history: Lesson[] = [];
  // From the latest on: of a list of thousands, the last ones are enough.
  for (let i = items.length - 1; i >= 0 && history.length < MOST_HISTORY_RUNS; i--) {
    if (items[i].result === null) continue;
    for (const view of viewsOf(items[i]).reverse()) {
      const lesson = view.contract === shown.contract && mayTell(view, shown) ? lessonOf(view) : null;
      if (lesson === null || isSameRun(lesson.track, track)) continue;
      if (knowsHeartRate(comparedTrack(lesson.track, lesson.leftOut ?? []))) history.unshift(lesson);
    }
  }
  return history.slice(-MOST_HISTORY_RUNS);
}

type Lesson = PredictedRun & Pick<Prediction, "track">;

const lessons = new WeakMap<Prediction, Lesson>();

/** A run without what was left out of it; the same object as long as nothing of it changes. */
function lessonOf({ prediction, leftOut }: RunView): Lesson | null {
  if (prediction === null || leftOut.length === 0) return prediction;
  const known = lessons.get(prediction);
  if (known?.leftOut === leftOut) return known;
  const lesson = { ...prediction, leftOut };
  lessons.set(prediction, lesson);
  return lesson;
}

/** Whether a run other than the shown one may be the same runner's. */
function mayTell(view: RunView, shown: RunView): boolean {
  if (view.item.id === shown.item.id && view.run === shown.run) return false;
  // A heart does not beat on a bicycle as it does on a run.
  if (isOtherSport(view.track?.sport ?? null)) return false;
  const [own, runner] = [view.track?.runner ?? null, shown.track?.runner ?? null];
  const areStrangers = [view, shown].map(({ item }) => ["sample", "opening", "split"].includes(item.origin.kind));
  // Runs of a split or of nobody tell nothing of the person at the page, nor the person's of them.
  if (areStrangers.includes(true)) return areStrangers[0] && areStrangers[1] && own !== null && own === runner;
  return own === null || runner === null || own === runner;
}

/**
 * The other runs that a setting has to look at: none where it asks for none; "coming" as long as any is on its way, for
 * what they tell would change with each.
 */
export function historyFor(
  { items, calibration }: Pick<PageState, "items" | "calibration">,
  shown: RunView | null,
): PredictedRun[] | "coming" {
  if (!looksAtHistory(calibration.kind)) return [];
  const isComing = ({ id, state }: RunItem) => id !== shown?.item.id && ["waiting", "predicting"].includes(state);
  return items.some(isComing) ? "coming" : historyOf(items, shown);
}

/** What is looked at for a run, as the page stands. */
export function calibrationOf(
  state: Pick<PageState, "items" | "calibration">,
  shown: RunView | null,
): CalibrationInEffect {
  return calibrationInEffect(shown, state.calibration, historyFor(state, shown));
}

/** What of a setting can be done with the shown run. */
export function calibrationInEffect(
  shown: RunView | null,
  { kind, warmUpMinutes }: CalibrationSetting,
  history: readonly PredictedRun[] | "coming",
): CalibrationInEffect {
  const nothing = { kind: "none", sources: { history: [], warmUpS: 0 } } as const;
  if (kind === "none" || !shown?.prediction) return { ...nothing, obstacles: [] };
  const { along } = shown.prediction;
  const track = comparedTrack(shown.prediction.track, shown.leftOut);
  if (!shown.contract?.calibration || !along) return { ...nothing, obstacles: ["no-calibration"] };
  const warmUpS = 60 * warmUpMinutes;
  const known = history === "coming" ? [] : history;
  const withoutHistory = looksAtHistory(kind) ? historyObstacle(history) : null;
  const withoutWarmUp = looksAtWarmUp(kind) ? warmUpObstacle(track, warmUpS) : null;
  const hasHistory = looksAtHistory(kind) && withoutHistory === null;
  const hasWarmUp = looksAtWarmUp(kind) && withoutWarmUp === null;
  return {
    kind: hasHistory ? (hasWarmUp ? "history and warm-up" : "history") : hasWarmUp ? "warm-up" : "none",
    sources: { history: hasHistory ? known : [], warmUpS: hasWarmUp ? warmUpS : 0 },
    obstacles: [withoutHistory, withoutWarmUp].filter((obstacle) => obstacle !== null),
  };
}

function historyObstacle(history: readonly PredictedRun[] | "coming"): Obstacle | null {
  if (history === "coming") return "history-coming";
  return history.length === 0 ? "no-history" : null;
}

function warmUpObstacle(track: Track, warmUpS: number): Obstacle | null {
  const { heartRateBpm, stepS } = track;
  if (!knowsHeartRate(track)) return "no-heart-rate";
  if ((heartRateBpm.length - 1) * stepS <= warmUpS) return "too-short";
  const from = Math.ceil(warmUpS / stepS);
  if (!knowsHeartRate({ heartRateBpm: heartRateBpm.subarray(0, from) })) return "no-early-heart-rate";
  return knowsHeartRate({ heartRateBpm: heartRateBpm.subarray(from) }) ? null : "no-later-heart-rate";
}

/** A track without the heart rate that was left out. */
function comparedTrack(track: Track, leftOut: LeftOut): Track {
  return { ...track, heartRateBpm: measuredFrom(track.heartRateBpm, track.stepS, 0, leftOut) };
}

function knowsHeartRate({ heartRateBpm }: Pick<Track, "heartRateBpm">): boolean {
  return heartRateBpm.some((bpm) => !Number.isNaN(bpm));
}
