import { hash32 } from "../../base/hash.ts";
import type { HubRow } from "../hub-row.ts";

export const splitNames = ["train", "validation", "test"] as const;

export type Split = (typeof splitNames)[number];

/** The seed of the published split, and of every split made here unless said otherwise. */
export const DEFAULT_SPLIT_SEED = 42;

/** Share of the runners whose runs a model learns from; half of the rest validate, half test. */
const TRAIN_SHARE = 0.7;
const VALIDATION_SHARE = 0.15;

/**
 * Split of all runs of a runner: 70 % train, 15 % validation, 15 % test of the runners.
 * Depends on the seed and the runner's identifier alone, so that runs may be added, dropped or read in any order
 * and no runner ever changes sides.
 */
export function splitOf(runner: string, seed: number): Split {
  const share = hash32(`${seed}:${runner}`) / 2 ** 32;
  if (share < TRAIN_SHARE) return "train";
  return share < TRAIN_SHARE + VALIDATION_SHARE ? "validation" : "test";
}

/**
 * Split of a single run where runs are dealt and not runners, as in the published files: a runner's runs then lie on
 * several sides. Depends on the seed and the recording, so that a run that is there twice falls on one side.
 */
export function splitOfRun(
  { data_points, duration_min, speed_mean, altitude_gain, hr_mean }: HubRow,
  seed: number,
): Split {
  return splitOf(`run:${[data_points, duration_min, speed_mean, altitude_gain, hr_mean].join(":")}`, seed);
}

/** Folds over the development runners: each is left out once where models or calibrations are compared. */
export const FOLDS = 5;

/**
 * The fold of a development runner, from 0 to FOLDS − 1. Like the split, it depends on the seed and the runner's
 * identifier alone; runners that test have none, whatever this says of them.
 */
export function foldOf(runner: string, seed: number): number {
  return Math.floor((hash32(`${seed}:folds:${runner}`) / 2 ** 32) * FOLDS);
}
