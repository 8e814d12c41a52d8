import { mean } from "../base/statistics.ts";
import { splitOf } from "../dataset/build/splits.ts";
import type { ReadTensorRun, TensorIndex, TensorRun } from "../dataset/build/tensors.ts";
import { EarlierRuns } from "../evaluation/earlier-runs.ts";
import { fitIntervals, INTERVAL_LEVEL, type IntervalRun, intervalOf } from "../evaluation/intervals.ts";
import { compare, measuredFrom } from "../evaluation/metrics.ts";
import { measuredErrors, type Report, reportOn } from "../evaluation/report.ts";
import { errorsOf, type RunErrors } from "../evaluation/run-errors.ts";
import type {
  Baselines,
  CalibratedErrors,
  CalibrationKind,
  CalibrationPrior,
  IntervalGrid,
  ModelContract,
} from "../model/contract.ts";
import { type Looks, nameOf, predictBy } from "./conditions.ts";
import { type LearntModel, learnBeside, type PredictedTensorRun, predictTensorRun } from "./held-out-model.ts";
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

/** Conditions that folds are compared by, and that the contract states errors of test runners for. */
const REPORTED: Looks[] = [
  { historyRuns: 0, warmUpMinutes: 0 },
  { historyRuns: 20, warmUpMinutes: 0 },
  { historyRuns: 0, warmUpMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 0, unscoredMinutes: 10 },
  { historyRuns: 20, warmUpMinutes: 10 },
];

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
  coverage: Record<CalibrationKind, number | null>;
}

/** A run as an interval is fitted on it, and where it is measured. */
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
  { name, licence, settlingS }: Pick<ModelContract, "name" | "licence" | "settlingS">,
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
    ...index.recipe,
    settlingS,
    ...trainingOf(index, training, about),
    errors: null,
    intervals: null,
    calibration: null,
    baselines: null,
    licence,
  };
  const model = await learnBeside(write(described), featureCount, () => tensors.runs(hasLearnt));
  const { baselines, calibration } = model;
  // What leaks may not stand as a figure, nor as a band: only the baselines, which show the leak beside the model's.
  if (index.leaks) return { contract: { ...described, baselines }, folds: [] };
  const heldOut: HeldOutRuns[] = [];
  for (const [fold, onnx] of folds.entries()) {
    tell(`Learning how runners differ without fold ${fold}`);
    const isHeldOut = (run: TensorRun) => run.fold === fold;
    const others = () => tensors.runs((run) => run.fold !== null && run.fold !== fold);
    heldOut.push({ model: await learnBeside(onnx, featureCount, others), isHeldOut });
  }
  const { grids, folds: reports } = await tryHeldOut(tensors, heldOut);
  const intervals = folds.length > 0 ? { level: INTERVAL_LEVEL, grids } : null;
  const calibrated: ModelContract = { ...described, baselines, calibration, intervals };
  if (sealed) return { contract: calibrated, folds: reports };
  tell("Measuring on test runners");
  return { contract: { ...calibrated, errors: await testErrors(tensors, model, calibrated) }, folds: reports };
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
async function tryHeldOut(tensors: TensorFolder, heldOut: readonly HeldOutRuns[]) {
  const intervalRuns: Record<CalibrationKind, HeldOutRun[]> = {
    none: [],
    history: [],
    "warm-up": [],
    "history and warm-up": [],
  };
  const folds: Omit<FoldReport, "coverage">[] = [];
  for (const [fold, { model, isHeldOut }] of heldOut.entries()) {
    tell(`Predicting fold ${fold}`);
    const errors = REPORTED.map((): RunErrors[] => []);
    for await (const runs of runnersIn(model, tensors.runs(isHeldOut))) {
      const isTaken = (i: number) => i % Math.ceil(runs.length / RUNS_A_RUNNER) === 0;
      addIntervalRuns(intervalRuns, fold, runs, isTaken, model.calibration);
      addErrors(errors, runs, isTaken, { calibration: model.calibration, intervals: null }, model.baselines);
    }
    folds.push({ fold, reports: reportsOf(errors) });
  }
  const grids = byKind((kind) => gridOf(intervalRuns[kind]));
  return { grids, folds: folds.map((own) => ({ ...own, coverage: coverageOf(own.fold, intervalRuns) })) };
}

function byKind<T>(of: (kind: CalibrationKind) => T): Record<CalibrationKind, T> {
  return {
    none: of("none"),
    history: of("history"),
    "warm-up": of("warm-up"),
    "history and warm-up": of("history and warm-up"),
  };
}

function gridOf(runs: readonly IntervalRun[]): IntervalGrid | null {
  return runs.length > 0 ? fitIntervals(runs, INTERVAL_LEVEL) : null;
}

/** Coverage on a fold of intervals that were fitted on the other folds. */
function coverageOf(fold: number, runs: Record<CalibrationKind, readonly HeldOutRun[]>): FoldReport["coverage"] {
  return byKind((kind) => {
    const grid = gridOf(runs[kind].filter((run) => run.fold !== fold));
    if (!grid) return null;
    const coverages = runs[kind].flatMap((run) => {
      if (run.fold !== fold) return [];
      const { heartRateBpm, measuredBpm, stepS, fromS } = run;
      return (
        compare(heartRateBpm, measuredFrom(measuredBpm, stepS, fromS), intervalOf(run, stepS, grid))?.coverage ?? []
      );
    });
    return coverages.length > 0 ? mean(coverages) : null;
  });
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
  into: Record<CalibrationKind, HeldOutRun[]>,
  fold: number,
  runs: readonly PredictedTensorRun[],
  isTaken: (i: number) => boolean,
  calibration: CalibrationPrior,
): void {
  for (const looks of Object.values(INTERVAL_LOOKS).flat()) {
    for (const { run, history } of takenRuns(runs, isTaken, looks)) {
      const expected = predictBy(looks, run, history, { calibration, intervals: null });
      if (!expected.deviationBpm) continue;
      into[expected.kind].push({
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

/** Adds the errors on the runs that are taken, by what is looked at. */
function addErrors(
  into: RunErrors[][],
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
  REPORTED.forEach((looks, k) => {
    for (const { run, history, ordinal } of takenRuns(runs, isTaken, looks)) {
      const made = predictBy(looks, run, history, contract);
      const own = errorsOf({ ...run, facts: null }, made, baselines, means[ordinal]);
      if (own) into[k].push(own);
    }
  });
}

/** The runs that are taken and have as many before them as are looked at. */
function* takenRuns(runs: readonly PredictedTensorRun[], isTaken: (i: number) => boolean, { historyRuns }: Looks) {
  for (const [ordinal, run] of runs.entries()) {
    if (isTaken(ordinal) && ordinal >= historyRuns) {
      yield { run, ordinal, history: runs.slice(ordinal - historyRuns, ordinal) };
    }
  }
}

function reportsOf(errors: readonly RunErrors[][]): FoldReport["reports"] {
  return REPORTED.flatMap((looks, k) => {
    const report = reportOn(errors[k], null);
    return report ? [{ name: nameOf(looks), report }] : [];
  });
}

async function testErrors(tensors: TensorFolder, model: LearntModel, contract: ModelContract) {
  const errors = REPORTED.map((): RunErrors[] => []);
  const isTest = ({ runner }: TensorRun) => splitOf(runner, tensors.index.splitSeed) === "test";
  for await (const runs of runnersIn(model, tensors.runs(isTest))) {
    addErrors(errors, runs, () => true, contract, model.baselines);
  }
  const reports = errors.map((own) => reportOn(own, contract.intervals?.level ?? null));
  const calibrated = REPORTED.flatMap((looks, k): CalibratedErrors[] => {
    const { historyRuns, warmUpMinutes, unscoredMinutes } = looks;
    const report = reports[k];
    if (historyRuns + warmUpMinutes === 0 || unscoredMinutes || !report) return [];
    const { runs, runners, mae, coverage } = report;
    return [{ historyRuns, warmUpMinutes, runs, runners, mae, coverage }];
  });
  const [population] = reports;
  return population && measuredErrors(population, calibrated);
}
