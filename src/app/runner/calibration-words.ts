import { counted } from "../../base/counted.ts";
import type { Expectation } from "../../evaluation/analysis.ts";
import type { Whose } from "../../evaluation/finding-words.ts";
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
import type { RunView } from "../state/run-items.ts";

/** Data that an expectation used besides speed and altitude. */
export type LookedAt = Pick<Expectation, "kind" | "historyRuns" | "fromS">;

export const NOTHING_LOOKED_AT: LookedAt = { kind: "none", historyRuns: 0, fromS: 0 };

/** "from minute 10 on". */
export function fromWords(fromS: number): string {
  return `from minute ${Math.round(fromS / 60)} on`;
}

/** Caption of figures: what the run is compared with, and the part of it that they cover. */
export function lookedAtWords({ historyRuns, fromS }: LookedAt): string {
  if (fromS === 0) return historyRuns === 0 ? "Compared with other runners." : `Compared with ${others(historyRuns)}.`;
  const beginning = firstMinutes(Math.round(fromS / 60));
  const seen = historyRuns === 0 ? beginning : `${others(historyRuns)} and ${beginning}`;
  return `Compared with ${seen}, ${fromWords(fromS)}.`;
}

/** "the first 10 minutes". */
export function firstMinutes(minutes: number): string {
  return minutes === 1 ? "the first minute" : `the first ${minutes} minutes`;
}

function others(count: number): string {
  return counted(count, "other run");
}

/** Label of the stretch of a chart that the expectation was learned from. */
export function stretchLookedAtWords(fromS: number): string {
  return `first ${Math.round(fromS / 60)} min: learned from`;
}

/** One thing to compare a run with. */
export interface CalibrationOption {
  kind: CalibrationKind;
  name: string;
}

export const CALIBRATION_OPTIONS: readonly CalibrationOption[] = [
  { kind: "none", name: "other runners" },
  { kind: "history", name: "my other runs" },
  { kind: "warm-up", name: "how this run began" },
  { kind: "history and warm-up", name: "both" },
];

export function whoseRuns(view: RunView | null): Whose {
  if (view?.item.linked?.asSent) return "the sender's";
  return ["opening", "sample", "split"].includes(view?.item.origin.kind ?? "file") ? "this runner's" : "your";
}

/** Meaning of the expected line, by what the run is compared with. */
export function comparedWithWords(
  { kind, historyRuns }: Pick<LookedAt, "kind" | "historyRuns">,
  minutes: number,
  whose: Whose,
): string {
  const open = counted(historyRuns, "other open run");
  const own = whose === "your" ? `${open}, all taken for yours: close those that are not` : open;
  const start = `In ${firstMinutes(minutes)} the heart shows how it works today, and the rest is compared with that.`;
  switch (kind) {
    case "none":
      return "The expected line is an average runner's at this pace, on these hills.";
    case "history":
      return `The expected line is ${whose === "your" ? "your" : "this runner's"} usual, by ${own}.`;
    case "warm-up":
      return start;
    case "history and warm-up":
      return `The usual is known by ${own}. ${start}`;
  }
}

/** Comparison that the sender of a link chose. */
export function sentMeaning({ learnt, warmUpMinutes }: SharedCalibration): string {
  const runs = learnt === null ? [] : [`${others(learnt.runs)} of the sender`];
  const beginning = warmUpMinutes === 0 ? [] : [`${firstMinutes(warmUpMinutes)} of this one`];
  const seen = [...runs, ...beginning].join(" and ");
  return `The sender compared this run with ${seen === "" ? "other runners" : seen}.`;
}

const INSTEAD: Record<CalibrationKind, (whose: Whose) => string> = {
  none: () => "It is compared with other runners instead.",
  history: (whose) => `It is compared with ${whose} other runs alone.`,
  "warm-up": () => "It is compared with its beginning alone.",
  "history and warm-up": () => "",
};

/** Why a run is not compared with all that was asked for, and what it is compared with. */
export function obstacleWords(
  { kind, obstacles }: Pick<CalibrationInEffect, "kind" | "obstacles">,
  { warmUpMinutes }: Pick<CalibrationSetting, "warmUpMinutes">,
  whose: Whose,
): string {
  const reasons = obstacles.map((obstacle) => REASONS[obstacle](counted(warmUpMinutes, "minute")));
  return [...reasons, INSTEAD[kind](whose)].join(" ");
}

/** Why a way to compare can't be taken, before it is chosen. */
export function hinderedWords(kind: "history" | "warm-up", obstacle: Obstacle, warmUpMinutes: number): string {
  const reason = REASONS[obstacle](counted(warmUpMinutes, "minute"));
  return `${kind === "history" ? "My other runs" : "How this run began"}: ${reason[0].toLowerCase()}${reason.slice(1)}`;
}

export const OTHER_MODEL =
  "What the sender's other runs taught another model says nothing to this one, and is not used.";

const REASONS: Record<Obstacle, (minutes: string) => string> = {
  "no-calibration": () => "This model can compare with other runners alone.",
  "history-coming": () => "The other runs are still being read.",
  "no-history": () => "No other run of this runner with a heart rate is open: open some beside this one.",
  "other-model": () => OTHER_MODEL,
  "no-heart-rate": () => "This run has no heart rate.",
  "too-short": (minutes) => `This run is not longer than ${minutes}.`,
  "no-early-heart-rate": (minutes) => `This run has no heart rate in its first ${minutes}.`,
  "no-later-heart-rate": (minutes) => `This run has no heart rate after its first ${minutes}.`,
};

/** The measured errors of the kind of comparison, with the nearest numbers of runs and minutes; null where none were measured. */
export function nearestErrors(
  errors: MeasuredErrors | null,
  { kind, historyRuns, fromS }: LookedAt,
): CalibratedErrors | null {
  const alike = (errors?.calibrated ?? []).filter(
    (own) =>
      own.known.length === 0 &&
      own.historyRuns > 0 === looksAtHistory(kind) &&
      own.warmUpMinutes > 0 === looksAtWarmUp(kind),
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

/** Measured errors of a calibration, in words. */
export function calibratedWords({ historyRuns, warmUpMinutes, runners, mae, coverage }: CalibratedErrors): string {
  const seen = [
    ...(historyRuns > 0 ? [others(historyRuns)] : []),
    ...(warmUpMinutes > 0 ? [firstMinutes(warmUpMinutes)] : []),
  ].join(" and ");
  const held = coverage === null ? "" : `it held ${formatNumber(100 * coverage)} %, and `;
  return `Measured on ${counted(runners, "runner")} with ${seen}, ${held}the line was off by ${formatNumber(mae, 1)} bpm on average.`;
}
