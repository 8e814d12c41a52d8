import { SIMULATED_RUN } from "../../dataset/simulator/simulated-runners.ts";
import type { Analysis, Expectation } from "../../evaluation/analysis.ts";
import type { Finding } from "../../evaluation/finding.ts";
import type { Zone } from "../../evaluation/zones.ts";
import type { LoadedModel } from "../../inference/predictor.ts";
import type { CalibrationKind, ModelContract } from "../../model/contract.ts";
import type { CheckpointSummary } from "../../model/imported.ts";
import { counted } from "../../workout/repair/ledger.ts";
import { sportCaution } from "../../workout/sport.ts";
import { UNKNOWN_GROUND } from "../../workout/treadmill.ts";
import {
  type Gender,
  MIN_STEPS,
  type Repair,
  type RepairCode,
  type Sampling,
  type Track,
} from "../../workout/workout.ts";
import { formatClock, formatCount, formatLoaded, formatNumber, formatSigned, formatSpell } from "../format/format.ts";
import { excludedSentence } from "../recording/excluded-words.ts";
import { calibratedWords, fromWords, type LookedAt, nearestErrors, OTHER_MODEL } from "../runner/calibration-words.ts";
import { holdsFor } from "../state/calibration.ts";
import type { ModelImport } from "../state/model-import.ts";
import type { ModelState } from "../state/page-store.ts";
import type { Progress } from "../state/predict-item.ts";
import { isSimulated, type Linked, type Origin, type RunView } from "../state/run-items.ts";
import type { Status } from "../state/status.ts";

/** What the page says, wherever a sentence depends on what was found. */

/** What stands above the charts: one sentence, and what is to be thought of it. */
export interface Headline {
  sentence: string;
  /** What comes before every other thought about the figures; empty where nothing does. */
  warning?: string;
  cautions: string[];
}

/** @param model the one that the page predicts with. */
export function headlineWords(
  view: RunView | null,
  analysis: Analysis | null,
  model: Pick<ModelState, "name" | "phase">,
): Headline {
  if (view === null) {
    return {
      sentence: "Drop a run to see the heart rate it should have had.",
      cautions: ["Or choose a sample. Nothing you open leaves this device."],
    };
  }
  const { error, item, contract, name } = view;
  if (error !== null) {
    if (error.code === "intent-needed") {
      return { sentence: "Not predicted yet: this model asks one thing first.", cautions: [error.message] };
    }
    const sentence = item.origin.kind === "link" ? "This link could not be opened." : `No prediction for ${name}.`;
    return { sentence, cautions: [error.message] };
  }
  if (analysis?.expectation == null || contract === null) {
    if (item.state === "stopped") return STOPPED;
    return { sentence: waitingWords(view, model.phase), cautions: simulatedCautions(view) };
  }
  const { expectation, track, durationS } = analysis;
  const { sentence, cautions } = findingWords(expectation, durationS);
  const otherSport = sportCaution(track.sport);
  return {
    // A figure of what is no run is none to lead with.
    sentence: otherSport?.finding ?? sentence,
    warning: [...(otherSport ? [otherSport.meaning] : []), ...(track.isOnUnknownGround ? [UNKNOWN_GROUND] : [])].join(
      " ",
    ),
    cautions: [
      ...readingCautions(expectation.repairs),
      ...(item.state === "stopped" ? [STOPPED_AGAIN] : []),
      ...(otherSport ? [sentence] : []),
      ...simulatedCautions(view),
      ...cautions,
      ...cautionsFor(track, durationS, contract),
      ...linkedCautions(item.linked, contract, model.name),
    ],
  };
}

/** What of the ledger decides whether the figures are of this run at all. */
const READING_CODES: ReadonlySet<RepairCode> = new Set(["rows-as-timesteps", "no-heart-rate"]);

function readingCautions(repairs: readonly Repair[]): string[] {
  return repairs.filter(({ code }) => READING_CODES.has(code)).map(({ message }) => message);
}

function simulatedCautions(view: RunView): string[] {
  return isSimulated(view) ? [SIMULATED_RUN] : [];
}

const STOPPED: Headline = {
  sentence: "Stopped before this run was predicted.",
  cautions: ["Go on with it whenever you like: nothing else was lost."],
};
const STOPPED_AGAIN = "Stopped: what is shown may be from before the latest change of settings or model.";

function waitingWords({ item, track }: RunView, phase: ModelState["phase"]): string {
  if (phase === "failed") return "The run is here. The model that predicts its heart rate could not be loaded.";
  const isRead = track !== null || (item.source !== null && phase !== "ready");
  return isRead ? "The run is here. The model that predicts its heart rate is on its way." : "Reading the run.";
}

/** What a finding is of, and what it rests on. */
type Found = Pick<Expectation, "finding" | "kind" | "fromS" | "settlingS" | "excluded">;

export function findingWords({ finding, kind, fromS, settlingS, excluded }: Found, durationS: number): Headline {
  if (finding.kind === "no-heart-rate" && excluded.length > 0) {
    return {
      sentence: "No heart rate is left to compare with: here is what the model expects.",
      cautions: [excludedSentence(excluded)],
    };
  }
  if (finding.kind === "no-heart-rate") {
    return {
      sentence: "No heart rate in this run: here is what the model expects.",
      cautions: ["There is nothing to compare with, so there are no errors to show."],
    };
  }
  return {
    sentence: comparisonSentence({ finding, fromS, excluded }, durationS),
    cautions: [
      ...(excluded.length > 0 ? [excludedSentence(excluded)] : []),
      ...(finding.isOfSettling
        ? [`Without the first ${formatSpell(settlingS)}, in which the model settles, it is as expected.`]
        : []),
      ...usualCautions(finding, kind),
    ],
  };
}

/** Above this share of the run, what was compared counts as the run. */
const MOSTLY_MEASURED = 0.9;

/** What was found, without where: the sentence's beginning, and the page's title. */
export function differenceWords({ kind, meanDifferenceBpm, meanAbsoluteDifferenceBpm }: Finding): string {
  if (kind === "as-expected") return "As expected";
  if (kind === "mixed") {
    return `As much harder as easier than expected: ${Math.round(meanAbsoluteDifferenceBpm)} bpm either way`;
  }
  return `${Math.round(Math.abs(meanDifferenceBpm))} bpm ${kind} than expected`;
}

function comparisonSentence(
  { finding, fromS, excluded }: Omit<Found, "kind" | "settlingS">,
  durationS: number,
): string {
  const { kind, meanDifferenceBpm, comparedS, concentration } = finding;
  const found = differenceWords(finding);
  const partial = comparedS < MOSTLY_MEASURED * (durationS - fromS);
  const over = [
    `over ${partial || fromS > 0 ? "the " : ""}${formatSpell(comparedS)}`,
    ...(partial ? [excluded.length > 0 ? "that are compared" : "with a heart rate"] : []),
    ...(fromS > 0 ? [fromWords(fromS)] : []),
  ].join(" ");
  if (kind === "as-expected") {
    const difference = Math.round(Math.abs(meanDifferenceBpm));
    const direction = meanDifferenceBpm > 0 ? "higher" : "lower";
    return `${found}: ${difference === 0 ? "no difference" : `${difference} bpm ${direction}`} on average ${over}.`;
  }
  if (kind === "mixed") return `${found}, ${over}.`;
  const where = concentration === null ? "" : `, most of it ${stretchWords(concentration, durationS)}`;
  return `${found} ${over}${where}.`;
}

function stretchWords({ fromS, toS }: { fromS: number; toS: number }, durationS: number): string {
  const minute = (seconds: number) => Math.round(seconds / 60);
  if (minute(fromS) === 0) return `in the first ${formatSpell(toS)}`;
  if (minute(toS) >= minute(durationS)) return `after minute ${minute(fromS)}`;
  return `between minutes ${minute(fromS)} and ${minute(toS)}`;
}

/** Of what a difference may be usual, by what was looked at. */
const USUAL: Record<CalibrationKind, string> = {
  none: "between runners",
  history: "from day to day",
  "warm-up": "over the rest of a run",
  "history and warm-up": "over the rest of a run",
};

function usualCautions(finding: Finding, lookedAt: CalibrationKind): string[] {
  const { kind, meanDifferenceBpm, withinUsual, usualBpm } = finding;
  if (withinUsual === null || usualBpm === null) return [];
  const usual = USUAL[lookedAt];
  const range = `${formatSigned(usualBpm.lowerBpm)} to ${formatSigned(usualBpm.upperBpm)} bpm`;
  if (kind === "as-expected" || kind === "mixed") return [`Differences of ${range} are usual ${usual}.`];
  if (withinUsual)
    return [`The difference is within what is usual ${usual} (${range}): it says little about this run.`];
  const nearest = meanDifferenceBpm > 0 ? usualBpm.upperBpm : usualBpm.lowerBpm;
  // Both may be written as the same number.
  const slightly = Math.round(meanDifferenceBpm) === Math.round(nearest) ? "slightly " : "";
  return [`The difference is ${slightly}more than is usual ${usual} (${range}).`];
}

export function statusWords(status: Status): string {
  switch (status.state) {
    case "idle":
      return "Starting";
    case "loading":
      return status.inTrial ? "Trying the model out" : "Loading the model";
    case "ready":
      return "Ready for a run";
    case "predicting":
      return "Predicting";
    case "done":
      return "Predicted";
    case "stopped":
      return "Stopped";
    case "error":
      return "Not predicted";
  }
}

/** How far what is under way has come, to follow its name; empty where that is no question. */
export function progressWords(status: Status): string {
  if (status.state === "predicting") return status.progress === null ? "" : workWords(status.progress);
  return status.state === "loading" ? formatLoaded(status.loadedBytes, status.totalBytes) : "";
}

/** How far a file of many runs, or one that takes long to read, has come; empty for a single small one. */
export function workWords({ phase, done, total }: Progress): string {
  if (phase === "predicting") return total > 1 ? `${formatCount(done + 1)} of ${formatCount(total)}` : "";
  return total > 0 ? `reading, ${Math.floor((100 * done) / total)} %` : "";
}

/** What a model that could not be loaded means, while another one is there. */
export function refusedModelWords({ errorAbout, name }: Pick<ModelState, "errorAbout" | "name">): string {
  return `${errorAbout} could not be loaded; ${name} predicts on.`;
}

/** What is still missing of a model in the making; empty where nothing is. */
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
export function checkpointWords({ layers, hiddenSize, directions, inputSize, epoch }: CheckpointSummary): string {
  const both = directions === 2 ? ", read forward and backward" : "";
  const saved = epoch === null ? "" : `, saved after epoch ${epoch}`;
  return `LSTM, ${counted(layers, "layer")} of ${hiddenSize} units${both}, ${counted(inputSize, "feature")} a step${saved}`;
}

/** What the features that were chosen mean beside what the checkpoint says. */
export function featuresWords({ checkpoint, features }: Pick<ModelImport, "checkpoint" | "features">): string {
  const stated = checkpoint?.summary.features ?? null;
  if (checkpoint === null) return "";
  if (stated === null) return "The checkpoint does not say which it learned from.";
  if (features === stated) return "As the checkpoint says.";
  return `The checkpoint says that it learned from the ${stated} ones: with others its predictions may mean nothing.`;
}

const GENDER_NAMES: Record<Gender, string> = { 0: "No woman", 0.5: "No runner of unknown gender", 1: "No man" };

/** What typed lists are to hold. */
export function typedListsWords(sampling: Sampling | null): string {
  const step = sampling?.kind === "fixed" ? ` of ${sampling.seconds} seconds` : "";
  return `Two lists of numbers, one entry for each step${step} of the run, at least ${MIN_STEPS}.`;
}

/** Why the figures deserve less trust than usual on this run. */
function cautionsFor(track: Track, durationS: number, contract: ModelContract): string[] {
  const cautions = [];
  const { genders } = contract.trainedOn;
  if (!genders.includes(track.gender)) cautions.push(genderCaution(track.gender, genders));
  if (durationS > contract.longestRunS) {
    cautions.push(
      `This run lasts ${formatClock(durationS)}; the longest that the model learned from lasted ${formatClock(contract.longestRunS)}.`,
    );
  }
  return cautions;
}

/** Where a link's figures may differ from those it was shared with. */
function linkedCautions(linked: Linked | null, contract: ModelContract, modelName: string): string[] {
  if (linked === null) return [];
  const learnt = linked.calibration?.learnt ?? null;
  const isForeign = learnt !== null && !holdsFor(learnt, contract);
  const unused = isForeign && linked.asSent ? [OTHER_MODEL] : [];
  if (linked.modelName !== modelName) {
    return [
      `The link was made with the model ${linked.modelName}; ${modelName} predicts here, so figures may differ.`,
      ...unused,
    ];
  }
  return isForeign ? [`The link was made with another version of ${modelName}, so figures may differ.`, ...unused] : [];
}

function genderCaution(gender: Gender, genders: readonly Gender[]): string {
  if (genders.every((known) => known === 0.5)) {
    return "The runs that this model learned from did not say who ran: it never learned what being male or female changes.";
  }
  return `${GENDER_NAMES[gender]} was among those that this model learned from: expect larger errors.`;
}

/** What the model is and how far off it is, in two sentences. */
export function modelWords({ contract }: Pick<LoadedModel, "contract">): string {
  const { errors, trainedOn } = contract;
  if (trainedOn.runs === 0) {
    return `What this model learned from, in its own words: ${trainedOn.description} Its error on other runners was not measured.`;
  }
  const learned = `A small LSTM that learned from ${counted(trainedOn.runs, "run")} of ${counted(trainedOn.runners, "runner")}.`;
  if (errors === null) return `${learned} Its error on other runners was not measured.`;
  return `${learned} On ${counted(errors.runners, "runner")} it never saw it is off by ${formatNumber(errors.mae, 1)} bpm on average; always guessing the same heart rate is off by ${formatNumber(errors.constantMae, 1)}, a straight-line fit by ${formatNumber(errors.linearMae, 1)}.`;
}

/** Whose seconds the band is meant to hold, by what was looked at. */
const HELD: Record<CalibrationKind, string> = {
  none: "of a runner the model never saw",
  history: "of a runner of whom it saw only other runs",
  "warm-up": "of the rest of a run of which it saw only the start",
  "history and warm-up": "of the rest of a run of which it saw only the start, and of its runner only other runs",
};

/** What the band around the expected line means, and how well it holds that. */
export function bandWords({ intervals, errors }: ModelContract, lookedAt: LookedAt): string {
  if (!intervals?.grids[lookedAt.kind]) return "This model states no interval around its line.";
  const meant = `The band is meant to hold ${formatNumber(100 * intervals.level)} % of the seconds ${HELD[lookedAt.kind]}`;
  if (lookedAt.kind === "none") {
    return errors === null || errors.coverage === null
      ? `${meant}.`
      : `${meant}; measured, it held ${formatNumber(100 * errors.coverage)} %.`;
  }
  const measured = nearestErrors(errors, lookedAt);
  return measured === null ? `${meant}.` : `${meant}. ${calibratedWords(measured)}`;
}

/** What is to be thought of the expected line as a run begins; empty where the model is settled from the start. */
export function settlingWords({ settlingS }: Pick<ModelContract, "settlingS">): string {
  if (settlingS === 0) return "";
  return `The line is faint over a run's first ${formatSpell(settlingS)}: the model settles there, and what it expects says nothing of you. The figures count those seconds all the same.`;
}

/** The heart rates of a zone, in bpm. */
export function zoneRange({ fromBpm, toBpm }: Zone): string {
  if (fromBpm === 0) return `to ${toBpm - 1}`;
  return Number.isFinite(toBpm) ? `${fromBpm}–${toBpm - 1}` : `from ${fromBpm}`;
}

/** What stands for the ledger, and for what is said of the signal, while a prediction is on its way. */
export const NOT_READ = "No run has been read yet.";

/** An empty ledger. What came as a link was repaired when that was made. */
export function unchangedWords({ kind }: Origin): string {
  if (kind === "opening") return "Nothing was changed. The page carries this run as it was prepared.";
  if (kind === "link") return "Nothing was changed. A link carries a run as it was prepared, repairs included.";
  return "Nothing was changed.";
}

/** The errors' names, units and what they tell, where they stand. */
export const METRIC_WORDS = {
  mae: { name: "MAE", long: "Mean absolute error", meaning: "How far apart the two lines are, on average." },
  rmse: { name: "RMSE", long: "Root mean square error", meaning: "The same, with large gaps weighing more." },
  bias: {
    name: "Difference",
    long: "Mean of measured minus expected",
    meaning: "Above zero: harder than expected.",
  },
  r2: {
    name: "R²",
    long: "Coefficient of determination",
    meaning: "How much of the ups and downs is foreseen: 1 is all.",
  },
  coverage: {
    name: "Coverage",
    long: "Share within the interval",
    meaning: "How much of the measured line lies in the band.",
  },
} as const;
