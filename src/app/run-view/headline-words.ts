import { SIMULATED_RUN } from "../../dataset/simulator/simulated-runners.ts";
import type { Analysis, Expectation } from "../../evaluation/analysis.ts";
import { findingSentence, RUNNERS_LIKE, varyingWords, type Whose } from "../../evaluation/finding-words.ts";
import type { ModelContract } from "../../model/contract.ts";
import { sportCaution } from "../../workout/sport.ts";
import { UNKNOWN_GROUND } from "../../workout/treadmill.ts";
import type { Gender, Repair, RepairCode, Track } from "../../workout/workout.ts";
import { formatClock, formatSpell } from "../format/format.ts";
import { excludedSentence } from "../recording/excluded-words.ts";
import { fromWords, OTHER_MODEL, whoseRuns } from "../runner/calibration-words.ts";
import { holdsFor } from "../state/calibration.ts";
import type { ModelState } from "../state/models.ts";
import { isSimulated, type Linked, type RunView } from "../state/run-items.ts";

/** The words above the charts: the finding in one sentence, and what qualifies it. */
export interface Headline {
  sentence: string;
  /** A reason to doubt every figure; empty where there is none. */
  warning?: string;
  cautions: string[];
}

/**
 * @param model the one that the page predicts with.
 * @param canCompare whether what the run is compared with can be chosen beside these words.
 */
export function headlineWords(
  view: RunView | null,
  analysis: Analysis | null,
  model: Pick<ModelState, "name" | "phase">,
  canCompare = true,
): Headline {
  if (view === null) {
    return {
      sentence: "Drop a run to see which heart rate it should have needed.",
      cautions: ["Or choose a sample. Nothing you open leaves this device."],
    };
  }
  const { error, item, contract, name } = view;
  if (error !== null) {
    if (error.code === "intent-needed") {
      return { sentence: "This model asks one thing first.", cautions: [error.message] };
    }
    const sentence = item.origin.kind === "link" ? "This link could not be opened." : `No prediction for ${name}.`;
    return { sentence, cautions: [error.message] };
  }
  if (analysis?.expectation == null || contract === null) {
    if (item.state === "stopped") return STOPPED;
    return { sentence: waitingWords(view, model.phase), cautions: simulatedCautions(view) };
  }
  const { expectation, track, durationS } = analysis;
  const { sentence, cautions } = findingWords(expectation, durationS, {
    whose: whoseRuns(view),
    isCalibrated: canCompare && contract.calibration !== null,
  });
  const otherSport = sportCaution(track.sport);
  return {
    // The finding on another sport would mislead: it follows below.
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

/** Repairs that decide whether the figures are of this run at all. */
const READING_CODES: ReadonlySet<RepairCode> = new Set(["rows-as-timesteps", "no-heart-rate"]);

function readingCautions(repairs: readonly Repair[]): string[] {
  return repairs.filter(({ code }) => READING_CODES.has(code)).map(({ message }) => message);
}

function simulatedCautions(view: RunView): string[] {
  return isSimulated(view) ? [SIMULATED_RUN] : [];
}

const STOPPED: Headline = {
  sentence: "Stopped before this run was predicted.",
  cautions: ["Go on with it whenever you like: nothing is lost."],
};

const STOPPED_AGAIN = "Stopped: what is shown may be from before the latest change of settings or model.";

function waitingWords({ item, track }: RunView, phase: ModelState["phase"]): string {
  if (phase === "failed") return "The run is here. The model that predicts its heart rate could not be loaded.";
  const isRead = track !== null || (item.source !== null && phase !== "ready");
  return isRead ? "The run is here. The model that predicts its heart rate is on its way." : "Reading the run.";
}

/** A finding, and the parts of its expectation that say what it compares with. */
type Found = Pick<Expectation, "finding" | "kind" | "known" | "fromS" | "settlingS" | "excluded">;

/** Who a finding can be compared with besides the average runner. */
interface Comparable {
  whose: Whose;
  /** Whether the model can be fitted to a runner, here. */
  isCalibrated: boolean;
}

export function findingWords(found: Found, durationS: number, { whose, isCalibrated }: Comparable): Headline {
  const { finding, settlingS, excluded } = found;
  const sentence = findingSentence(found, whose);
  const without = excluded.length > 0 ? [excludedSentence(excluded)] : [];
  if (finding.kind === "no-heart-rate") return { sentence, cautions: [...without, lineUse(found, whose)] };
  const { concentration, isOfSettling } = finding;
  return {
    sentence,
    cautions: [
      ...without,
      ...partCautions(found, durationS),
      ...(isOfSettling
        ? [`Without the first ${formatSpell(settlingS)}, which the model needs to settle, it is as expected.`]
        : []),
      ...(concentration === null ? [] : [`Most of the difference lies ${stretchWords(concentration, durationS)}.`]),
      ...reachCautions(found, whose, isCalibrated),
    ],
  };
}

function lineUse({ known }: Pick<Found, "known">, whose: Whose): string {
  const having = known.length > 0 ? `${RUNNERS_LIKE[whose]} have` : "an average runner has";
  return `The line is the heart rate that ${having} at this pace on these hills: it tells how hard such a run is before you run it.`;
}

/** Above this share of the run, the compared part counts as the whole run. */
const MOSTLY_MEASURED = 0.9;

/** Over which part of the run it was compared; nothing where that is nearly all of it. */
function partCautions(
  { finding, fromS, excluded }: Pick<Found, "finding" | "fromS" | "excluded">,
  durationS: number,
): string[] {
  const { comparedS } = finding;
  const isPartial = comparedS < MOSTLY_MEASURED * (durationS - fromS);
  if (!isPartial) return fromS > 0 ? [`Compared ${fromWords(fromS)}.`] : [];
  const known = excluded.length > 0 ? "" : " with a heart rate";
  return [`Compared over ${formatSpell(comparedS)}${known}${fromS > 0 ? ` ${fromWords(fromS)}` : ""}.`];
}

function stretchWords({ fromS, toS }: { fromS: number; toS: number }, durationS: number): string {
  const minute = (seconds: number) => Math.round(seconds / 60);
  if (minute(fromS) === 0) return `in the first ${formatSpell(toS)}`;
  if (minute(toS) >= minute(durationS)) return `after minute ${minute(fromS)}`;
  return `between minutes ${minute(fromS)} and ${minute(toS)}`;
}

/** How far the finding reaches, and how to know more. */
function reachCautions(
  { finding, kind, known }: Pick<Found, "finding" | "kind" | "known">,
  whose: Whose,
  isCalibrated: boolean,
): string[] {
  if (finding.withinUsual === null) {
    if (finding.kind === "as-expected") return [];
    return [
      `This model does not know how much ${varyingWords({ kind, known })}, so it can't say whether that is unusual.`,
    ];
  }
  if (!finding.withinUsual || kind !== "none" || !isCalibrated) return [];
  return [`To know more, compare it with ${whose === "your" ? "your own runs, or with " : ""}its start.`];
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
