import type { FeatureName } from "../features/catalogue.ts";
import type { Gender, Sampling } from "../workout/workout.ts";

/** "start": metres above the first point; "sea-level": as recorded. */
export type AltitudeReference = "start" | "sea-level";

/** Mean over held-out runs of each run's figure, in BPM unless said otherwise. */
export interface MeasuredErrors {
  runs: number;
  runners: number;
  mae: number;
  rmse: number;
  bias: number;
  /** Mean absolute error of one constant heart rate, the training runs' mean. */
  constantMae: number;
  /** Mean absolute error of a least-squares fit on the same features. */
  linearMae: number;
  /** Share of the seconds that lie within the interval, 0 to 1; null where the model has none. */
  coverage: number | null;
  /** On what looks at the runner's own heart rate as well. */
  calibrated: CalibratedErrors[];
}

/** Errors of what looks at so many of the runner's earlier runs and so many first minutes of the run itself. */
export interface CalibratedErrors {
  historyRuns: number;
  /** The run is scored from then on. */
  warmUpMinutes: number;
  runs: number;
  runners: number;
  mae: number;
  coverage: number | null;
}

/** What a prediction looked at besides speed and altitude. */
export const calibrationKinds = ["none", "history", "warm-up", "history and warm-up"] as const;

export type CalibrationKind = (typeof calibrationKinds)[number];

/** Split-conformal prediction intervals, one grid for each kind of calibration that the model has. */
export interface IntervalTable {
  /** Share of seconds that the interval is to cover, such as 0.9. */
  level: number;
  grids: Record<CalibrationKind, IntervalGrid | null>;
}

/**
 * Quantiles of (measured − predicted) / its standard deviation as the calibration states it, by time since the start
 * and predicted heart rate; linear between the grid's points, and constant beyond its ends.
 */
export interface IntervalGrid {
  atS: number[];
  atBpm: number[];
  /** [time][heart rate] */
  lower: number[][];
  upper: number[][];
  /** The same for a run's mean difference over the mean deviation: what a whole run may differ without being unusual. */
  runMean: Bounds;
}

export interface Bounds {
  lower: number;
  upper: number;
}

/** How runners, and runs of one runner, differ from the model: the prior of evaluation/calibration. */
export interface CalibrationPrior {
  /**
   * Along these the heart rate of runners differs, each by as much as a standard normal variable says:
   * [direction][1 + unit], BPM a constant and then BPM per unit of the hidden state.
   */
  directions: number[][];
  noise: NoisePrior;
}

/** How far a run's heart rate wanders about what its runner's would be; standard deviations in BPM. */
export interface NoisePrior {
  /** Of the run as a whole. */
  runBpm: number;
  /** Of a slow and a fast wandering that forget themselves in this time. */
  slowBpm: number;
  slowS: number;
  fastBpm: number;
  fastS: number;
  /** Of a single measurement. */
  stepBpm: number;
  /** The same, at the start, where it fades within this time. */
  startBpm: number;
  startS: number;
}

/** The two predictors any model has to beat, fitted on the training runners. */
export interface Baselines {
  constantBpm: number;
  linear: { intercept: number /** One a feature, in the contract's order. */; weights: number[] };
}

export interface TrainingData {
  /** What it was, in a sentence. */
  description: string;
  runs: number;
  runners: number;
  /** The groups that it held; a model says where it never saw one. */
  genders: Gender[];
  /** Seed of the split by runner, where one was made: see dataset/splits. */
  splitSeed: number | null;
}

/** What a model file says of itself, under `contract` in its metadata. */
export interface ModelContract {
  version: 1;
  name: string;
  features: FeatureName[];
  sampling: Sampling;
  /** Steps of the centred mean over speed and altitude; odd, 1 for none. */
  smoothingWindow: number;
  altitudeReference: AltitudeReference;
  longestRunS: number;
  /** Seconds from the start of a run in which the model settles: see settling.ts. A file may leave it out; 0 for none. */
  settlingS: number;
  trainedOn: TrainingData;
  errors: MeasuredErrors | null;
  intervals: IntervalTable | null;
  calibration: CalibrationPrior | null;
  baselines: Baselines | null;
  licence: string;
}
