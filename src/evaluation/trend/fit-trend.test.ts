import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { anyTrend } from "../../testing/contract.ts";
import { series } from "../../testing/workouts.ts";
import { type DatedDifference, fitTrend } from "./fit-trend.ts";

/** Runs of runners who change as a prior says, in no order. */
function drawRuns(runners: number): DatedDifference[] {
  const { runnerBpm, changeBpm, changeDays, runBpm } = anyTrend();
  const random = new Random("fit of a trend");
  return series(runners, (runner) => {
    const place = random.normal(0, runnerBpm);
    let change = random.normal(0, changeBpm);
    let day = 0;
    return series(40, (): DatedDifference => {
      const apart = random.chance(0.1) ? 100 : random.uniform(0, 10);
      const kept = Math.exp(-apart / changeDays);
      day += apart;
      change = kept * change + random.normal(0, changeBpm * Math.sqrt(1 - kept ** 2));
      const differenceBpm = place + change + random.normal(0, Math.hypot(runBpm, 2));
      return { runner: `runner ${runner}`, day, differenceBpm, deviationBpm: 2 };
    }).reverse();
  }).flat();
}

test("finds how runners differ, how they change and how their runs differ", () => {
  const found = fitTrend(drawRuns(60))!;
  const truth = anyTrend();
  expect(found.runnerBpm / truth.runnerBpm).toBeCloseTo(1, 0.5);
  expect(found.changeBpm / truth.changeBpm).toBeCloseTo(1, 0.5);
  expect(Math.abs(Math.log(found.changeDays / truth.changeDays))).toBeLessThan(0.4);
  expect(Math.abs(found.runBpm - truth.runBpm)).toBeLessThan(0.2);
});

test("learns nothing of few runners, nor of single runs", () => {
  expect(fitTrend(drawRuns(4))).toBe(null);
  expect(fitTrend(drawRuns(9).filter((_, i) => i % 40 === 0))).toBe(null);
});
