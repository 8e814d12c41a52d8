import { describe, expect, test } from "vitest";
import { Random, Wander } from "../dataset/random.ts";
import { validateContract } from "../model/contract-validation.ts";
import { anyContract } from "../testing/contract.ts";
import { thrownBy } from "../testing/parsing.ts";
import { series } from "../testing/workouts.ts";
import { type CalibrationRun, fitIntervals, intervalOf } from "./intervals.ts";
import { compare } from "./metrics.ts";

const table = {
  level: 0.9,
  rows: [
    { atS: 0, lowerBpm: -40, upperBpm: 30 },
    { atS: 120, lowerBpm: -20, upperBpm: 25.5 },
  ],
  runMean: { lowerBpm: -18, upperBpm: 19 },
};

/** A run of constant differences: what was measured is the prediction, 150, plus these. */
function runOf(runner: string, differences: number[], stepS = 6): CalibrationRun {
  return {
    runner,
    stepS,
    predicted: new Float32Array(differences.length).fill(150),
    actual: Float32Array.from(differences, (difference) => 150 + difference),
  };
}

test("an interval lies around the prediction, on a line from row to row and level after the last", () => {
  const { lowerBpm, upperBpm } = intervalOf(Float32Array.of(150, 151, 152, 153), 60, table);
  expect([...lowerBpm]).toEqual([110, 121, 132, 133]);
  expect([...upperBpm]).toEqual([180, 178.75, 177.5, 178.5]);
});

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("fitted intervals", () => {
  /**
   * A run of someone whose heart is off by an amount of their own, by another on each run, and wanders around that:
   * most in the first minutes.
   */
  function* runsOf(random: Random, runner: string, runs: number): Generator<CalibrationRun> {
    const own = random.normal(2, 8);
    for (let run = 0; run < runs; run++) {
      const ownOfRun = own + random.normal(0, 4);
      const wander = new Wander(random, 5, 120, 6);
      const steps = Math.round(random.uniform(300, 700));
      yield runOf(
        runner,
        series(steps, (i) => ownOfRun + wander.next() - 20 * Math.exp(-i / 10)),
      );
    }
  }

  /** By runner; one in ten ran far more often than the others. */
  const manyRunners = (random: Random, runners: number) =>
    series(runners, (k) => k).map((k) => [
      ...runsOf(random, `runner ${k}`, Math.round(random.uniform(1, k % 10 === 0 ? 40 : 4))),
    ]);

  test("cover their share of the seconds of other runners, from the first minute on", () => {
    const random = new Random("coverage");
    const fitted = fitIntervals(manyRunners(random, 150).flat(), 0.9);
    const others = manyRunners(random, 300);
    /** Over runners the mean of their runs' mean. */
    const meanOf = (figure: (run: CalibrationRun) => number) =>
      mean(others.map((runs) => mean(runs.map((run) => figure(run)))));
    const coverage = (mask: (bpm: number, i: number) => number) =>
      meanOf(
        ({ predicted, actual, stepS }) =>
          compare(predicted, actual.map(mask), intervalOf(predicted, stepS, fitted))!.coverage!,
      );
    expect(Math.abs(coverage((bpm) => bpm) - 0.9)).toBeLessThan(0.03);
    expect(Math.abs(coverage((bpm, i) => (i < 20 ? bpm : Number.NaN)) - 0.9)).toBeLessThan(0.03);
    const { lowerBpm, upperBpm } = fitted.runMean;
    const isUsual = ({ actual }: CalibrationRun) => {
      const difference = mean(Array.from(actual, (bpm) => bpm - 150));
      return difference >= lowerBpm && difference <= upperBpm ? 1 : 0;
    };
    expect(Math.abs(meanOf(isUsual) - 0.9)).toBeLessThan(0.03);
  });

  test("weigh runners alike, whether they ran once or a hundred times", () => {
    const constant = (difference: number) => new Array<number>(50).fill(difference);
    const often = Array.from({ length: 100 }, () => runOf("often", constant(-20)));
    const { runMean, rows } = fitIntervals([...often, runOf("once", constant(20))], 0.5);
    // Half of the weight lies at either value, so that each quarter falls on one.
    expect(runMean.lowerBpm).toBeCloseTo(-20, 0);
    expect(runMean.upperBpm).toBeCloseTo(20, 0);
    for (const { lowerBpm, upperBpm } of rows) expect([lowerBpm, upperBpm].map(Math.round)).toEqual([-20, 20]);
  });

  test("weigh a runner's runs alike, however long they lasted", () => {
    const long = runOf("one", new Array<number>(900).fill(30));
    const short = Array.from({ length: 4 }, () => runOf("one", new Array<number>(12).fill(0)));
    const { rows } = fitIntervals([long, ...short], 0.5);
    expect(rows[0].upperBpm).toBeCloseTo(0, 0);
    expect(rows.at(-1)).toMatchObject({ atS: 8400, lowerBpm: 30.05, upperBpm: 30.05 });
  });

  test("widen with the level, and their rows are in order of time", () => {
    const runs = manyRunners(new Random("levels"), 30).flat();
    const tables = [0.5, 0.8, 0.9, 0.98].map((level) => fitIntervals(runs, level));
    tables.forEach(({ rows, runMean }, k) => {
      rows.forEach(({ atS, lowerBpm, upperBpm }, i) => {
        expect(upperBpm).toBeGreaterThanOrEqual(lowerBpm);
        if (i > 0) expect(atS).toBeGreaterThan(rows[i - 1].atS);
        if (k === 0) return;
        expect(lowerBpm).toBeLessThanOrEqual(tables[k - 1].rows[i].lowerBpm);
        expect(upperBpm).toBeGreaterThanOrEqual(tables[k - 1].rows[i].upperBpm);
      });
      if (k > 0) expect(runMean.upperBpm).toBeGreaterThanOrEqual(tables[k - 1].runMean.upperBpm);
    });
  });

  test("run on from row to row where no run has a heart rate, and from the first that has one where the start lacks it", () => {
    const differences = series(200, (i) => (i < 10 || (i >= 50 && i < 100) ? Number.NaN : i < 50 ? 5 : -5));
    const { rows } = fitIntervals([runOf("one", differences)], 0.9);
    expect(rows.map(({ atS, upperBpm }) => [atS, Math.round(upperBpm)])).toEqual([
      [0, 5],
      [210, 5],
      [900, -5],
    ]);
  });

  test("are what a model's contract takes, even from one step of one run", () => {
    for (const runs of [
      manyRunners(new Random("contract"), 5).flat(),
      [runOf("one", [3])],
      [runOf("one", [900, -900])],
    ]) {
      const intervals = fitIntervals(runs, 0.9);
      expect(validateContract(anyContract({ intervals })).intervals).toEqual(intervals);
    }
  });

  test("need a heart rate", () => {
    expect(thrownBy(() => fitIntervals([runOf("one", [Number.NaN])], 0.9)).code).toBe("no-runs");
  });
});
