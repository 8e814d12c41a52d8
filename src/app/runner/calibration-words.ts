import { counted } from "../../base/counted.ts";
import { AND } from "../../base/list-words.ts";
import type { Expectation } from "../../evaluation/analysis.ts";
import { knownWords } from "../../evaluation/calibration/knowledge.ts";
import { RUNNERS_LIKE, type Whose } from "../../evaluation/finding-words.ts";
import type { CalibratedErrors, CalibrationKind, KnownQuantity, MeasuredErrors } from "../../model/contract.ts";
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
export type LookedAt = Pick<Expectation, "kind" | "known" | "historyRuns" | "undatedRuns" | "keptRuns" | "fromS">;

/** "from minute 10 on". */
export function fromWords(fromS: number): string {
  return `from minute ${Math.round(fromS / 60)} on`;
}

/** Caption of figures: what the run is compared with, and the part of it that they cover. */
export function lookedAtWords({ known, historyRuns, undatedRuns, keptRuns, fromS }: LookedAt): string {
  const seen = [
    ...(historyRuns > 0 ? [earlierRunsWords(historyRuns, undatedRuns, keptRuns)] : []),
    ...(fromS > 0 ? [firstMinutes(Math.round(fromS / 60))] : []),
  ];
  if (seen.length === 0)
    return `Compared with ${known.length > 0 ? `runners of the same ${listOf(known)}` : "other runners"}.`;
  const told = known.length > 0 ? [`the runner's own numbers (${listOf(known)})`] : [];
  return `Compared with ${AND.format([...told, ...seen])}${fromS > 0 ? `, ${fromWords(fromS)}` : ""}.`;
}

/** "maximum heart rate and best effort". */
export function listOf(known: readonly KnownQuantity[]): string {
  return AND.format(known.map((name) => knownWords[name]));
}

/** "the first 10 minutes". */
export function firstMinutes(minutes: number): string {
  return minutes === 1 ? "the first minute" : `the first ${minutes} minutes`;
}

/**
 * "20 earlier runs, 12 of them kept"; where the dates of some do not say that they were earlier, "4 other runs, 2 of
 * unknown date".
 */
function earlierRunsWords(runs: number, undated: number, kept = 0): string {
  const all = runs === 1 ? ", kept" : ", all kept";
  const keptWords = kept === 0 ? "" : kept === runs ? all : `, ${kept} of them kept`;
  if (undated === 0) return `${counted(runs, "earlier run")}${keptWords}`;
  const others = counted(runs, "other run");
  return `${others}${undated === runs ? " " : `, ${undated} `}of unknown date${keptWords}`;
}

/** Label of the stretch of a chart that the expectation was learned from. */
export function stretchLookedAtWords(fromS: number): string {
  return `first ${Math.round(fromS / 60)} min: learned from`;
}

/** One thing to compare a run with. */
export interface CalibrationOption {
  value: CalibrationKind | "known";
  name: string;
  /** The setting that asks for it. */
  setting: Partial<CalibrationSetting>;
}

/** What may be compared with besides, or in place of, other runs and the run's beginning. */
export const OTHER_RUNNERS: CalibrationOption = {
  value: "none",
  name: "other runners",
  setting: { kind: "none", usesKnown: false },
};

export const WHAT_I_KNOW: CalibrationOption = {
  value: "known",
  name: "what I know of myself",
  setting: { kind: "none", usesKnown: true },
};

export const MY_EARLIER_RUNS: CalibrationOption = {
  value: "history",
  name: "my earlier runs",
  setting: { kind: "history" },
};

export const OWN_RUNS: readonly CalibrationOption[] = [
  MY_EARLIER_RUNS,
  { value: "warm-up", name: "how this run began", setting: { kind: "warm-up" } },
  { value: "history and warm-up", name: "both", setting: { kind: "history and warm-up" } },
];

/** The option that a setting chose. */
export function optionOf({ kind, usesKnown }: CalibrationSetting): CalibrationOption["value"] {
  return kind === "none" && usesKnown ? WHAT_I_KNOW.value : kind;
}

export function whoseRuns(view: RunView | null): Whose {
  if (view?.item.linked?.asSent) return "the sender's";
  return ["opening", "sample", "split"].includes(view?.item.origin.kind ?? "file") ? "this runner's" : "your";
}

/** Meaning of the expected line, by what the run is compared with. */
export function comparedWithWords(
  { kind, known, historyRuns, undatedRuns, keptRuns }: Omit<LookedAt, "fromS">,
  minutes: number,
  whose: Whose,
): string {
  const seen = earlierRunsWords(historyRuns, undatedRuns, keptRuns);
  const taken = keptRuns === 0 ? ", all taken for yours" : "; the others are taken for yours";
  const isTaken = whose === "your" && keptRuns < historyRuns;
  const own = isTaken ? `${seen}${taken}: close those that are not` : seen;
  const start = `In ${firstMinutes(minutes)} the heart shows how it works today, and the rest is compared with that.`;
  const counting = known.length > 0 ? ` Your ${listOf(known)} ${known.length > 1 ? "count" : "counts"}, too.` : "";
  switch (kind) {
    case "none":
      return `The expected line is ${known.length > 0 ? `that of runners with your ${listOf(known)}` : "an average runner's"} at this pace, on these hills.`;
    case "history":
      return `The expected line is ${whose === "your" ? "your" : "this runner's"} usual, by ${own}.${counting}`;
    case "warm-up":
      return `${start}${counting}`;
    case "history and warm-up":
      return `The usual is known by ${own}. ${start}${counting}`;
  }
}

/** Comparison that the sender of a link chose. */
export function sentMeaning({ learnt, warmUpMinutes }: SharedCalibration): string {
  const told = learnt === null || learnt.known.length === 0 ? [] : [`runners of the sender's ${listOf(learnt.known)}`];
  const runs =
    learnt === null || learnt.runs === 0 ? [] : [`${earlierRunsWords(learnt.runs, learnt.undatedRuns)} of the sender`];
  const beginning = warmUpMinutes === 0 ? [] : [`${firstMinutes(warmUpMinutes)} of this one`];
  const seen = [...told, ...runs, ...beginning];
  return `The sender compared this run with ${seen.length === 0 ? "other runners" : AND.format(seen)}.`;
}

/** What a run is compared with, where that is not all that was asked for. */
function insteadWords({ kind, known }: Pick<CalibrationInEffect, "kind" | "known">, whose: Whose): string {
  const seen = [
    ...(known.length > 0 ? [`${RUNNERS_LIKE[whose]} (by ${listOf(known)})`] : []),
    ...(looksAtHistory(kind) ? [`${whose} other runs`] : []),
    ...(looksAtWarmUp(kind) ? ["its beginning"] : []),
  ];
  return `It is compared with ${seen.length === 0 ? "other runners instead" : `${AND.format(seen)} alone`}.`;
}

/** Why a run is not compared with all that was asked for, and what it is compared with. */
export function obstacleWords(
  { obstacles, ...inEffect }: Pick<CalibrationInEffect, "kind" | "known" | "obstacles">,
  { warmUpMinutes }: Pick<CalibrationSetting, "warmUpMinutes">,
  whose: Whose,
): string {
  const reasons = obstacles.map((obstacle) => REASONS[obstacle](counted(warmUpMinutes, "minute")));
  return [...reasons, insteadWords(inEffect, whose)].join(" ");
}

/** Why a run might rather be compared by another option. */
export function proposalWords({ value }: CalibrationOption, earlierRuns: number): string {
  if (value === "known") return "This model knows runners like you.";
  return `${counted(earlierRuns, "earlier run")} of yours ${earlierRuns === 1 ? "is" : "are"} here, by which this one can be judged more closely.`;
}

/** A way to compare that may be hindered by itself. */
export type Way = "known" | "history" | "warm-up";

const WAYS: Record<Way, string> = {
  known: "What I know of myself",
  history: "My earlier runs",
  "warm-up": "How this run began",
};

/** Why a way to compare can't be taken, before it is chosen. */
export function hinderedWords(way: Way, obstacle: Obstacle, warmUpMinutes: number): string {
  const reason = REASONS[obstacle](counted(warmUpMinutes, "minute"));
  return `${WAYS[way]}: ${reason[0].toLowerCase()}${reason.slice(1)}`;
}

export const OTHER_MODEL = "What another model learned of the sender says nothing to this one, and is not used.";

const REASONS: Record<Obstacle, (minutes: string) => string> = {
  "no-calibration": () => "This model can compare with other runners alone.",
  "not-mine": () => "This run is another runner's: open one of your own.",
  "nothing-stated": () => "Nothing of it is entered under About me.",
  "not-learnt": () => "This model has not learnt what any of it tells.",
  "history-coming": () => "The other runs are still being read.",
  "no-history": () => "No other run of this runner with a heart rate is open or kept: open some beside this one.",
  "no-earlier": () => "None of the other runs started before this one: open earlier ones beside it.",
  undated: () => "No date tells which runs were before this one: say that those of unknown date count, too.",
  "other-model": () => OTHER_MODEL,
  "no-heart-rate": () => "This run has no heart rate.",
  "too-short": (minutes) => `This run is not longer than ${minutes}.`,
  "no-early-heart-rate": (minutes) => `This run has no heart rate in its first ${minutes}.`,
  "no-later-heart-rate": (minutes) => `This run has no heart rate after its first ${minutes}.`,
};

/** The measured errors of the kind of comparison, with the nearest numbers of runs and minutes; null where none were measured. */
export function nearestErrors(
  errors: MeasuredErrors | null,
  { kind, known, historyRuns, fromS }: Omit<LookedAt, "undatedRuns" | "keptRuns">,
): CalibratedErrors | null {
  const alike = (errors?.calibrated ?? []).filter(
    (own) =>
      new Set([...own.known, ...known]).size === own.known.length &&
      own.known.length === known.length &&
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
export function calibratedWords(measured: CalibratedErrors): string {
  const { historyRuns, warmUpMinutes, known, runners, mae, coverage } = measured;
  const seen = AND.format([
    ...known.map((name) => `their ${knownWords[name]}`),
    ...(historyRuns > 0 ? [earlierRunsWords(historyRuns, 0)] : []),
    ...(warmUpMinutes > 0 ? [firstMinutes(warmUpMinutes)] : []),
  ]);
  const held = coverage === null ? "" : `it held ${formatNumber(100 * coverage)} %, and `;
  return `Measured on ${counted(runners, "runner")} with ${seen}, ${held}the line was off by ${formatNumber(mae, 1)} bpm on average.`;
}
