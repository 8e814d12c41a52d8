import { counted } from "../../base/counted.ts";
import type { Expectation } from "../../evaluation/analysis.ts";
import type { CalibratedErrors, CalibrationKind, MeasuredErrors } from "../../model/contract.ts";
import type { SharedCalibration } from "../../sharing/shared-view.ts";
import { formatNumber } from "../format/format.ts";
import {
  type CalibrationInEffect,
  type CalibrationSetting,
  looksAtHistory,
  looksAtWarmUp,
  type Obstacle,
} from "../state/calibration.ts";

/** What an expectation rests on besides speed and altitude. */
export type LookedAt = Pick<Expectation, "kind" | "historyRuns" | "fromS">;

export const NOTHING_LOOKED_AT: LookedAt = { kind: "none", historyRuns: 0, fromS: 0 };

/** "from minute 10 on". */
export function fromWords(fromS: number): string {
  return `from minute ${Math.round(fromS / 60)} on`;
}

/** What stands beside figures: what they rest on, and of what they are. */
export function lookedAtWords({ historyRuns, fromS }: LookedAt): string {
  if (fromS === 0) return historyRuns === 0 ? "By speed and altitude alone." : `Fitted to ${others(historyRuns)}.`;
  const beginning = firstMinutes(Math.round(fromS / 60));
  const seen = historyRuns === 0 ? beginning : `${others(historyRuns)} and ${beginning}`;
  return `Fitted to ${seen}; ${fromWords(fromS)}.`;
}

/** "the first 10 minutes". */
export function firstMinutes(minutes: number): string {
  return minutes === 1 ? "the first minute" : `the first ${minutes} minutes`;
}

function others(count: number): string {
  return counted(count, "other run");
}

/** What stands at the stretch of a chart that was looked at. */
export function stretchLookedAtWords(fromS: number): string {
  return `first ${Math.round(fromS / 60)} min: looked at`;
}

/** One way to fit the prediction to the runner: its name, what it looks at and what its figures then mean. */
export interface CalibrationOption {
  kind: CalibrationKind;
  name: string;
  meaning: string;
}

/** @param available how many other runs there are to look at. */
export function calibrationOptions(available: number): CalibrationOption[] {
  return [
    {
      kind: "none",
      name: "Not at all",
      meaning: "Speed and altitude alone: a difference is from other runners.",
    },
    {
      kind: "history",
      name: "By my earlier runs",
      meaning:
        available === 0
          ? "Drop earlier runs of yours beside this one."
          : `${others(available)} on this page: a difference is from your usual.`,
    },
    {
      kind: "warm-up",
      name: "By this run's first minutes",
      meaning: "Looks at how it began: the figures are of the rest.",
    },
    {
      kind: "history and warm-up",
      name: "By both",
      meaning: "Looks at both: the figures are of the rest of this run.",
    },
  ];
}

/** What a run was fitted to by the sender of its link. */
export function sentMeaning({ learnt, warmUpMinutes }: SharedCalibration): string {
  const runs = learnt === null ? [] : [`what ${others(learnt.runs)} of the sender came to`];
  const beginning = warmUpMinutes === 0 ? [] : [`${firstMinutes(warmUpMinutes)} of this one`];
  const seen = [...runs, ...beginning].join(" and ");
  return seen === "" ? "Not fitted: speed and altitude alone." : `Fitted to ${seen}. For this run alone.`;
}

/** What is not looked at although it was asked for, why, and what is looked at then; empty where all of it is. */
export function obstacleWords({ kind, obstacles }: CalibrationInEffect, { warmUpMinutes }: CalibrationSetting): string {
  if (obstacles.length === 0) return "";
  const reasons = obstacles.map((obstacle) => REASONS[obstacle](counted(warmUpMinutes, "minute")));
  const rest = {
    none: "Nothing is looked at.",
    history: "Only your other runs are looked at.",
    "warm-up": "Only the first minutes are looked at.",
    "history and warm-up": "",
  }[kind];
  return [...reasons, rest].join(" ");
}

export const OTHER_MODEL = "What the sender's other runs came to says nothing of this model, and is not used.";

const REASONS: Record<Obstacle, (minutes: string) => string> = {
  "no-calibration": () => "This model can't be fitted to a runner.",
  "history-coming": () => "Your other runs are still being read.",
  "no-history": () => "No other run of this runner with a heart rate is on this page.",
  "other-model": () => OTHER_MODEL,
  "no-heart-rate": () => "This run has no heart rate.",
  "too-short": (minutes) => `This run is not longer than ${minutes}.`,
  "no-early-heart-rate": (minutes) => `This run has no heart rate in its first ${minutes}.`,
  "no-later-heart-rate": (minutes) => `This run has no heart rate after its first ${minutes}.`,
};

/** Of the errors that were measured with as much looked at, those nearest to what is; null where there are none. */
export function nearestErrors(
  errors: MeasuredErrors | null,
  { kind, historyRuns, fromS }: LookedAt,
): CalibratedErrors | null {
  const alike = (errors?.calibrated ?? []).filter(
    (own) => own.historyRuns > 0 === looksAtHistory(kind) && own.warmUpMinutes > 0 === looksAtWarmUp(kind),
  );
  const apart = (own: CalibratedErrors) => [
    Math.abs(own.historyRuns - historyRuns),
    Math.abs(own.warmUpMinutes - fromS / 60),
  ];
  const [nearest] = alike.sort((a, b) => {
    const [[runsA, minutesA], [runsB, minutesB]] = [apart(a), apart(b)];
    return runsA - runsB || minutesA - minutesB;
  });
  return nearest ?? null;
}

/** How far off it was, measured. */
export function calibratedWords({ historyRuns, warmUpMinutes, runners, mae, coverage }: CalibratedErrors): string {
  const seen = [
    ...(historyRuns > 0 ? [others(historyRuns)] : []),
    ...(warmUpMinutes > 0 ? [firstMinutes(warmUpMinutes)] : []),
  ].join(" and ");
  const held = coverage === null ? "" : `it held ${formatNumber(100 * coverage)} %, and `;
  return `Measured on ${counted(runners, "runner")} with ${seen}, ${held}the line was off by ${formatNumber(mae, 1)} bpm on average.`;
}
