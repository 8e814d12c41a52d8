import { counted } from "../base/counted.ts";
import { mean, quantile } from "../base/statistics.ts";
import type { CalibratedErrors, MeasuredErrors } from "../model/contract.ts";
import { type ConfidenceInterval, confidenceOfMean } from "./bootstrap.ts";
import { type Cause, causeNames } from "./causes.ts";
import { mostFrequent, partOf, runCuts, type StepCut, stepCuts } from "./cuts.ts";
import { count } from "./markdown.ts";
import type { Metrics } from "./metrics.ts";
import type { Baseline, RunErrors } from "./run-errors.ts";
import { DEFAULT_MAXIMUM_BPM } from "./zones.ts";

/** Mean figures over runs, or over runners. */
export interface Figures {
  mae: number;
  medianMae: number;
  rmse: number;
  bias: number;
  /** null where no heart rate of the group changes. */
  r2: number | null;
  /** null, like `widthBpm`, without intervals. */
  coverage: number | null;
  widthBpm: number | null;
}

/** Errors of a group of runs: means over runs, and over their runners. */
export interface GroupErrors extends Figures {
  runs: number;
  runners: number;
  /** Means in which all runners have the same weight, and all runs of a runner. */
  overRunners: Figures;
}

/** Error of a baseline on the runs that have it, and the model's error on the same runs. */
export interface BaselineReport {
  runs: number;
  mae: number;
  overRunners: { mae: number };
  model: { mae: number; overRunners: { mae: number } };
}

export type RunCut =
  | keyof typeof runCuts
  | "gender"
  | "sensor"
  | "order"
  | "kind"
  | "speedSource"
  | "format"
  | "workoutType";

/** Coverage by runner: the lowest, a low percentile and the median of the runners' means. */
interface RunnerCoverage {
  worst: number;
  tenthPercentile: number;
  median: number;
}

/** One of the runs that were predicted worst. */
interface WorstRun {
  name: string;
  durationS: number;
  /** null where only the errors are known; `causes` is then empty. */
  meanSpeedKmh: number | null;
  mae: number;
  bias: number;
  causes: Cause[];
}

/** Figures of a split. */
export interface Report extends GroupErrors {
  /** Number of runs that name no runner; together they count as one runner. */
  unnamedRuns: number;
  /** Confidence interval of the MAE over runs for other runners; null for too few runs. */
  maeConfidence: ConfidenceInterval | null;
  /** Share of the seconds that the intervals are to cover; null without intervals. */
  level: number | null;
  runnerCoverage: RunnerCoverage | null;
  /** Reports by baseline; null where no run has it. */
  baselines: Record<Baseline, BaselineReport | null>;
  /** Maximum heart rate of which zones are shares. */
  zoneMaximumBpm: number;
  /** Errors by cut and part; null for a part without a run. */
  by: Record<StepCut | RunCut, Record<string, GroupErrors | null>>;
  /** Share of all runs, and of the worst tenth, with each cause; null where the runs' speeds are unknown. */
  causes: Record<Cause, { allRuns: number; worstTenth: number }> | null;
  /** The worst runs by MAE, the worst first. */
  worst: WorstRun[];
}

/** Number of worst runs that a report names. */
export const WORST_RUNS = 10;

/** Most names that a cut distinguishes, and the name for all others. */
const MOST_NAMES = 30;
const OTHER_NAMES = "all others";

/** Name of the runs that are of none of the kinds. */
export const NO_KIND = "none of these";

const GENDERS = { 0: "female", 0.5: "not stated", 1: "male" } as const;

/**
 * Computes the report over runs; null for no runs.
 * @param level share of the seconds that the intervals are to cover; null without intervals
 */
export function reportOn(runs: readonly RunErrors[], level: number | null): Report | null {
  const overall = groupOf(runs, ({ model }) => model);
  if (!overall) return null;
  const byMae = [...runs].sort((a, b) => b.model.mae - a.model.mae);
  return {
    ...overall,
    unnamedRuns: runs.filter(({ runner }) => runner === null).length,
    maeConfidence: confidenceOfMean(runs.map(({ runner, model }) => ({ runner, bpm: model.mae }))),
    level,
    runnerCoverage: runnerCoverageOf(runs),
    baselines: {
      constant: baselineOf(runs, "constant"),
      linear: baselineOf(runs, "linear"),
      ownMean: baselineOf(runs, "ownMean"),
      linearWithOwnOffset: baselineOf(runs, "linearWithOwnOffset"),
      linearWithFirstMinutes: baselineOf(runs, "linearWithFirstMinutes"),
    },
    zoneMaximumBpm: DEFAULT_MAXIMUM_BPM,
    by: {
      time: byStep(runs, "time"),
      hour: byStep(runs, "hour"),
      sinceStart: byStep(runs, "sinceStart"),
      heartRate: byStep(runs, "heartRate"),
      zone: byStep(runs, "zone"),
      predicted: byStep(runs, "predicted"),
      duration: byRun(runs, "duration", ({ durationS }) => durationS),
      climb: byRun(runs, "climb", ({ about }) => about?.climbMPerKm ?? null),
      temperature: byRun(runs, "temperature", ({ about }) => about?.temperatureC ?? null),
      earlierRuns: byRun(runs, "earlierRuns", ({ earlierRuns }) => earlierRuns),
      gender: byName(runs, ({ about }) => about && GENDERS[about.gender]),
      sensor: byName(runs, ({ about }) => about?.sensor),
      order: byName(runs, ({ about }) => about && (about.isDated ? "dated" : "undated")),
      kind: byName(runs, ({ about }) => about && (about.kind ?? NO_KIND)),
      speedSource: byName(runs, ({ about }) => about?.speedSource),
      format: byName(runs, ({ about }) => about?.format),
      workoutType: byName(runs, ({ about }) => about?.workoutType),
    },
    causes: causeShares(byMae),
    worst: byMae.slice(0, WORST_RUNS).map(({ name, durationS, model, about }) => ({
      name,
      durationS,
      meanSpeedKmh: about?.meanSpeedKmh ?? null,
      mae: model.mae,
      bias: model.bias,
      causes: about?.causes ?? [],
    })),
  };
}

/** Words a report's runs: "60 runs of 12 runners", "60 runs that name no runner". */
export function scoredWords({ runs, runners, unnamedRuns }: Report): string {
  const name = unnamedRuns === 1 ? "names" : "name";
  if (unnamedRuns === runs) return `${counted(runs, "run")} that ${name} no runner`;
  if (unnamedRuns === 0) return `${counted(runs, "run")} of ${counted(runners, "runner")}`;
  const named = `${count(runs - unnamedRuns)} of ${counted(runners - 1, "runner")}`;
  return `${counted(runs, "run")}, ${named} and ${count(unnamedRuns)} that ${name} none`;
}

/** Words a confidence interval: "95 % between 10.8 and 12.0, by resampling runners". */
export function confidenceWords({ level, lowBpm, highBpm, resampled }: ConfidenceInterval, digits: number): string {
  const [low, high] = [lowBpm.toFixed(digits), highBpm.toFixed(digits)];
  return `${Math.round(100 * level)} % between ${low} and ${high}, by resampling ${resampled}`;
}

/** Picks the errors of a report for a model's contract; null where a baseline is missing. */
export function measuredErrors(report: Report, calibrated: CalibratedErrors[]): MeasuredErrors | null {
  const { runs, runners, mae, rmse, bias, coverage, baselines } = report;
  const { constant, linear } = baselines;
  if (!constant || !linear) return null;
  return { runs, runners, mae, rmse, bias, constantMae: constant.mae, linearMae: linear.mae, coverage, calibrated };
}

/** Picks the errors of a run for a group; undefined for none. */
type Choice = (run: RunErrors) => Metrics | undefined;

function groupOf(runs: readonly RunErrors[], choose: Choice): GroupErrors | null {
  const overall = new Means();
  const byRunner = new Map<string | null, Means>();
  for (const run of runs) {
    const metrics = choose(run);
    if (!metrics) continue;
    overall.add(metrics);
    meansOf(run.runner, byRunner).add(metrics);
  }
  if (overall.count === 0) return null;
  const overRunners = new Means();
  for (const own of byRunner.values()) overRunners.add(own.figures());
  return {
    runs: overall.count,
    runners: byRunner.size,
    ...overall.figures(),
    overRunners: overRunners.figures(),
  };
}

/** Means of a runner; runs that name none count as one runner's. */
function meansOf(runner: string | null, byRunner: Map<string | null, Means>): Means {
  const known = byRunner.get(runner);
  if (known) return known;
  const means = new Means();
  byRunner.set(runner, means);
  return means;
}

/** Computes means of figures that are added one by one. Written for speed: a report takes dozens over thousands of runs, again and again as they arrive. */
class Means {
  readonly #maes: number[] = [];
  #rmse = 0;
  #bias = 0;
  readonly #r2 = new KnownMean();
  readonly #coverage = new KnownMean();
  readonly #widthBpm = new KnownMean();

  get count(): number {
    return this.#maes.length;
  }

  add({ mae, rmse, bias, r2, coverage, widthBpm }: Omit<Figures, "medianMae">): void {
    this.#maes.push(mae);
    this.#rmse += rmse;
    this.#bias += bias;
    this.#r2.add(r2);
    this.#coverage.add(coverage);
    this.#widthBpm.add(widthBpm);
  }

  figures(): Figures {
    return {
      mae: mean(this.#maes),
      medianMae: quantile(this.#maes, 0.5),
      rmse: this.#rmse / this.count,
      bias: this.#bias / this.count,
      r2: this.#r2.value(),
      coverage: this.#coverage.value(),
      widthBpm: this.#widthBpm.value(),
    };
  }
}

/** Mean of the values that are not null; null without any. */
class KnownMean {
  #sum = 0;
  #count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.#sum += value;
    this.#count++;
  }

  value(): number | null {
    return this.#count > 0 ? this.#sum / this.#count : null;
  }
}

function byStep(runs: readonly RunErrors[], cut: StepCut): Record<string, GroupErrors | null> {
  return Object.fromEntries(
    stepCuts[cut].parts.map(({ name }) => [name, groupOf(runs, ({ parts }) => parts[cut][name])]),
  );
}

/** Cuts runs by a number; a run without one is in no part. */
function byRun(runs: readonly RunErrors[], cut: keyof typeof runCuts, numberOf: (run: RunErrors) => number | null) {
  return Object.fromEntries(
    runCuts[cut].map(({ name }, part): [string, GroupErrors | null] => {
      const own = runs.filter((run) => partOf(runCuts[cut], numberOf(run) ?? Number.NaN) === part);
      return [name, groupOf(own, ({ model }) => model)];
    }),
  );
}

/**
 * Cuts runs by a name, in alphabetical order; runs without a name are in no part. The most frequent MOST_NAMES have parts of
 * their own, all others share one: a file may give each of its runs another name.
 */
function byName(runs: readonly RunErrors[], nameOf: (run: RunErrors) => string | null | undefined) {
  const named = new Map<string, RunErrors[]>();
  for (const run of runs) {
    const name = nameOf(run);
    if (typeof name !== "string") continue;
    const own = named.get(name);
    if (own) own.push(run);
    else named.set(name, [run]);
  }
  const counts = [...named].map(([name, own]) => [name, own.length] as const);
  const listed = mostFrequent(new Map(counts.filter(([name]) => name !== OTHER_NAMES)), MOST_NAMES);
  const parts = [...listed].sort().map((name): [string, RunErrors[]] => [name, named.get(name) ?? []]);
  const others = [...named].flatMap(([name, own]) => (listed.has(name) ? [] : own));
  if (others.length > 0) parts.push([OTHER_NAMES, others]);
  return Object.fromEntries(parts.map(([name, own]) => [name, groupOf(own, ({ model }) => model)]));
}

function baselineOf(runs: readonly RunErrors[], name: Baseline): BaselineReport | null {
  const having = runs.filter(({ baselines }) => baselines[name]);
  const own = groupOf(having, ({ baselines }) => baselines[name]);
  const model = groupOf(having, (run) => run.model);
  if (!own || !model) return null;
  const maes = ({ mae, overRunners }: GroupErrors) => ({ mae, overRunners: { mae: overRunners.mae } });
  return { runs: own.runs, ...maes(own), model: maes(model) };
}

function runnerCoverageOf(runs: readonly RunErrors[]): RunnerCoverage | null {
  const byRunner = new Map<string | null, Means>();
  for (const { runner, model } of runs) meansOf(runner, byRunner).add(model);
  const coverages = [...byRunner.values()].flatMap((own) => own.figures().coverage ?? []);
  if (coverages.length === 0) return null;
  return {
    worst: quantile(coverages, 0),
    tenthPercentile: quantile(coverages, 0.1),
    median: quantile(coverages, 0.5),
  };
}

function causeShares(byMae: readonly RunErrors[]): Report["causes"] {
  const known = byMae.flatMap(({ about }) => about ?? []);
  if (known.length === 0) return null;
  const shareOf = (cause: Cause, of: typeof known) =>
    of.filter(({ causes }) => causes.includes(cause)).length / of.length;
  const worst = known.slice(0, Math.ceil(known.length / 10));
  const entries = causeNames.map((cause) => [
    cause,
    { allRuns: shareOf(cause, known), worstTenth: shareOf(cause, worst) },
  ]);
  return Object.fromEntries(entries) as NonNullable<Report["causes"]>;
}
