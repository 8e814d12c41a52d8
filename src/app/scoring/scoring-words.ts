import { counted } from "../../base/counted.ts";
import { PUBLISHED_SPLIT_URL } from "../../dataset/published.ts";
import type { ErrorFigures } from "../../evaluation/error-figures.ts";
import { confidenceWords, scoredWords } from "../../evaluation/report.ts";
import { DEFAULT_MAXIMUM_BPM } from "../../evaluation/zones.ts";
import { formatCount, formatNumber, formatSpell } from "../format/format.ts";
import type { ScoringState } from "../state/scoring-state.ts";

/** Label of the button. */
export function scoreWords(count: number, isFiltered: boolean, areScored: boolean): string {
  const again = areScored ? " again" : "";
  if (count === 0) return "Score runs";
  if (count === 1) return `Score this run${again}`;
  return `Score ${isFiltered ? "these" : "all"} ${counted(count, "run")}${again}`;
}

/** Progress of scoring. */
export function progressWords({ phase, done, selection, rate, unscored }: ScoringState): string {
  const total = selection.rows.length;
  const without = unscored.length > 0 ? `, ${formatCount(unscored.length)} not scored` : "";
  switch (phase) {
    case "running":
      if (done === 0) return "Starting";
      return `${formatCount(done)} of ${counted(total, "run")}${without}${rate ? ` · ${rateWords(rate)}` : ""}`;
    case "done":
      return `Scored ${counted(total - unscored.length, "run")}${without}`;
    case "cancelled":
    case "error":
      return `Stopped with ${formatCount(done - unscored.length)} of ${counted(total, "run")} scored${without}. What is scored stays.`;
  }
}

function rateWords({ runsPerS, secondsLeft }: NonNullable<ScoringState["rate"]>): string {
  const rate = formatNumber(runsPerS, runsPerS < 10 ? 1 : 0);
  return `${rate} runs a second · ${formatSpell(Math.max(1, secondsLeft))} left`;
}

/** Model and machine that the runs were scored with. */
export function machineWords({ contract, backend, workers, fallbackReason }: ScoringState): string {
  const by = `By the model ${contract.name}`;
  if (backend === null) return `${by}.`;
  const on = backend === "webgpu" ? "on WebGPU" : `on ${counted(workers, "worker")} with WASM`;
  return `${by}, ${on}.${fallbackReason === null ? "" : ` ${fallbackReason}`}`;
}

/** Whether there is anything to say of the runs: figures, or that none that was tried could be scored. */
export function hasResult({ evaluation, phase, done, unscored }: ScoringState): boolean {
  return evaluation !== null || (phase !== "running" && done > 0 && done === unscored.length);
}

/** The figure that people come for, in a sentence; what is said where no run could be scored. */
export function resultWords({ evaluation, phase }: Pick<ScoringState, "evaluation" | "phase">): string {
  if (evaluation === null) return `None of the runs could be scored${phase === "done" ? "" : " so far"}.`;
  const { report } = evaluation;
  const confidence = report.maeConfidence ? ` (${confidenceWords(report.maeConfidence, 1)})` : "";
  return `Off by ${formatNumber(report.mae, 1)} bpm on average${confidence}, over ${scoredWords(report)}.`;
}

/** Cautions beside the figures. */
export function resultCautions({ heldOut, selection, unscored, phase, evaluation }: ScoringState): string[] {
  if (evaluation === null) return unscoredCautions(unscored);
  return [
    ...(phase === "done" ? [] : ["Figures of the runs that are scored so far."]),
    ...(isPublishedSplit(selection.url) ? [PUBLISHED_CAUTION] : []),
    ...(heldOut?.reason ? [heldOut.reason] : []),
    ...(heldOut?.heldOut ? ["Held out: the model saw none of these runners."] : []),
    ...unscoredCautions(unscored),
  ];
}

const PUBLISHED_CAUTION =
  "The published files are split by run, the published training by runner: this file holds runs of runners whom the published model learnt from.";

function isPublishedSplit(url: string | null): boolean {
  return url?.startsWith(PUBLISHED_SPLIT_URL.slice(0, PUBLISHED_SPLIT_URL.lastIndexOf("/"))) ?? false;
}

/** Counts of unscored runs by reason, the first one's sentence for all. */
function unscoredCautions(unscored: ScoringState["unscored"]): string[] {
  const byCode = new Map<string, { count: number; message: string }>();
  for (const { error } of unscored) {
    const { code, message } = error;
    byCode.set(code, { message, ...byCode.get(code), count: (byCode.get(code)?.count ?? 0) + 1 });
  }
  return [...byCode.values()].map(
    ({ count, message }) => `${counted(count, "run")} ${count === 1 ? "is" : "are"} not scored: ${message}`,
  );
}

/** Shares of the time in which the prediction stays near. */
export function withinWords({ within }: ErrorFigures): string {
  const shares = [5, 10, 20].map((bpm) => {
    const share = within.find((own) => own.bpm === bpm)?.share ?? Number.NaN;
    return `${formatNumber(100 * share)} % of the time within ${bpm} bpm`;
  });
  return `${shares.join(", ")}.`;
}

/** The parts of a report's table, and what they are called. */
export const CUTS = [
  { cut: "workoutType", name: "Type", note: "told from the measured heart rate, which no model sees" },
  {
    cut: "zone",
    name: "Zone",
    note: `by the measured heart rate, of an assumed maximum of ${DEFAULT_MAXIMUM_BPM} bpm`,
  },
  { cut: "duration", name: "Duration", note: null },
  { cut: "sinceStart", name: "Time since the start", note: null },
] as const;
