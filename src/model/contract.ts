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
  /** Share of the seconds that lie within the interval, 0 to 1. */
  coverage: number;
}

/**
 * Split-conformal prediction intervals: the quantiles of (measured − predicted) over validation runners,
 * by time since the start. A row holds at its `atS`, the first at 0; between rows lies a straight line, and the last
 * holds to the end.
 */
export interface IntervalTable {
  /** Share of seconds that the interval is to cover, such as 0.9. */
  level: number;
  rows: { atS: number; lowerBpm: number; upperBpm: number }[];
  /** The same for a run's mean difference: what a whole run may differ without being unusual. */
  runMean: { lowerBpm: number; upperBpm: number };
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
  trainedOn: TrainingData;
  errors: MeasuredErrors | null;
  intervals: IntervalTable | null;
  baselines: Baselines | null;
  licence: string;
}
