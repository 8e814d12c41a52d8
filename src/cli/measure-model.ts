import { mean } from "../base/statistics.ts";
import { splitOf } from "../dataset/build/splits.ts";
import type { ReadTensorRun, TensorIndex, TensorRun } from "../dataset/build/tensors.ts";
import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import { knowledgeWithout } from "../evaluation/calibration/runner-knowledge.ts";
import { EarlierRuns } from "../evaluation/earlier-runs.ts";
import { FEWEST_RUNNERS, fitIntervals, INTERVAL_LEVEL, type IntervalRun, intervalOf } from "../evaluation/intervals.ts";
import { compare, measuredFrom } from "../evaluation/metrics.ts";
import { measuredErrors, type Report, reportOn } from "../evaluation/report.ts";
import { errorsOf, type RunErrors } from "../evaluation/run-errors.ts";
import { FEWEST_TOLD_RUNNERS } from "../evaluation/scorecard.ts";
import { RangesFit } from "../evaluation/trained-ranges.ts";
import {
  type Baselines,
  type CalibratedErrors,
  type CalibrationKind,
  type CalibrationPrior,
  calibrationKinds,
  type IntervalGrid,
  type KnownQuantity,
  type ModelContract,
  type TrainedRanges,
} from "../model/contract.ts";
import { earlierOf, knownSets, type Looks, nameOf, predictBy } from "./conditions.ts";
import {
  type LearntModel,
  learnBeside,
  learnTrend,
  type PredictedTensorRun,
  predictTensorRun,
} from "./held-out-model.ts";
import { tell } from "./output.ts";
import type { TensorFolder } from "./tensor-folder.ts";

/** Most runs a runner that intervals are fitted and folds compared on, evenly spread over all of theirs. */
const RUNS_A_RUNNER = 20;

/** Conditions that intervals are fitted under: the data that people will use, from little to much. */
const INTERVAL_LOOKS: Record<CalibrationKind, Looks[]> = {
  none: [{ historyRuns: 0, warmUpMinutes: 0 }],
  history: [1, 5, 20, 50].map((historyRuns) => ({ historyRuns, warmUpMinutes: 0 })),
  "warm-up": [5, 10, 20].map((warmUpMinutes) => ({ historyRuns: 0, warmUpMinutes })),
  "history and warm-up": [
    { historyRuns: 1, warmUpMinutes: 10 },
    { historyRuns: 5, warmUpMinutes: 10 },
    { historyRuns: 20, warmUpMinutes: 5 },
    { historyRuns: 20, warmUpMinutes: 10 },
    { historyRuns: 20, warmUpMinutes: 20 },
  ],
};

/** Conditions for runners of whom something is known: fewer than INTERVAL_LOOKS, as each set of quantities has its own. */
const KNOWN_INTERVAL_LOOKS: Record<CalibrationKind, Looks[]> = {
  none: [{ historyRuns: 0, warmUpMinutes: 0 }],
  history: [1, 20].map((historyRuns) => ({ historyRuns, warmUpMinutes: 0 })),
  "warm-up": [{ historyRuns: 0, warmUpMinutes: 10 }],
  "history and warm-up": [{ historyRuns: 20, warmUpMinutes: 10 }],
};

/** Conditions that folds are compared by, and that the contract states errors of test runners for. */
const REPORTED: Looks[] = [
  { historyRuns: 0, warmUpMinutes: 0 },
  { historyRuns: 20, warmUpMinutes: 0 },
  { historyRuns: 0, warmUpMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 10 },
];

/** Those conditions, and for each set of what can be known the model by it alone. */
function reportedLooks(sets: readonly KnownQuantity[][]): Looks[] {
  const [population, ...fitted] = REPORTED;
  return [population, ...sets.map((known) => ({ ...population, known })), ...fitted];
}

/** A model, and the runs of runners whom it never saw. */
interface HeldOutRuns {
  model: LearntModel;
  isHeldOut: (run: TensorRun) => boolean;
}

/** Errors on a fold's runners of the model that never saw them; conditions that fit no run are missing. */
export interface FoldReport {
  fold: number;
  reports: { name: string; report: Report }[];
  /** Share of the seconds that intervals fitted on the other folds hold, over runs; null where there are none. */
  coverage: { name: string; share: number | null }[];
}

/** Runs that intervals are fitted on, by kind of calibration, of runners of whom one set of quantities is known. */
interface IntervalRuns {
  known: KnownQuantity[];
  looks: Record<CalibrationKind, Looks[]>;
  runs: Record<CalibrationKind, HeldOutRun[]>;
}

/** A run as an interval is fitted on it, and the fold of its runner. */
interface HeldOutRun extends IntervalRun {
  fold: number;
  fromS: number;
}

/**
 * A contract with what training tensors tell: how the runs were prepared and what they were; baselines and how runners
 * differ from the development runners, whom the model learnt from; intervals from the same, each predicted by the
 * model that left their fold out (cross-conformal: V. Vovk, "Cross-Conformal Predictors", Annals of Mathematics and
 * Artificial Intelligence 74, 2015), and none without such models; errors on the test runners. Of tensors that leak the
 * answer, neither intervals nor errors.
 * @param write the model under a contract
 * @param folds models that each left one fold of the development runners out, in the folds' order; or none
 * @param sealed whether the test runners stay unopened, and the errors unknown
 * @throws PredictorError as learnBeside.
 */
export async function measuredContract(
  tensors: TensorFolder,
  { name, network, licence, settlingS }: Pick<ModelContract, "name" | "network" | "licence" | "settlingS">,
  about: string,
  write: (contract: ModelContract) => Uint8Array,
  { folds, sealed }: { folds: readonly Uint8Array[]; sealed: boolean },
): Promise<{ contract: ModelContract; folds: FoldReport[] }> {
  const { index } = tensors;
  const featureCount = index.recipe.features.length;
  const hasLearnt = ({ split }: TensorRun) => split !== "test";
  const training = index.runs.filter(hasLearnt);
  const described: ModelContract = {
    version: 1,
    name,
    network,
    ...index.recipe,
    settlingS,
    ...trainingOf(index, training, about),
    trainedRanges: trainedRangesOf(tensors),
    errors: null,
    intervals: null,
    calibration: null,
    baselines: null,
    licence,
  };
  const model = await learnBeside(write(described), featureCount, () => tensors.runs(hasLearnt));
  const { baselines } = model;
  // What leaks may not stand as a figure, nor as a band: only the baselines, which show the leak beside the model's.
  if (index.leaks) return { contract: { ...described, baselines }, folds: [] };
  tell("Learning how runners change");
  const trend = await learnTrend(
    model,
    tensors.runs((run) => hasLearnt(run) && run.day !== null),
  );
  const calibration: CalibrationPrior = { ...model.calibration, trend };
  const heldOut: HeldOutRuns[] = [];
  for (const [fold, onnx] of folds.entries()) {
    tell(`Learning how runners differ without fold ${fold}`);
    const isHeldOut = (run: TensorRun) => run.fold === fold;
    const others = () => tensors.runs((run) => run.fold !== null && run.fold !== fold);
    heldOut.push({ model: await learnBeside(onnx, featureCount, others), isHeldOut });
  }
  const sets = calibration.knowledge ? knownSets(calibration.knowledge) : [];
  const { grids, known, folds: reports } = await tryHeldOut(tensors, heldOut, sets);
  const intervals = folds.length > 0 ? { level: INTERVAL_LEVEL, grids, known } : null;
  const calibrated: ModelContract = { ...described, baselines, calibration, intervals };
  if (sealed) return { contract: calibrated, folds: reports };
  tell("Measuring on test runners");
  return { contract: { ...calibrated, errors: await testErrors(tensors, model, calibrated, sets) }, folds: reports };
}

/** Ranges of what the development runners' runs of some tensors hold; null where these have no speed or altitude. */
export function trainedRangesOf({ index, runs }: TensorFolder): TrainedRanges | null {
  const [speed, altitude] = (["speed", "altitude"] as const).map((name) => index.recipe.features.indexOf(name));
  if (speed < 0 || altitude < 0) return null;
  const fit = new RangesFit();
  for (const { run, features } of runs(({ split }) => split !== "test")) {
    fit.add({ speedKmh: features.columns[speed], altitudeM: features.columns[altitude], stepS: run.stepS });
  }
  return fit.ranges();
}

function trainingOf(
  { splitSeed, leaks }: TensorIndex,
  training: readonly TensorRun[],
  about: string,
): Pick<ModelContract, "trainedOn" | "longestRunS"> {
  return {
    longestRunS: training.reduce((longest, { steps, stepS }) => Math.max(longest, (steps - 1) * stepS), 0),
    trainedOn: {
      description: leaks ? `${about} A demonstration of a leak, ${leaks}: no figure of this model is a result.` : about,
      runs: training.length,
      runners: new Set(training.map(({ runner }) => runner)).size,
      genders: [...new Set(training.map(({ gender }) => gender))].sort(),
      splitSeed,
    },
  };
}

/** Predicts runners by models that never saw them: intervals from all of them, and errors fold by fold. */
async function tryHeldOut(tensors: TensorFolder, heldOut: readonly HeldOutRuns[], sets: readonly KnownQuantity[][]) {
  const looks = reportedLooks(sets);
  const intervalRuns = [
    noIntervalRuns([], INTERVAL_LOOKS),
    ...sets.map((known) => noIntervalRuns(known, KNOWN_INTERVAL_LOOKS)),
  ];
  const folds: Omit<FoldReport, "coverage">[] = [];
  for (const [fold, { model, isHeldOut }] of heldOut.entries()) {
    tell(`Predicting fold ${fold}`);
    const errors = looks.map((own): ConditionErrors => ({ looks: own, errors: [] }));
    for await (const runs of runnersIn(model, tensors.runs(isHeldOut))) {
      const isTaken = (i: number) => i % Math.ceil(runs.length / RUNS_A_RUNNER) === 0;
      for (const into of intervalRuns) addIntervalRuns(into, fold, runs, isTaken, model.calibration);
      addErrors(errors, runs, isTaken, { calibration: model.calibration, intervals: null }, model.baselines);
    }
    folds.push({ fold, reports: reportsOf(errors) });
  }
  const [unknowing, ...knowing] = intervalRuns.map(({ known, runs }) => ({
    quantities: known,
    grids: byKind((kind) => gridOf(runs[kind], known.length > 0 ? FEWEST_RUNNERS : 1)),
  }));
  return {
    grids: unknowing.grids,
    known: knowing,
    folds: folds.map((own) => ({ ...own, coverage: coverageOf(own.fold, intervalRuns) })),
  };
}

function noIntervalRuns(known: KnownQuantity[], looks: Record<CalibrationKind, Looks[]>): IntervalRuns {
  return { known, looks: byKind((kind) => looks[kind].map((own) => ({ ...own, known }))), runs: byKind(() => []) };
}

function byKind<T>(of: (kind: CalibrationKind) => T): Record<CalibrationKind, T> {
  return {
    none: of("none"),
    history: of("history"),
    "warm-up": of("warm-up"),
    "history and warm-up": of("history and warm-up"),
  };
}

/** null of fewer runners than are asked for: a set of what they know then takes the grid of all. */
function gridOf(runs: readonly IntervalRun[], fewestRunners = 1): IntervalGrid | null {
  const runners = new Set(runs.map(({ runner }) => runner)).size;
  return runners >= fewestRunners ? fitIntervals(runs, INTERVAL_LEVEL) : null;
}

/** Coverage on a fold of intervals that were fitted on the other folds. */
function coverageOf(fold: number, intervalRuns: readonly IntervalRuns[]): FoldReport["coverage"] {
  return intervalRuns.flatMap(({ known, runs }) =>
    calibrationKinds.map((kind) => ({
      name: coverageName(known, kind),
      share: coverageIn(
        runs[kind].filter((run) => run.fold === fold),
        gridOf(runs[kind].filter((run) => run.fold !== fold)),
      ),
    })),
  );
}

function coverageName(known: readonly KnownQuantity[], kind: CalibrationKind): string {
  const name = nameOf({ historyRuns: 0, warmUpMinutes: 0, known });
  if (kind === "none") return name;
  return known.length === 0 ? kind : `${name}, ${kind}`;
}

function coverageIn(runs: readonly HeldOutRun[], grid: IntervalGrid | null): number | null {
  if (!grid) return null;
  const coverages = runs.flatMap((run) => {
    const { heartRateBpm, measuredBpm, stepS, fromS } = run;
    return compare(heartRateBpm, measuredFrom(measuredBpm, stepS, fromS), intervalOf(run, stepS, grid))?.coverage ?? [];
  });
  return coverages.length > 0 ? mean(coverages) : null;
}

/** The runs of one runner after another, predicted; a runner's stand together in the tensors. */
async function* runnersIn(model: LearntModel, runs: Iterable<ReadTensorRun>): AsyncGenerator<PredictedTensorRun[]> {
  const byRunner = new Map<string, ReadTensorRun[]>();
  for (const run of runs) byRunner.set(run.run.runner, [...(byRunner.get(run.run.runner) ?? []), run]);
  for (const own of byRunner.values()) {
    const predicted: PredictedTensorRun[] = [];
    for (const run of own) predicted.push(await predictTensorRun(model, run));
    yield predicted;
  }
}

function addIntervalRuns(
  into: IntervalRuns,
  fold: number,
  runs: readonly PredictedTensorRun[],
  isTaken: (i: number) => boolean,
  calibration: CalibrationPrior,
): void {
  for (const looks of Object.values(into.looks).flat()) {
    for (const { run, history, known } of takenRuns(runs, isTaken, looks)) {
      const expected = predictBy(looks, run, history, { calibration, intervals: null }, known);
      // A fold's model may have learnt less than the one of all folds.
      if (!expected?.deviationBpm || expected.known.length < into.known.length) continue;
      into.runs[expected.kind].push({
        fold,
        fromS: expected.fromS,
        runner: run.runner,
        stepS: run.track.stepS,
        heartRateBpm: expected.heartRateBpm,
        deviationBpm: expected.deviationBpm,
        measuredBpm: run.track.heartRateBpm,
      });
    }
  }
}

/** Errors of runs under a condition. */
interface ConditionErrors {
  looks: Looks;
  errors: RunErrors[];
}

/** Adds the errors on the runs that are taken, by what is looked at. */
function addErrors(
  into: readonly ConditionErrors[],
  runs: readonly PredictedTensorRun[],
  isTaken: (i: number) => boolean,
  contract: Pick<ModelContract, "calibration" | "intervals">,
  baselines: Baselines,
): void {
  const earlier = new EarlierRuns(baselines);
  const means = runs.map(({ track, features }) => {
    const before = earlier.meansOf(track.runner);
    earlier.add(track, features);
    return before;
  });
  for (const { looks, errors } of into) {
    for (const { run, history, ordinal, known } of takenRuns(runs, isTaken, looks)) {
      const made = predictBy(looks, run, history, contract, known);
      const own = made && errorsOf({ ...run, facts: null }, made, baselines, means[ordinal]);
      if (own) errors.push(own);
    }
  }
}

/** A run that is taken, with what is looked at of its runner's others. */
interface TakenRun {
  run: PredictedTensorRun;
  /** Its place among the runner's runs. */
  ordinal: number;
  history: PredictedTensorRun[];
  known: Knowledge;
}

/** The runs of a runner that are taken and have as many earlier ones as are looked at. */
function* takenRuns(
  runs: readonly PredictedTensorRun[],
  isTaken: (i: number) => boolean,
  { historyRuns, known = [] }: Looks,
): Generator<TakenRun> {
  const told = runs.map((run) => run.told);
  for (const [ordinal, run] of runs.entries()) {
    if (!isTaken(ordinal)) continue;
    const earlier = historyRuns > 0 ? earlierOf(runs, run, ordinal) : [];
    if (earlier.length < historyRuns) continue;
    yield {
      run,
      ordinal,
      history: earlier.slice(earlier.length - historyRuns),
      known: known.length > 0 ? knowledgeWithout(told, ordinal) : {},
    };
  }
}

function reportsOf(errors: readonly ConditionErrors[]): FoldReport["reports"] {
  return errors.flatMap((own) => {
    const report = reportOn(own.errors, null);
    return report ? [{ name: nameOf(own.looks), report }] : [];
  });
}

async function testErrors(
  tensors: TensorFolder,
  model: LearntModel,
  contract: ModelContract,
  sets: readonly KnownQuantity[][],
) {
  const errors = reportedLooks(sets).map((looks): ConditionErrors => ({ looks, errors: [] }));
  const isTest = ({ runner }: TensorRun) => splitOf(runner, tensors.index.splitSeed) === "test";
  for await (const runs of runnersIn(model, tensors.runs(isTest))) {
    addErrors(errors, runs, () => true, contract, model.baselines);
  }
  const [population, ...fitted] = errors.map((own) => ({
    looks: own.looks,
    report: reportOn(own.errors, contract.intervals?.level ?? null),
  }));
  const calibrated = fitted.flatMap(({ looks, report }): CalibratedErrors[] => {
    const { historyRuns, warmUpMinutes, unscoredMinutes, known = [] } = looks;
    if (unscoredMinutes || !report) return [];
    const { runs, runners, mae, coverage } = report;
    // Few files state what their runner knows: the figure of one or two of them would be taken for everyone's.
    if (known.length > 0 && runners < FEWEST_TOLD_RUNNERS) return [];
    return [{ historyRuns, warmUpMinutes, known: [...known], runs, runners, mae, coverage }];
  });
  return population.report && measuredErrors(population.report, calibrated);
}
