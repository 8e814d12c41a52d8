import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_SPLIT_SEED, foldOf, type Split, splitOf } from "./splits.ts";

const runners = Array.from({ length: 20_000 }, (_, i) => String(i + 1));

function shares(seed: number): Record<Split, number> {
  const shares = { train: 0, validation: 0, test: 0 };
  for (const runner of runners) shares[splitOf(runner, seed)] += 1 / runners.length;
  return shares;
}

test("of many runners 70 % train, 15 % validate and 15 % test, whatever the seed", () => {
  for (const seed of [0, 1, DEFAULT_SPLIT_SEED]) {
    const { train, validation, test } = shares(seed);
    // Four standard errors of a share among 20,000.
    expect(Math.abs(train - 0.7)).toBeLessThan(0.013);
    expect(Math.abs(validation - 0.15)).toBeLessThan(0.0101);
    expect(Math.abs(test - 0.15)).toBeLessThan(0.0101);
  }
});

test("consecutive runner numbers are spread over the splits, not dealt in blocks", () => {
  const changes = runners.filter((runner, i) => i > 0 && splitOf(runner, 42) !== splitOf(runners[i - 1], 42)).length;
  // Independent draws differ from their neighbour with probability 1 − (0.7² + 0.15² + 0.15²) = 0.465.
  expect(changes / runners.length).toBeGreaterThan(0.44);
  expect(changes / runners.length).toBeLessThan(0.49);
});

test("a runner's split never changes: the assignment is part of every figure that was ever reported", () => {
  const assigned = ["1", "2", "3", "S01", "S02", "athlete-7", "Zoë"].map((runner) => splitOf(runner, 42));
  expect(assigned).toEqual(["test", "validation", "train", "train", "validation", "train", "train"]);
});

test("another seed deals other runners to the test split", () => {
  const moved = runners.filter((runner) => splitOf(runner, 1) !== splitOf(runner, 2)).length;
  expect(moved / runners.length).toBeGreaterThan(0.44);
});

test("a runner always lands in one of the three, on the same side each time", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), (runner, seed) => {
      const split = splitOf(runner, seed);
      return ["train", "validation", "test"].includes(split) && split === splitOf(runner, seed);
    }),
  );
});

test("folds are five of one size, and say nothing of the split", () => {
  const counts = (of: string[]) => [0, 1, 2, 3, 4].map((fold) => of.filter((id) => foldOf(id, 42) === fold).length);
  const training = runners.filter((runner) => splitOf(runner, 42) === "train");
  for (const of of [runners, training]) {
    // Five standard errors of a fifth of them.
    for (const count of counts(of)) expect(Math.abs(count / of.length - 0.2)).toBeLessThan(2 / Math.sqrt(of.length));
    expect(counts(of).reduce((sum, count) => sum + count)).toBe(of.length);
  }
});

test("a runner's fold never changes either", () => {
  expect(["1", "2", "3", "S01", "S02", "athlete-7", "Zoë"].map((runner) => foldOf(runner, 42))).toEqual([
    4, 1, 2, 2, 2, 1, 2,
  ]);
});
