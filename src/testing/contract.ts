import { featureSets } from "../features/catalogue.ts";
import type {
  CalibrationPrior,
  IntervalGrid,
  KnowledgePrior,
  ModelContract,
  NoisePrior,
  TrendPrior,
} from "../model/contract.ts";

/** Wide at the start and at low heart rates; in deviations. */
export function anyGrid(): IntervalGrid {
  return {
    atS: [0, 120],
    atBpm: [130, 170],
    lower: [
      [-4, -3],
      [-2, -1],
    ],
    upper: [
      [3, 2],
      [2, 1.5],
    ],
    runMean: { lower: -1.8, upper: 1.9 },
  };
}

export function anyNoise(changes: Partial<NoisePrior> = {}): NoisePrior {
  return {
    runBpm: 3,
    slowBpm: 4,
    slowS: 1200,
    fastBpm: 5,
    fastS: 60,
    stepBpm: 2,
    startBpm: 20,
    startS: 100,
    ...changes,
  };
}

/** A prior of two directions, from which no runner changes. */
export function anyPrior(changes: Partial<CalibrationPrior> = {}): CalibrationPrior {
  const directions = [
    [8, 0.5, -1, 0],
    [0, 2, 0.25, -3],
  ];
  return { directions, noise: anyNoise(), changeDays: null, knowledge: null, trend: null, ...changes };
}

/** Runs that differ by less than their runner changes. */
export function anyTrend(changes: Partial<TrendPrior> = {}): TrendPrior {
  return { runnerBpm: 9, changeBpm: 5, changeDays: 120, runBpm: 4, ...changes };
}

/** Runners with a higher maximum heart rate, or slower at their best, lie farther along the first of two directions. */
export function anyKnowledge(): KnowledgePrior {
  return {
    quantities: [
      { name: "maximumBpm", mean: 187, deviation: 10 },
      { name: "bestKmh", mean: 12.5, deviation: 1.8 },
    ],
    terms: [
      { factors: ["maximumBpm"], mean: 0, deviation: 1 },
      { factors: ["bestKmh"], mean: 0, deviation: 1 },
      { factors: ["maximumBpm", "bestKmh"], mean: 0.1, deviation: 0.9 },
    ],
    covariance: [
      [1, 0.1, 0],
      [0.1, 1, 0.2],
      [0, 0.2, 1.1],
    ],
    along: [
      [0.6, 0.1],
      [-0.4, 0.3],
      [0.2, 0],
    ],
  };
}

/** A valid contract with every part filled in; `changes` make the cases of the tests. */
export function anyContract(changes: Partial<ModelContract> = {}): ModelContract {
  const features = changes.features ?? [...featureSets.temporal];
  return {
    version: 1,
    name: "any model",
    network: null,
    features,
    sampling: { kind: "fixed", seconds: 6 },
    smoothingWindow: 7,
    altitudeReference: "start",
    longestRunS: 7200,
    trainedRanges: {
      speedKmh: { lowest: 4, highest: 18 },
      slope: { lowest: -0.1, highest: 0.1 },
      climbM: { lowest: 0, highest: 600 },
      distanceKm: { lowest: 2, highest: 30 },
    },
    settlingS: 24,
    trainedOn: { description: "Runs made up for a test.", runs: 20, runners: 3, genders: [0, 1], splitSeed: 42 },
    errors: {
      runs: 5,
      runners: 1,
      mae: 11.4,
      rmse: 14.1,
      bias: -0.5,
      constantMae: 14.1,
      linearMae: 12.9,
      coverage: 0.9,
      calibrated: [{ historyRuns: 20, warmUpMinutes: 10, known: [], runs: 4, runners: 1, mae: 6.5, coverage: 0.89 }],
    },
    intervals: {
      level: 0.9,
      grids: { none: anyGrid(), history: anyGrid(), "warm-up": anyGrid(), "history and warm-up": null },
      known: [],
    },
    calibration: anyPrior(),
    baselines: { constantBpm: 152, linear: { intercept: 130, weights: features.map((_, i) => i / 10) } },
    licence: "MIT",
    ...changes,
  };
}
