import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { correlation } from "../../base/statistics.ts";
import { runKinds } from "../../workout/run-kind.ts";
import { type Course, layCourse } from "./course.ts";
import { runPlan, type TrueRun } from "./effort.ts";
import { planRun } from "./plan.ts";
import { drawRunner } from "./runner.ts";

const level: Course = { altitudeM: () => 0, grade: () => 0 };
const runners = Array.from({ length: 40 }, (_, i) => ({ ...drawRunner(3, i + 1), stopsPerHour: 0 }));

function mean(values: ArrayLike<number>, from = 0, to = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
}

test("no heart beats above its maximum, nor below its rest", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 99 }), fc.constantFrom(...runKinds), (seed, number, kind) => {
      const random = new Random(`${seed}`);
      const runner = drawRunner(seed, number);
      const { heartRateBpm } = runPlan(runner, planRun(kind, random), layCourse(kind, random), random);
      expect(heartRateBpm.every((bpm) => bpm >= runner.restingBpm && bpm <= runner.maximumBpm)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("heart rate lags speed: in intervals the two agree best when heart rate is read half a minute later", () => {
  const lagsS = runners.map((runner) => {
    const random = new Random(runner.id);
    return bestLagS(runPlan(runner, planRun("intervals", random), level, random));
  });
  expect(Math.min(...lagsS)).toBeGreaterThan(5);
  expect(mean(lagsS)).toBeGreaterThan(15);
  expect(mean(lagsS)).toBeLessThan(60);
});

/** The delay, in steps of 5 s, at which the correlation of speed and later heart rate is highest, after the warm-up. */
function bestLagS({ speedKmh, heartRateBpm }: TrueRun): number {
  const lags = Array.from({ length: 25 }, (_, i) => 5 * i);
  const correlations = lags.map((lagS) => {
    const length = speedKmh.length - 900 - 120;
    return correlation(speedKmh.subarray(900, 900 + length), heartRateBpm.subarray(900 + lagS, 900 + lagS + length));
  });
  return lags[correlations.indexOf(Math.max(...correlations))];
}

test("a climb of 6 % slows everyone, and still raises the heart rate", () => {
  const climb: Course = { altitudeM: (distanceM) => 0.06 * distanceM, grade: () => 0.06 };
  const plan = [{ durationS: 1200, fromEffort: 0.7, toEffort: 0.7 }];
  for (const runner of runners) {
    const flat = runPlan(runner, plan, level, new Random("same day"));
    const steep = runPlan(runner, plan, climb, new Random("same day"));
    expect(mean(steep.speedKmh, 600)).toBeLessThan(mean(flat.speedKmh, 600));
    expect(mean(steep.heartRateBpm, 600)).toBeGreaterThan(mean(flat.heartRateBpm, 600));
  }
});

test("at an even effort heart rate drifts up by some beats in an hour and a half", () => {
  const plan = [{ durationS: 5400, fromEffort: 0.7, toEffort: 0.7 }];
  const driftsBpm = runners.map((runner) => {
    const { heartRateBpm } = runPlan(runner, plan, level, new Random(runner.id));
    return mean(heartRateBpm, 4500) - mean(heartRateBpm, 600, 1500);
  });
  expect(mean(driftsBpm)).toBeGreaterThan(4);
  expect(mean(driftsBpm)).toBeLessThan(16);
});

test("a stop brings the speed to 0 and the heart rate down", () => {
  const plan = [{ durationS: 3600, fromEffort: 0.75, toEffort: 0.75 }];
  const run = runPlan({ ...runners[0], stopsPerHour: 6 }, plan, level, new Random("crossing"));
  const from = run.standing.indexOf(true);
  const to = run.standing.indexOf(false, from);
  expect(to - from).toBeGreaterThan(5);
  expect(run.speedKmh[to - 1]).toBeLessThan(run.speedKmh[from - 1] / 2);
  expect(run.heartRateBpm[to - 1]).toBeLessThan(run.heartRateBpm[from]);
});
