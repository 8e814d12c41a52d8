import { SIMULATED_RUN } from "../../dataset/simulator/simulated-runners.ts";
import type { Analysis, Expectation } from "../../evaluation/analysis.ts";
import type { Finding } from "../../evaluation/finding.ts";
import type { CalibrationKind, ModelContract } from "../../model/contract.ts";
import { sportCaution } from "../../workout/sport.ts";
import { UNKNOWN_GROUND } from "../../workout/treadmill.ts";
import type { Gender, Repair, RepairCode, Track } from "../../workout/workout.ts";
import { formatClock, formatSigned, formatSpell } from "../format/format.ts";
import { excludedSentence } from "../recording/excluded-words.ts";
import { fromWords, OTHER_MODEL } from "../runner/calibration-words.ts";
import { holdsFor } from "../state/calibration.ts";
import type { ModelState } from "../state/models.ts";
import { isSimulated, type Linked, type RunView } from "../state/run-items.ts";

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

const GENDER_NAMES: Record<Gender, string> = { 0: "No woman", 0.5: "No runner of unknown gender", 1: "No man" };

function genderCaution(gender: Gender, genders: readonly Gender[]): string {
  if (genders.every((known) => known === 0.5)) {
    return "The runs that this model learned from did not say who ran: it never learned what being male or female changes.";
  }
  return `${GENDER_NAMES[gender]} was among those that this model learned from: expect larger errors.`;
}
