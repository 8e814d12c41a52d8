import type { FeatureName } from "../features/catalogue.ts";
import type { Gender, Sampling } from "../workout/workout.ts";

/** "start": metres above the first point; "sea-level": as recorded. */
export type AltitudeReference = "start" | "sea-level";

/** Mean over held-out runs of each run's figure, in BPM unless said otherwise. */
export interface MeasuredErrors {
  /** Held-out runs. */
  runs: number;
  /** Runners of these runs. */
  runners: number;
  /** Mean absolute error. */
  mae: number;
  /** Root mean square error. */
  rmse: number;
  /** Mean of predicted − measured: the published sign, against that of a difference. */
  bias: number;
  /** Mean absolute error of one constant heart rate, the training runs' mean. */
  constantMae: number;
  /** Mean absolute error of a least-squares fit on the same features. */
  linearMae: number;
  /** Share of the seconds that lie within the interval, 0 to 1; null where the model has none. */
  coverage: number | null;
  /** Errors once the model is fitted to the runner's own heart rate. */
  calibrated: CalibratedErrors[];
}

/** Errors of what looks at so many of the runner's earlier runs, so many first minutes of the run itself, and what is known of the runner. */
export interface CalibratedErrors {
  /** Earlier runs of the runner, at most. */
  historyRuns: number;
  /** First minutes of the run; it is scored from then on. */
  warmUpMinutes: number;
  /** Quantities known of the runner, taken from other runs of theirs than the one that is scored. */
  known: KnownQuantity[];
  /** Held-out runs. */
  runs: number;
  /** Runners of these runs. */
  runners: number;
  /** Mean absolute error. */
  mae: number;
  /** Share of the seconds that lie within the interval, 0 to 1. */
  coverage: number | null;
}

/** Data that a prediction used besides speed and altitude. */
export const calibrationKinds = ["none", "history", "warm-up", "history and warm-up"] as const;

export type CalibrationKind = (typeof calibrationKinds)[number];

/** Split-conformal prediction intervals, one grid for each kind of calibration that the model has. */
export interface IntervalTable {
  /** Share of seconds that the interval is to cover, such as 0.9. */
  level: number;
  /** A grid for each kind of calibration; null for a kind that the model has none of. */
  grids: IntervalGrids;
  /** Grids of their own for runners of whom something is known; other sets of quantities take `grids`. */
  known: KnownIntervals[];
}

export type IntervalGrids = Record<CalibrationKind, IntervalGrid | null>;

/** Grids for runners of whom a set of quantities is known. */
export interface KnownIntervals {
  /** The set, in any order. */
  quantities: KnownQuantity[];
  /** As of IntervalTable; for a kind without one, IntervalTable's own applies. */
  grids: IntervalGrids;
}

/**
 * Quantiles of (measured − predicted) / its standard deviation as the calibration states it, by time since the start
 * and predicted heart rate; linear between the grid's points, and constant beyond its ends.
 */
export interface IntervalGrid {
  /** Times since the start of the run. */
  atS: number[];
  /** Predicted heart rates. */
  atBpm: number[];
  /** Lower quantiles by [time][heart rate]. */
  lower: number[][];
  /** Upper quantiles by [time][heart rate]. */
  upper: number[][];
  /** The same for a run's mean difference over the mean deviation: what a whole run may differ without being unusual. */
  runMean: Bounds;
}

export interface Bounds {
  /** Lower quantile. */
  lower: number;
  /** Upper quantile, no less than the lower. */
  upper: number;
}

/** Prior of the fit to a runner: the spread of runners, and of runs of one runner, about the model. */
export interface CalibrationPrior {
  /**
   * Along these the heart rate of runners differs, each by as much as a standard normal variable says:
   * [direction][1 + unit], BPM a constant and then BPM per unit of the hidden state.
   */
  directions: number[][];
  /** Spread of a run's heart rate about its runner's. */
  noise: NoisePrior;
  /** Days within which a runner's place along the directions forgets itself; null for one that stays. */
  changeDays: number | null;
  /** What runners know of themselves, and how it goes with their places along the directions; null where it was not learnt. */
  knowledge: KnowledgePrior | null;
  /** Spread of runs' mean differences over days, of which a trend is told; null where it was not learnt. */
  trend: TrendPrior | null;
}

/**
 * Spread of the mean of measured − expected over the runs of one runner, by the model without calibration: a place of the
 * runner's own, what changes of it over days, and what differs from run to run. Standard deviations, BPM.
 */
export interface TrendPrior {
  /** Places of runners, which stay. */
  runnerBpm: number;
  /** Change of a runner about their place: an Ornstein–Uhlenbeck process, over short times a random walk. */
  changeBpm: number;
  /** Days within which the change forgets itself. */
  changeDays: number;
  /** Offset of a single run. */
  runBpm: number;
}

/** Quantities that a runner may know of themselves: heart rates, and the speed of a best effort over twenty minutes. */
export const knownQuantities = ["maximumBpm", "restingBpm", "thresholdBpm", "bestKmh"] as const;

export type KnownQuantity = (typeof knownQuantities)[number];

/**
 * Joint normal distribution over runners of their places along the directions and of terms in what they know. A term
 * is known where its quantities are.
 */
export interface KnowledgePrior {
  /** Quantities by which terms are counted, each in standard deviations from its mean. */
  quantities: QuantityPrior[];
  /** Terms that vary over runners with a mean of 0 and a standard deviation of about 1. */
  terms: KnowledgeTerm[];
  /** Covariance of the terms over runners, [term][term]. */
  covariance: number[][];
  /** Covariance over runners of each term with the place along each direction, [term][direction]. */
  along: number[][];
}

/** Distribution of a quantity over runners, in its own unit. */
export interface QuantityPrior {
  /** Name of the quantity. */
  name: KnownQuantity;
  /** Mean over runners. */
  mean: number;
  /** Standard deviation over runners. */
  deviation: number;
}

/** A quantity, or a product of two, in standard deviations. */
export interface KnowledgeTerm {
  /** One quantity, or two that are multiplied; twice the same for its square. */
  factors: KnownQuantity[];
  /** Mean over runners, which is taken off. */
  mean: number;
  /** Standard deviation over runners, by which it is divided. */
  deviation: number;
}

/** Spread of a run's heart rate about its runner's, in standard deviations, BPM. */
export interface NoisePrior {
  /** Offset of the run as a whole. */
  runBpm: number;
  /** Slow wandering within the run. */
  slowBpm: number;
  /** Time within which the slow wandering forgets itself. */
  slowS: number;
  /** Fast wandering within the run. */
  fastBpm: number;
  /** Time within which the fast wandering forgets itself. */
  fastS: number;
  /** Noise of a single measurement. */
  stepBpm: number;
  /** Noise added to a single measurement at the start of a run. */
  startBpm: number;
  /** Time within which startBpm fades. */
  startS: number;
}

/** The two predictors any model has to beat, fitted on the training runners. */
export interface Baselines {
  /** One heart rate for all: the training runs' mean. */
  constantBpm: number;
  /** Least-squares fit on the features: an intercept, and a weight a feature in the contract's order. */
  linear: { intercept: number; weights: number[] };
}

export interface TrainingData {
  /** Description in a sentence. */
  description: string;
  /** Runs. */
  runs: number;
  /** Runners of these runs. */
  runners: number;
  /** Groups of runners among them (0 female, 0.5 not stated, 1 male); the page says where a model never saw one. */
  genders: Gender[];
  /** Seed of the split by runner, where one was made: see dataset/splits. */
  splitSeed: number | null;
}

/** Ranges of what a model learnt from, the rare extremes left out. */
export interface TrainedRanges {
  /** Speed of a moving timestep, km/h. */
  speedKmh: NumberRange;
  /** Slope of a timestep at more than 6 km/h, rise by way. */
  slope: NumberRange;
  /** Climb of a run, metres. */
  climbM: NumberRange;
  /** Length of a run, km. */
  distanceKm: NumberRange;
}

export interface NumberRange {
  /** Lowest value. */
  lowest: number;
  /** Highest value, no less than the lowest. */
  highest: number;
}

/** A model file's description of itself, under `contract` in its metadata. */
export interface ModelContract {
  /** Version of the contract itself: a newer one is refused. */
  version: 1;
  /** Name of the model on the page and in the terminal. */
  name: string;
  /** Kind and size of the network in a few words, such as "LSTM, 2 layers of 128 units"; null where the file does not say. */
  network: string | null;
  /** Columns of the input in their order, by the names of the feature catalogue. */
  features: FeatureName[];
  /** Spacing of the timesteps: a fixed step, or a fixed number of points however long the run. */
  sampling: Sampling;
  /** Steps of the centred mean over speed and altitude; odd, 1 for none. */
  smoothingWindow: number;
  /** Metres above the first point, or above the sea as recorded. */
  altitudeReference: AltitudeReference;
  /** Length of the longest run that the model learnt from; longer ones are predicted with a caution. */
  longestRunS: number;
  /** Ranges of speed, slope, climb and length that it learnt from, which plans are held against; null where they were not measured. */
  trainedRanges: TrainedRanges | null;
  /** First seconds of a run in which the model settles, drawn faint; 0 for none. See settling.ts. */
  settlingS: number;
  /** Training data. */
  trainedOn: TrainingData;
  /** Errors on held-out runs; null where they were not measured. */
  errors: MeasuredErrors | null;
  /** Prediction intervals; they need `calibration`, whose deviations they are counted in. */
  intervals: IntervalTable | null;
  /** Prior of the fit to a runner; null where the model can't be fitted. */
  calibration: CalibrationPrior | null;
  /** Simple predictors to compare with. */
  baselines: Baselines | null;
  /** Licence of the model. */
  licence: string;
}
