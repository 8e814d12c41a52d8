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
  const share = unitHash(`${seed}:${runner}`);
  if (share < TRAIN_SHARE) return "train";
  return share < TRAIN_SHARE + VALIDATION_SHARE ? "validation" : "test";
}

/**
 * A text's place in [0, 1): 32-bit FNV-1a over its UTF-8 bytes (Fowler, Noll and Vo), then the finaliser of
 * MurmurHash3 (Appleby), without which texts that differ in their last letter alone lie side by side.
 */
function unitHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
