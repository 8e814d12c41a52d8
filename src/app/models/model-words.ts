import { counted } from "../../base/counted.ts";
import { gridFor } from "../../evaluation/expected-heart-rate.ts";
import type { CalibrationKind, ModelContract } from "../../model/contract.ts";
import type { CheckpointSummary } from "../../model/imported.ts";
import { networkWords } from "../../model/network.ts";
import { formatNumber, formatSpell } from "../format/format.ts";
import { calibratedWords, type LookedAt, listOf, nearestErrors } from "../runner/calibration-words.ts";
import { learntQuantities } from "../state/known-of-me.ts";
import type { ModelImport } from "../state/model-import.ts";
import type { ModelState } from "../state/models.ts";

/** Notice of a model that could not be loaded, while another one is in use. */
export function refusedModelWords({ errorAbout, name }: Pick<ModelState, "errorAbout" | "name">): string {
  return `${errorAbout} could not be loaded; ${name} predicts on.`;
}

/** What a model is by its contract: its network, what it was learned from, and what it has learnt to use of a runner. */
export function modelWords(contract: ModelContract): string {
  const { network, trainedOn } = contract;
  const known = learntQuantities(contract);
  return [
    ...(network === null ? [] : [`${network[0].toUpperCase()}${network.slice(1)}.`]),
    ...(trainedOn.runs === 0
      ? []
      : [`Learned from ${counted(trainedOn.runs, "run")} of ${counted(trainedOn.runners, "runner")}.`]),
    known.length === 0 ? "It uses nothing that you know of yourself." : `It can use your ${listOf(known)}.`,
  ].join(" ");
}

/** Parts that a model in the making still lacks; empty where none. */
export function missingWords({ checkpoint, scaler, features, work }: ModelImport): string {
  if (work === "fetching") return "The checkpoint is on its way.";
  if (work === "reading") return "Reading the checkpoint.";
  if (work === "building") return "Building the model.";
  const missing = [
    ...(checkpoint === null ? ["a checkpoint"] : []),
    ...(scaler === null ? ["its scaler"] : []),
    ...(features === null ? ["which features it learned from"] : []),
  ];
  return missing.length === 0 ? "" : `Missing: ${missing.join(", ")}.`;
}

/** A checkpoint in a few words. */
export function checkpointWords(checkpoint: CheckpointSummary): string {
  const { inputSize, epoch } = checkpoint;
  const saved = epoch === null ? "" : `, saved after epoch ${epoch}`;
  return `${networkWords(checkpoint)}, ${counted(inputSize, "feature")} a step${saved}`;
}

/** Note on the chosen features beside what the checkpoint states. */
export function featuresWords({ checkpoint, features }: Pick<ModelImport, "checkpoint" | "features">): string {
  const stated = checkpoint?.summary.features ?? null;
  if (checkpoint === null) return "";
  if (stated === null) return "The checkpoint does not say which it learned from.";
  if (features === stated) return "As the checkpoint says.";
  return `The checkpoint says that it learned from the ${stated} ones: with others its predictions may mean nothing.`;
}

/** Origin of the expected line and its typical gap, for a runner. */
export function originWords({ network, errors, trainedOn }: ModelContract): string {
  const learned =
    trainedOn.runs === 0
      ? `What the expected line was learned from, in the model's own words: ${trainedOn.description}`
      : `The expected line was learned from ${counted(trainedOn.runs, "run")} of ${counted(trainedOn.runners, "runner")}.`;
  const off =
    errors === null
      ? "How far off it is for others was not measured."
      : `For runners it never saw, it is off by ${formatNumber(errors.mae)} bpm on average.`;
  const drawn = network === null ? "" : ` It is drawn by a neural network (${network}).`;
  return `${learned}${drawn} ${off}`;
}

/** Errors of the model on runners that it never saw, beside simpler guesses; empty where not measured. */
export function baselineWords({ errors }: ModelContract): string {
  if (errors === null) return "";
  return `On ${counted(errors.runners, "unseen runner")} the model's mean absolute error is ${formatNumber(errors.mae, 1)} bpm; that of one constant heart rate is ${formatNumber(errors.constantMae, 1)}, of a linear fit ${formatNumber(errors.linearMae, 1)}.`;
}

/** Whose seconds the band is meant to hold, by what was looked at. */
const HELD: Record<CalibrationKind, string> = {
  none: "of a runner the model never saw",
  history: "of a runner of whom it saw only other runs",
  "warm-up": "of the rest of a run of which it saw only the start",
  "history and warm-up": "of the rest of a run of which it saw only the start, and of its runner only other runs",
};

/** Meaning of the band around the expected line, and its measured coverage. */
export function bandWords({ intervals, errors }: ModelContract, lookedAt: LookedAt): string {
  const { kind, known } = lookedAt;
  if (!intervals || !gridFor(intervals, kind, known)) return "This model states no interval around its line.";
  const meant = `The interval is meant to hold ${formatNumber(100 * intervals.level)} % of the seconds ${HELD[kind]}${known.length > 0 ? `, by the runner's ${listOf(known)}` : ""}`;
  if (kind === "none" && known.length === 0) {
    return errors === null || errors.coverage === null
      ? `${meant}.`
      : `${meant}; measured, it held ${formatNumber(100 * errors.coverage)} %.`;
  }
  const measured = nearestErrors(errors, lookedAt);
  return measured === null ? `${meant}.` : `${meant}. ${calibratedWords(measured)}`;
}

/** Why the expected line is faint as a run begins; empty where the model is settled from the start. */
export function settlingWords({ settlingS }: Pick<ModelContract, "settlingS">): string {
  if (settlingS === 0) return "";
  return `The line is faint over the first ${formatSpell(settlingS)}, which the model needs to settle: it says nothing of you there, though the figures count those seconds.`;
}
