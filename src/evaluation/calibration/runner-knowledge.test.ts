import { expect, test } from "vitest";
import { series } from "../../testing/workouts.ts";
import type { RunnerHeartRates } from "../../workout/workout.ts";
import { knowledgeFrom, knowledgeWithout, meanKnowledgeWithout, type TellingRun } from "./runner-knowledge.ts";

const NOTHING: RunnerHeartRates = { maximumBpm: null, restingBpm: null, thresholdBpm: null };

function runOf(
  heartRateBpm: number | null,
  speedKmh: number | null,
  stated: Partial<RunnerHeartRates> = {},
): TellingRun {
  return { bests: { heartRateBpm, speedKmh }, runnerHeartRates: { ...NOTHING, ...stated } };
}

test("a runner's maximum and best effort are near their runs' highest, but not a single sensor's error", () => {
  const runs = series(101, (k) => runOf(k === 100 ? 240 : 140 + k / 2, k === 100 ? 40 : 8 + k / 20));
  const { maximumBpm, bestKmh } = knowledgeFrom(runs);
  expect(maximumBpm).toBeCloseTo(189, 9);
  expect(bestKmh).toBeCloseTo(12.75, 9);
});

test("what files state counts, by its median, and what nothing tells is not known", () => {
  const runs = [
    runOf(null, null, { restingBpm: 50 }),
    runOf(180, null, { restingBpm: 48 }),
    runOf(170, null, { restingBpm: 62 }),
  ];
  expect(knowledgeFrom(runs)).toEqual({ maximumBpm: expect.closeTo(179.8, 9), restingBpm: 50 });
  expect(knowledgeFrom([])).toEqual({});
});

test("the run that is scored tells nothing of its runner", () => {
  const runs = [runOf(170, 12), runOf(200, 15), runOf(172, 11)];
  expect(knowledgeWithout(runs, 1)).toEqual(knowledgeFrom([runs[0], runs[2]]));
  expect(knowledgeWithout([runs[0]], 0)).toEqual({});
  expect(meanKnowledgeWithout(runs, [0, 2]).bestKmh).toBeCloseTo(
    (knowledgeWithout(runs, 0).bestKmh! + knowledgeWithout(runs, 2).bestKmh!) / 2,
    9,
  );
});
