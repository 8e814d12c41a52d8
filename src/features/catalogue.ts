import { PredictorError } from "../base/error.ts";
import type { Intent, Track } from "../workout/workout.ts";
import { cumulativeGain, difference, lag, trailingMean } from "./series.ts";

/**
 * Functions that compute the columns a model may ask for, by name: one value per timestep, unscaled.
 * Names and definitions are those of "Heart Rate Prediction from Running Data", V2.
 */
export const catalogue = {
  speed: ({ speedKmh }) => speedKmh,
  altitude: ({ altitudeM }) => altitudeM,
  gender: ({ gender, speedKmh }) => new Float32Array(speedKmh.length).fill(gender),
  speed_lag_2: ({ speedKmh }) => lag(speedKmh, 2),
  speed_lag_5: ({ speedKmh }) => lag(speedKmh, 5),
  speed_lag_10: ({ speedKmh }) => lag(speedKmh, 10),
  altitude_lag_30: ({ altitudeM }) => lag(altitudeM, 30),
  altitude_lag_60: ({ altitudeM }) => lag(altitudeM, 60),
  speed_derivative: ({ speedKmh }) => difference(speedKmh),
  altitude_derivative: ({ altitudeM }) => difference(altitudeM),
  rolling_speed_5: ({ speedKmh }) => trailingMean(speedKmh, 5),
  rolling_speed_10: ({ speedKmh }) => trailingMean(speedKmh, 10),
  rolling_speed_30: ({ speedKmh }) => trailingMean(speedKmh, 30),
  cumulative_elevation_gain: ({ altitudeM }) => cumulativeGain(altitudeM),
  is_recovery: (track) => intentColumn(track, "recovery"),
  is_steady: (track) => intentColumn(track, "steady"),
  is_intensive: (track) => intentColumn(track, "intensive"),
} satisfies Record<string, (track: Track) => Float32Array>;

export type FeatureName = keyof typeof catalogue;

const SHARED_FEATURES = [
  "speed",
  "altitude",
  "gender",
  "speed_lag_2",
  "speed_lag_5",
  "altitude_lag_30",
  "speed_derivative",
  "altitude_derivative",
  "rolling_speed_10",
  "rolling_speed_30",
  "cumulative_elevation_gain",
] as const satisfies FeatureName[];

/** Published sets of features in order: the demo's, and that of the training code, whose last three state the run's intent. */
export const featureSets = {
  temporal: [...SHARED_FEATURES, "speed_lag_10", "rolling_speed_5", "altitude_lag_60"],
  typed: [...SHARED_FEATURES, "is_recovery", "is_steady", "is_intensive"],
} as const satisfies Record<string, FeatureName[]>;

export type FeatureSetName = keyof typeof featureSets;

/** Whether a text is the name of a feature of the catalogue. */
export function isFeatureName(name: string): name is FeatureName {
  return Object.hasOwn(catalogue, name);
}

const INTENT_FEATURES: readonly FeatureName[] = ["is_recovery", "is_steady", "is_intensive"];

/** Whether one of the features states the run's intent. */
export function asksForIntent(names: readonly FeatureName[]): boolean {
  return names.some((name) => INTENT_FEATURES.includes(name));
}

/** One-hot column of the stated intent. It is never guessed, as the run's heart rate would leak into it. */
function intentColumn(track: Track, intent: Intent): Float32Array {
  if (track.intent === null) {
    throw new PredictorError(
      "intent-needed",
      "This model wants to know what the run was meant to be: choose recovery, steady or intensive.",
    );
  }
  return new Float32Array(track.speedKmh.length).fill(track.intent === intent ? 1 : 0);
}
