import type { Knowledge } from "../../evaluation/calibration/knowledge.ts";
import { fingerprintOf } from "../../evaluation/calibration/prior-fingerprint.ts";
import {
  type CalibrationSources,
  calibrationKind,
  LONGEST_WARM_UP_MINUTES,
  MOST_HISTORY_RUNS,
  NO_CALIBRATION,
  type PredictedRun,
} from "../../evaluation/expected-heart-rate.ts";
import type { CalibrationKind, KnownQuantity, ModelContract } from "../../model/contract.ts";
import type { SharedCalibration, SharedRunner } from "../../sharing/shared-view.ts";
import { NO_FACTS, startedBefore } from "../../workout/recording-facts.ts";
import type { Track } from "../../workout/workout.ts";
import { comparedTrack, knowsHeartRate, type OtherRun, type OtherRuns, otherRunsOf } from "./earlier-runs.ts";
import { knowledgeOf, type StatedOfMe, usedBy } from "./known-of-me.ts";
import { isStranger, type OwnList } from "./own-runs.ts";
import type { RunItem, RunView } from "./run-items.ts";

/** The calibration a person asks for: what is used besides speed and altitude. */
export interface CalibrationSetting {
  kind: CalibrationKind;
  warmUpMinutes: number;
  /** Whether what the runner knows of themselves is used, too. */
  usesKnown: boolean;
  /** Whether earlier runs may be of an unknown date, and so not earlier. */
  usesUndated: boolean;
}

/** Why a requested calibration source could not be used. */
export type Obstacle =
  | "no-calibration"
  | "not-mine"
  | "nothing-stated"
  | "not-learnt"
  | "history-coming"
  | "no-history"
  | "no-earlier"
  | "undated"
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
interface CalibratedList extends OwnList, StatedOfMe {
  calibration: CalibrationSetting;
}

export const DEFAULT_CALIBRATION: CalibrationSetting = {
  kind: "none",
  warmUpMinutes: 10,
  usesKnown: false,
  usesUndated: false,
};

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
  const kind = calibrationKind(learnt !== null && learnt.runs > 0, warmUpMinutes > 0);
  return { kind, warmUpMinutes, usesKnown, usesUndated: learnt !== null && learnt.undatedRuns > 0 };
}

/** The earlier runs to calibrate by, or what was learned from them; else why there are none. */
type History = CalibrationSources["history"] | HistoryObstacle;

type HistoryObstacle = Extract<Obstacle, "history-coming" | "other-model" | "no-history" | "no-earlier" | "undated">;

const NO_HISTORY: readonly PredictedRun[] = [];

/**
 * The earlier runs that a setting calibrates by: empty when it asks for none. While any run is being predicted they are
 * coming, because the result would change with each. For a link, what its sender's runs taught, if it is of this model.
 */
export function historyFor(
  { items, runnerName, calibration }: Pick<CalibratedList, "items" | "runnerName" | "calibration">,
  shown: RunView | null,
): History {
  const sent = sentCalibration(shown);
  if (sent?.learnt) return shown?.contract && holdsFor(sent.learnt, shown.contract) ? sent.learnt : "other-model";
  if (sent !== null) return NO_HISTORY;
  if (!looksAtHistory(calibration.kind)) return NO_HISTORY;
  const isComing = ({ id, state }: RunItem) => id !== shown?.item.id && ["waiting", "predicting"].includes(state);
  return items.some(isComing) ? "history-coming" : earlierOf(otherRunsOf({ items, runnerName }, shown), calibration);
}

/** The runs to calibrate by among other runs; else why there are none. */
export function earlierOf(
  others: OtherRuns,
  setting: Pick<CalibrationSetting, "usesUndated">,
): readonly PredictedRun[] | HistoryObstacle {
  const runs = runsAskedFor(others, setting);
  const lessons = runs.flatMap(({ lesson }) => lesson ?? []);
  if (lessons.length < runs.length) return "history-coming";
  if (lessons.length > 0) return lessons;
  if (others.undated.length > 0) return "undated";
  return others.hasLater ? "no-earlier" : "no-history";
}

/** Those of the other runs that a setting asks for, predicted or not. */
function runsAskedFor(
  { earlier, undated }: OtherRuns,
  { usesUndated }: Pick<CalibrationSetting, "usesUndated">,
): readonly OtherRun[] {
  return usesUndated ? [...undated, ...earlier].slice(-MOST_HISTORY_RUNS) : earlier;
}

/** The other runs that the shown one is calibrated by, or is to be once they are predicted. */
export function calibratingRuns(
  state: Pick<CalibratedList, "items" | "runnerName" | "calibration">,
  shown: RunView | null,
) {
  const isAsked = sentCalibration(shown) === null && looksAtHistory(state.calibration.kind);
  return isAsked ? runsAskedFor(otherRunsOf(state, shown), state.calibration) : [];
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
    kind: calibrationKind(hasHistory, hasWarmUp),
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

/** Number of those of which it is not known whether they started before the calibrated run. */
export function undatedRunsOf({ sources: { history } }: CalibrationInEffect, shown: RunView | null): number {
  if ("belief" in history) return history.undatedRuns;
  return history.filter(({ track }) => startedBefore({ ...NO_FACTS, ...track }, shown?.track ?? NO_FACTS) === null)
    .length;
}

/** Number of those that come from the library. */
export function keptRunsOf({ sources: { history } }: CalibrationInEffect): number {
  return "belief" in history ? (history.keptRuns ?? 0) : history.filter(({ isKept }) => isKept).length;
}

function historyObstacle(history: History): Obstacle | null {
  if (typeof history === "string") return history;
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
