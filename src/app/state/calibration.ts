import type { Knowledge } from "../../evaluation/calibration/knowledge.ts";
import { fingerprintOf } from "../../evaluation/calibration/prior-fingerprint.ts";
import {
  type CalibrationSources,
  LONGEST_WARM_UP_MINUTES,
  MOST_HISTORY_RUNS,
  NO_CALIBRATION,
  type PredictedRun,
} from "../../evaluation/expected-heart-rate.ts";
import { measuredFrom } from "../../evaluation/metrics.ts";
import { isSameRun } from "../../evaluation/same-run.ts";
import type { CalibrationKind, KnownQuantity, ModelContract } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { SharedCalibration, SharedRunner } from "../../sharing/shared-view.ts";
import { isOtherSport } from "../../workout/sport.ts";
import type { Track } from "../../workout/workout.ts";
import type { Excluded } from "./excluded.ts";
import { knowledgeOf, type StatedOfMe, usedBy } from "./known-of-me.ts";
import { type ListedRuns, type RunItem, type RunView, viewsOf } from "./run-items.ts";

/** The calibration a person asks for: what is used besides speed and altitude. */
export interface CalibrationSetting {
  kind: CalibrationKind;
  warmUpMinutes: number;
  /** Whether what the runner knows of themselves is used, too. */
  usesKnown: boolean;
}

/** Why a requested calibration source could not be used. */
export type Obstacle =
  | "no-calibration"
  | "not-mine"
  | "nothing-stated"
  | "not-learnt"
  | "history-coming"
  | "no-history"
  | "other-model"
  | "no-heart-rate"
  | "too-short"
  | "no-early-heart-rate"
  | "no-later-heart-rate";

/** The calibration in use, and why the rest of what was requested is not. */
export interface CalibrationInEffect {
  kind: CalibrationKind;
  /** Quantities used that the runner knows of themselves. */
  known: readonly KnownQuantity[];
  sources: CalibrationSources;
  obstacles: Obstacle[];
}

/** The runs and statements that may be calibration sources, and the requested calibration. */
interface CalibratedList extends Pick<ListedRuns, "items">, StatedOfMe {
  calibration: CalibrationSetting;
}

export const DEFAULT_CALIBRATION: CalibrationSetting = { kind: "none", warmUpMinutes: 10, usesKnown: false };

/** Parses a field's text as minutes of warm-up; "invalid" when they cannot be used. */
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

/** The other runs of the list that tell of the shown run's runner: the last MOST_HISTORY_RUNS that were opened, in that order. */
export function historyOf(items: readonly RunItem[], shown: RunView | null): PredictedRun[] {
  if (!shown?.prediction) return [];
  const { track } = shown.prediction;
  const history: Lesson[] = [];
  // From the latest on: of a list of thousands, the last ones are enough.
  for (let i = items.length - 1; i >= 0 && history.length < MOST_HISTORY_RUNS; i--) {
    if (items[i].result === null) continue;
    for (const view of viewsOf(items[i]).toReversed()) {
      const lesson = view.contract === shown.contract && mayTell(view, shown) ? lessonOf(view) : null;
      if (lesson === null || isSameRun(lesson.track, track)) continue;
      if (knowsHeartRate(comparedTrack(lesson.track, lesson.excluded ?? []))) history.unshift(lesson);
    }
  }
  return history.slice(-MOST_HISTORY_RUNS);
}

type Lesson = PredictedRun & Pick<Prediction, "track">;

const lessons = new WeakMap<Prediction, Lesson>();

/** A run without what was excluded of it; the same object as long as nothing of it changes. */
function lessonOf({ prediction, excluded }: RunView): Lesson | null {
  if (prediction === null || excluded.length === 0) return prediction;
  const known = lessons.get(prediction);
  if (known?.excluded === excluded) return known;
  const lesson = { ...prediction, excluded };
  lessons.set(prediction, lesson);
  return lesson;
}

/** Whether a run other than the shown one may be the same runner's. */
function mayTell(view: RunView, shown: RunView): boolean {
  if (view.item.id === shown.item.id && view.run === shown.run) return false;
  // A heart does not beat on a bicycle as it does on a run.
  if (isOtherSport(view.track?.sport ?? null)) return false;
  const [own, runner] = [view.track?.runner ?? null, shown.track?.runner ?? null];
  const areStrangers = [view, shown].map(isStranger);
  // Runs of a split or of nobody tell nothing of the person at the page, nor the person's of them.
  if (areStrangers.includes(true)) return areStrangers[0] && areStrangers[1] && own !== null && own === runner;
  if (haveOtherGenders(view.track, shown.track)) return false;
  return own === null || runner === null || own === runner;
}

/** Whether a run is a sample's or a split's, and so not of the person at the page. */
export function isStranger({ item }: RunView): boolean {
  return ["sample", "opening", "split"].includes(item.origin.kind);
}

/** Whether two tracks name two genders, so that two people ran them. */
function haveOtherGenders(one: Track | null, other: Track | null): boolean {
  const genders = [one?.gender, other?.gender];
  return genders.includes(0) && genders.includes(1);
}

/** The calibration in a run's link, as long as the run is shown with it; null for any other run. */
function sentCalibration(shown: RunView | null): SharedCalibration | null {
  const linked = shown?.item.linked;
  return linked?.asSent ? linked.calibration : null;
}

/** The requested calibration of a run: its link's, else the person's. */
export function settingFor(
  { calibration }: Pick<CalibratedList, "calibration">,
  shown: RunView | null,
): CalibrationSetting {
  const sent = sentCalibration(shown);
  return sent === null ? calibration : settingOf(sent);
}

/** Turns a link's calibration into the setting that asks for it. */
function settingOf({ learnt, warmUpMinutes }: SharedCalibration): CalibrationSetting {
  const usesKnown = learnt !== null && learnt.known.length > 0;
  return { kind: kindOf(learnt !== null && learnt.runs > 0, warmUpMinutes > 0), warmUpMinutes, usesKnown };
}

function kindOf(hasHistory: boolean, hasWarmUp: boolean): CalibrationKind {
  if (hasHistory) return hasWarmUp ? "history and warm-up" : "history";
  return hasWarmUp ? "warm-up" : "none";
}

/** The other runs to calibrate by, or what was learned from them; else why there are none. */
type History = CalibrationSources["history"] | "coming" | "other-model";

const NO_HISTORY: readonly PredictedRun[] = [];

/**
 * The other runs that a setting calibrates by: empty when it asks for none; "coming" while any is being predicted,
 * because the result would change with each. For a link, what its sender's runs taught, if it is of this model.
 */
export function historyFor(
  { items, calibration }: Pick<CalibratedList, "items" | "calibration">,
  shown: RunView | null,
): History {
  const sent = sentCalibration(shown);
  if (sent?.learnt) return shown?.contract && holdsFor(sent.learnt, shown.contract) ? sent.learnt : "other-model";
  if (sent !== null) return NO_HISTORY;
  if (!looksAtHistory(calibration.kind)) return NO_HISTORY;
  const isComing = ({ id, state }: RunItem) => id !== shown?.item.id && ["waiting", "predicting"].includes(state);
  return items.some(isComing) ? "coming" : historyOf(items, shown);
}

/** Whether what was learned from runs holds for a model: only for the one that predicted them. */
export function holdsFor({ prior }: SharedRunner, { calibration }: ModelContract): boolean {
  return calibration !== null && fingerprintOf(calibration) === prior;
}

/** The calibration in use for a run, by the page's state. */
export function calibrationOf(state: CalibratedList, shown: RunView | null): CalibrationInEffect {
  return calibrationInEffect(shown, settingFor(state, shown), historyFor(state, shown), knowledgeOf(state));
}

/**
 * The part of a requested calibration that the shown run allows.
 * @param stated what the person at the page knows of themselves; a belief that a link brought holds its sender's already
 */
export function calibrationInEffect(
  shown: RunView | null,
  { kind, warmUpMinutes, usesKnown }: CalibrationSetting,
  history: History,
  stated: Knowledge,
): CalibrationInEffect {
  const nothing = { kind: "none", known: [], sources: NO_CALIBRATION } as const;
  if ((kind === "none" && !usesKnown) || !shown?.prediction) return { ...nothing, obstacles: [] };
  const track = comparedTrack(shown.prediction.track, shown.excluded);
  if (!shown.contract?.calibration || !shown.prediction.along) return { ...nothing, obstacles: ["no-calibration"] };
  const learnt = typeof history === "object" && "belief" in history ? history : null;
  const isOthers = history === "other-model";
  const warmUpS = 60 * warmUpMinutes;
  const withoutHistory = looksAtHistory(kind) || isOthers ? historyObstacle(history) : null;
  const withoutWarmUp = looksAtWarmUp(kind) ? warmUpObstacle(track, warmUpS) : null;
  const asksKnown = usesKnown && learnt === null && !isOthers;
  const withoutKnown = asksKnown ? knownObstacle(shown, stated) : null;
  const hasHistory = looksAtHistory(kind) && withoutHistory === null;
  const hasWarmUp = looksAtWarmUp(kind) && withoutWarmUp === null;
  const hasKnown = asksKnown && withoutKnown === null;
  return {
    kind: kindOf(hasHistory, hasWarmUp),
    known: learnt?.known ?? (hasKnown ? usedBy(shown.contract, stated) : []),
    sources: {
      history: learnt ?? (hasHistory && typeof history !== "string" ? history : NO_HISTORY),
      known: hasKnown ? stated : {},
      warmUpS: hasWarmUp ? warmUpS : 0,
    },
    obstacles: [withoutKnown, withoutHistory, withoutWarmUp].filter((obstacle) => obstacle !== null),
  };
}

/** Number of other runs that the calibration uses. */
export function historyRunsOf({ sources: { history } }: CalibrationInEffect): number {
  return "belief" in history ? history.runs : history.length;
}

function historyObstacle(history: History): Obstacle | null {
  if (history === "coming") return "history-coming";
  if (history === "other-model") return history;
  return "length" in history && history.length === 0 ? "no-history" : null;
}

function knownObstacle(shown: RunView, stated: Knowledge): Obstacle | null {
  if (isStranger(shown)) return "not-mine";
  if (Object.keys(stated).length === 0) return "nothing-stated";
  return usedBy(shown.contract, stated).length === 0 ? "not-learnt" : null;
}

function warmUpObstacle(track: Track, warmUpS: number): Obstacle | null {
  const { heartRateBpm, stepS } = track;
  if (!knowsHeartRate(track)) return "no-heart-rate";
  if ((heartRateBpm.length - 1) * stepS <= warmUpS) return "too-short";
  const from = Math.ceil(warmUpS / stepS);
  if (!knowsHeartRate({ heartRateBpm: heartRateBpm.subarray(0, from) })) return "no-early-heart-rate";
  return knowsHeartRate({ heartRateBpm: heartRateBpm.subarray(from) }) ? null : "no-later-heart-rate";
}

/** A track without the heart rate that was excluded. */
function comparedTrack(track: Track, excluded: Excluded): Track {
  return { ...track, heartRateBpm: measuredFrom(track.heartRateBpm, track.stepS, 0, excluded) };
}

function knowsHeartRate({ heartRateBpm }: Pick<Track, "heartRateBpm">): boolean {
  return heartRateBpm.some((bpm) => !Number.isNaN(bpm));
}
