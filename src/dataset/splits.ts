import { hash32 } from "./hash.ts";

export const splitNames = ["train", "validation", "test"] as const;

export type Split = (typeof splitNames)[number];

/** The seed of the published split, and of every split made here unless said otherwise. */
export const DEFAULT_SPLIT_SEED = 42;

/** Share of the runners whose runs a model learns from; half of the rest validate, half test. */
const TRAIN_SHARE = 0.7;
const VALIDATION_SHARE = 0.15;

/**
 * Which split all runs of a runner belong to: 70 % train, 15 % validation, 15 % test of the runners.
 * Depends on the seed and the runner's identifier alone, so that runs may be added, dropped or read in any order
 * and no runner ever changes sides.
 */
export function splitOf(runner: string, seed: number): Split {
  const share = hash32(`${seed}:${runner}`) / 2 ** 32;
  if (share < TRAIN_SHARE) return "train";
  return share < TRAIN_SHARE + VALIDATION_SHARE ? "validation" : "test";
}
