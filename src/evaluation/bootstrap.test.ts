import { expect, test } from "vitest";
import { Random } from "../base/random.ts";
import { mean, momentsOf } from "../base/statistics.ts";
import { confidenceOfMean } from "./bootstrap.ts";

const ofOwnRunners = (figures: readonly number[]) => figures.map((bpm, i) => ({ runner: String(i), bpm }));

/** Errors of some runs with a realistic distribution: most are small. */
function errorsOf(count: number): number[] {
  const random = new Random("errors");
  return Array.from({ length: count }, () => random.logNormal(8, 0.5));
}

test("of runs that are off by 0 or 1, it is that of the binomial distribution", () => {
  // Of 10 draws with a chance of a half each, 1.1 % have at most one, and 5.5 % at most two.
  const runs = ofOwnRunners(Array.from({ length: 10 }, (_, i) => i % 2));
  expect(confidenceOfMean(runs)).toEqual({
    level: 0.95,
    lowBpm: expect.closeTo(2 / 10, 9),
    highBpm: expect.closeTo(8 / 10, 9),
    resampled: "runners",
    resamples: 2000,
  });
});

test("of many runners it is the normal one, 1.96 standard errors to either side", () => {
  const errors = errorsOf(400);
  const standardError = momentsOf(new Float64Array(errors)).sd / Math.sqrt(400);
  const { lowBpm, highBpm } = confidenceOfMean(ofOwnRunners(errors))!;
  expect(lowBpm).toBeCloseTo(mean(errors) - 1.96 * standardError, 1);
  expect(highBpm).toBeCloseTo(mean(errors) + 1.96 * standardError, 1);
});

test("more runs that are like those of their runner tell no more: runners are drawn, not runs", () => {
  const once = ofOwnRunners(errorsOf(12));
  const tenfold = once.flatMap((run) => Array.from({ length: 10 }, () => run));
  const { lowBpm, highBpm } = confidenceOfMean(once)!;
  const of = { lowBpm: expect.closeTo(lowBpm, 9), highBpm: expect.closeTo(highBpm, 9), resampled: "runners" };
  expect(confidenceOfMean(tenfold)).toMatchObject(of);
  const asOneRunners = tenfold.map((run) => ({ ...run, runner: "one" }));
  const narrow = confidenceOfMean(asOneRunners)!;
  expect(narrow.resampled).toBe("runs");
  expect(narrow.highBpm - narrow.lowBpm).toBeLessThan((highBpm - lowBpm) / 2);
});

test("a run that names no runner is drawn alone", () => {
  const errors = errorsOf(30);
  const named = ofOwnRunners(errors);
  const half = named.map((run, i) => ({ ...run, runner: i < 15 ? run.runner : null }));
  expect(confidenceOfMean(half)).toEqual(confidenceOfMean(named));
  expect(confidenceOfMean(named.map((run) => ({ ...run, runner: null })))).toMatchObject({ resampled: "runs" });
});

test("the same runs have the same, and too few of them none", () => {
  const runs = ofOwnRunners(errorsOf(50));
  expect(confidenceOfMean(runs)).toEqual(confidenceOfMean(runs));
  expect(confidenceOfMean(runs.slice(0, 9))).toBeNull();
  expect(confidenceOfMean([])).toBeNull();
});
