import type { FeatureTable } from "../features/compute.ts";
import type { MeasuredErrors, ModelContract } from "../model/contract.ts";
import type { Track } from "../workout/workout.ts";
import { predictLinear } from "./baselines.ts";
import { intervalOf } from "./intervals.ts";
import { compare, type Metrics } from "./metrics.ts";

/** Levels of the measured heart rate: predictions tend to the mean, and err most at both ends. */
type Level = "under 120 bpm" | "120 to 170 bpm" | "from 170 bpm";

/** A run's errors, and those of the baselines on the same steps. */
export interface RunErrors {
  runner: string | null;
  durationS: number;
  model: Metrics;
  /** Over the first two minutes and over the rest; null where nothing was measured there. */
  firstMinutes: Metrics | null;
  rest: Metrics | null;
  /** Over the steps at each level; null at those that it never reached. */
  levels: Record<Level, Metrics | null>;
  constant: Metrics | null;
  linear: Metrics | null;
}

/** What is reported of a group of runs: means over them. */
export interface GroupErrors {
  runs: number;
  mae: number;
  rmse: number;
  bias: number;
  r2: number | null;
  coverage: number | null;
}

/** The figures of a split: means over runs of each run's figure, unless a key says otherwise. */
export interface Report extends GroupErrors {
  runners: number;
  /** The mean over runners of their runs' mean. */
  byRunnerMae: number;
  baselines: { constant: { mae: number } | null; linear: { mae: number } | null };
  by: {
    /** Over parts of each run. */
    time: { "first 2 min": GroupErrors | null; later: GroupErrors | null };
    /** Over the steps of each run at which so much was measured. */
    heartRate: Record<Level, GroupErrors | null>;
    duration: Record<"under 30 min" | "30 to 60 min" | "over 60 min", GroupErrors | null>;
  };
}

const FIRST_MINUTES_S = 120;

/** A run's errors; null where it has no heart rate. */
export function errorsOf(
  track: Pick<Track, "heartRateBpm" | "stepS" | "runner">,
  predicted: Float32Array,
  features: FeatureTable,
  contract: ModelContract,
): RunErrors | null {
  const { heartRateBpm: actual, stepS, runner } = track;
  const { intervals, baselines } = contract;
  const interval = intervals && intervalOf(predicted, stepS, intervals);
  const model = compare(predicted, actual, interval);
  if (!model) return null;
  const isFirst = (_: number, i: number) => i * stepS < FIRST_MINUTES_S;
  const only = (keep: (bpm: number, i: number) => boolean) =>
    compare(
      predicted,
      actual.map((bpm, i) => (keep(bpm, i) ? bpm : Number.NaN)),
      interval,
    );
  const against = (other: Float32Array) => compare(other, actual, null);
  return {
    runner,
    durationS: (actual.length - 1) * stepS,
    model,
    firstMinutes: only(isFirst),
    rest: only((bpm, i) => !isFirst(bpm, i)),
    levels: {
      "under 120 bpm": only((bpm) => bpm < 120),
      "120 to 170 bpm": only((bpm) => bpm >= 120 && bpm < 170),
      "from 170 bpm": only((bpm) => bpm >= 170),
    },
    constant: baselines && against(new Float32Array(actual.length).fill(baselines.constantBpm)),
    linear: baselines && against(predictLinear(features, baselines)),
  };
}

/** The report over runs; null where there is none. */
export function reportOn(runs: readonly RunErrors[]): Report | null {
  const overall = groupOf(runs.map(({ model }) => model));
  if (!overall) return null;
  const within = (fromMin: number, toMin: number) =>
    groupOf(
      runs.filter(({ durationS }) => durationS >= fromMin * 60 && durationS < toMin * 60).map(({ model }) => model),
    );
  const atLevel = (level: Level) => groupOf(runs.flatMap(({ levels }) => levels[level] ?? []));
  const runners = [...new Set(runs.map(({ runner }) => runner))];
  const maeOf = (runner: string | null) => mean(runs.flatMap((run) => (run.runner === runner ? run.model.mae : [])));
  return {
    ...overall,
    runners: runners.length,
    byRunnerMae: mean(runners.map(maeOf)),
    baselines: { constant: baselineOf(runs, "constant"), linear: baselineOf(runs, "linear") },
    by: {
      time: {
        "first 2 min": groupOf(runs.flatMap(({ firstMinutes }) => firstMinutes ?? [])),
        later: groupOf(runs.flatMap(({ rest }) => rest ?? [])),
      },
      heartRate: {
        "under 120 bpm": atLevel("under 120 bpm"),
        "120 to 170 bpm": atLevel("120 to 170 bpm"),
        "from 170 bpm": atLevel("from 170 bpm"),
      },
      duration: {
        "under 30 min": within(0, 30),
        "30 to 60 min": within(30, 60),
        "over 60 min": within(60, Number.POSITIVE_INFINITY),
      },
    },
  };
}

/** What of a report a model's contract carries; null where it lacks a baseline or the coverage. */
export function measuredErrors({ runs, runners, mae, rmse, bias, coverage, baselines }: Report): MeasuredErrors | null {
  const { constant, linear } = baselines;
  if (!constant || !linear || coverage === null) return null;
  return { runs, runners, mae, rmse, bias, constantMae: constant.mae, linearMae: linear.mae, coverage };
}

function baselineOf(runs: readonly RunErrors[], name: "constant" | "linear"): { mae: number } | null {
  const errors = runs.flatMap((run) => run[name]?.mae ?? []);
  return errors.length > 0 ? { mae: mean(errors) } : null;
}

function groupOf(metrics: readonly Metrics[]): GroupErrors | null {
  if (metrics.length === 0) return null;
  return {
    runs: metrics.length,
    mae: mean(metrics.map(({ mae }) => mae)),
    rmse: mean(metrics.map(({ rmse }) => rmse)),
    bias: mean(metrics.map(({ bias }) => bias)),
    r2: meanOrNull(metrics.flatMap(({ r2 }) => r2 ?? [])),
    coverage: meanOrNull(metrics.flatMap(({ coverage }) => coverage ?? [])),
  };
}

function meanOrNull(values: number[]): number | null {
  return values.length > 0 ? mean(values) : null;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
