import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random, Wander } from "../base/random.ts";
import type { IntervalGrid } from "../model/contract.ts";
import { validateContract } from "../model/contract-validation.ts";
import { anyContract } from "../testing/contract.ts";
import { thrownBy } from "../testing/parsing.ts";
import { series } from "../testing/workouts.ts";
import { fitIntervals, type IntervalRun, intervalOf } from "./intervals.ts";
import { compare } from "./metrics.ts";

/** Stated deviation of a run of constant expectation. */
const DEVIATION_BPM = 10;

/** A run of constant expectation whose measured heart rate is the prediction plus these differences. */
function runOf(runner: string, differences: number[], predictedBpm = 150): IntervalRun {
  return {
    runner,
    stepS: 6,
    heartRateBpm: new Float32Array(differences.length).fill(predictedBpm),
    deviationBpm: new Float32Array(differences.length).fill(DEVIATION_BPM),
    measuredBpm: Float32Array.from(differences, (difference) => predictedBpm + difference),
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("an interval", () => {
  const grid: IntervalGrid = {
    atS: [0, 120],
    atBpm: [140, 160],
    lower: [
      [-4, -2],
      [-2, -1],
    ],
    upper: [
      [3, 5],
      [2, 2],
    ],
    runMean: { lower: -1, upper: 1 },
  };

  /** The interval at steps of a minute. */
  function intervalIn(heartRateBpm: number[], deviationBpm: number[]) {
    const prediction = {
      heartRateBpm: Float32Array.from(heartRateBpm),
      deviationBpm: Float32Array.from(deviationBpm),
    };
    const { lowerBpm, upperBpm } = intervalOf(prediction, 60, grid);
    return { lowerBpm: [...lowerBpm], upperBpm: [...upperBpm] };
  }

  test("lies around the prediction, in deviations, on lines between the grid's times and heart rates", () => {
    // At minute 1 the lower bound is halfway from −4 to −2 at 140, from −2 to −1 at 160, and three quarters of that on.
    expect(intervalIn([140, 155], [10, 8])).toEqual({
      lowerBpm: [140 - 4 * 10, 155 - 1.875 * 8],
      upperBpm: [140 + 3 * 10, 155 + 3.25 * 8],
    });
    expect(intervalIn([150, 150, 150], [2, 2, 2])).toEqual({
      lowerBpm: [144, 145.5, 147],
      upperBpm: [158, 156, 154],
    });
  });

  test("is level beyond the grid's ends", () => {
    expect(intervalIn([90, 200, 139, 161, 150], [1, 1, 1, 1, 1])).toEqual({
      lowerBpm: [86, 198.5, 137, 160, 148.5],
      upperBpm: [93, 203.5, 141, 163, 152],
    });
  });

  test("of a grid of one point is as wide everywhere", () => {
    const point: IntervalGrid = { ...grid, atS: [0], atBpm: [150], lower: [[-1]], upper: [[2]] };
    const { heartRateBpm, deviationBpm } = runOf("one", [0, 0, 0]);
    const { lowerBpm, upperBpm } = intervalOf({ heartRateBpm, deviationBpm }, 6000, point);
    expect([[...lowerBpm], [...upperBpm]]).toEqual([
      [140, 140, 140],
      [170, 170, 170],
    ]);
  });
});

/** Levels of predicted heart rates. */
const LEVELS = [
  [0, 135],
  [135, 145],
  [145, 155],
  [155, 165],
  [165, 300],
];

describe("fitted intervals", () => {
  /**
   * Runs of a runner whose heart rate differs by a constant of their own and by one of each run, and wanders around both:
   * more in the first minutes, which the stated deviation includes, and less upward at high heart rates, which it does not.
   */
  function* runsOf(random: Random, runner: string, runs: number): Generator<IntervalRun> {
    const own = random.normal(0.2, 0.8);
    for (let run = 0; run < runs; run++) {
      const ownOfRun = own + random.normal(0, 0.4);
      const off = new Wander(random, 0.5, 120, 6);
      const level = random.uniform(125, 175);
      const wander = new Wander(random, 10, 300, 6);
      const steps = Math.round(random.uniform(300, 700));
      const heartRateBpm = Float32Array.from({ length: steps }, () => level + wander.next());
      const deviationBpm = heartRateBpm.map((_, i) => 8 + 10 * Math.exp(-i / 20));
      const scores = heartRateBpm.map((bpm) => ownOfRun + off.next() - (bpm - 150) / 40);
      // In the first minute the stated deviation is too small.
      const measuredBpm = heartRateBpm.map((bpm, i) => bpm + scores[i] * deviationBpm[i] * (i < 10 ? 2 : 1));
      yield { runner, stepS: 6, heartRateBpm, deviationBpm, measuredBpm };
    }
  }

  /** Runs by runner; one in ten ran far more often than the others. */
  const manyRunners = (random: Random, runners: number) =>
    series(runners, (k) => k).map((k) => [
      ...runsOf(random, `runner ${k}`, Math.round(random.uniform(1, k % 10 === 0 ? 40 : 4))),
    ]);

  describe("cover their share of the seconds of other runners", () => {
    const random = new Random("coverage");
    const fitted = fitIntervals(manyRunners(random, 200).flat(), 0.9);
    const others = manyRunners(random, 300);

    /** Mean over runners of the mean of their runs that have the figure. */
    function meanOf(figure: (run: IntervalRun) => number | null): number {
      const byRunner = others.map((runs) => runs.flatMap((run) => figure(run) ?? []));
      return mean(byRunner.filter((own) => own.length > 0).map(mean));
    }

    /** Of the steps that count. */
    const coverage = (counts: (run: IntervalRun, i: number) => boolean) =>
      meanOf((run) => {
        const measuredBpm = run.measuredBpm.map((bpm, i) => (counts(run, i) ? bpm : Number.NaN));
        const metrics = compare(run.heartRateBpm, measuredBpm, intervalOf(run, run.stepS, fitted));
        return metrics?.coverage ?? null;
      });

    test.each<[string, (run: IntervalRun, i: number) => boolean]>([
      ["overall", () => true],
      ["in the first minute", (_, i) => i < 10],
      ["in the first minutes", (_, i) => i < 20],
      ...LEVELS.map(([from, to]): [string, (run: IntervalRun, i: number) => boolean] => [
        `where ${from} to ${to} bpm are predicted`,
        ({ heartRateBpm }, i) => heartRateBpm[i] >= from && heartRateBpm[i] < to,
      ]),
    ])("%s", (_, counts) => {
      expect(Math.abs(coverage(counts) - 0.9)).toBeLessThan(0.03);
    });

    test("and of the runs' means", () => {
      const { lower, upper } = fitted.runMean;
      const isUsual = ({ heartRateBpm, measuredBpm, deviationBpm }: IntervalRun) => {
        const difference = mean(Array.from(measuredBpm, (bpm, i) => bpm - heartRateBpm[i])) / mean([...deviationBpm]);
        return difference >= lower && difference <= upper ? 1 : 0;
      };
      expect(Math.abs(meanOf(isUsual) - 0.9)).toBeLessThan(0.03);
    });
  });

  test("weigh runners alike, whether they ran once or a hundred times", () => {
    const constant = (difference: number) => new Array<number>(50).fill(difference);
    const often = Array.from({ length: 100 }, () => runOf("often", constant(-20)));
    const { runMean, lower, upper } = fitIntervals([...often, runOf("once", constant(20))], 0.5);
    // Half of the weight lies at either value, so that each quarter falls on one.
    expect(runMean.lower).toBeCloseTo(-2, 1);
    expect(runMean.upper).toBeCloseTo(2, 1);
    for (const bound of lower.flat()) expect(bound).toBeCloseTo(-2, 1);
    for (const bound of upper.flat()) expect(bound).toBeCloseTo(2, 1);
  });

  test("tell the means of the seconds that count, and not of a warm-up that was followed", () => {
    // Followed for a hundred steps, a run is a deviation higher behind them.
    const run = runOf("one", [...new Array<number>(100).fill(0), ...new Array<number>(100).fill(10)]);
    const meanFrom = (fromS: number) => fitIntervals([{ ...run, fromS }], 0.5).runMean.upper;
    expect(meanFrom(0)).toBeCloseTo(0.5, 1);
    expect(meanFrom(100 * run.stepS)).toBeCloseTo(1, 1);
    expect(() => meanFrom(1000 * run.stepS)).toThrow(expect.objectContaining({ code: "no-runs" }));
  });

  test("weigh a runner's runs alike, however long they lasted", () => {
    const long = runOf("one", new Array<number>(900).fill(30));
    const short = Array.from({ length: 4 }, () => runOf("one", new Array<number>(12).fill(0)));
    const { atS, lower, upper } = fitIntervals([long, ...short], 0.5);
    for (const bound of upper[0]) expect(bound).toBeCloseTo(0, 1);
    expect(atS.at(-1)).toBe(8400);
    for (const bound of [...lower.at(-1)!, ...upper.at(-1)!]) expect(bound).toBeCloseTo(3, 2);
  });

  test("widen with the level, and their times are in order", () => {
    const runs = manyRunners(new Random("levels"), 30).flat();
    const grids = [0.5, 0.8, 0.9, 0.98].map((level) => fitIntervals(runs, level));
    grids.forEach(({ atS, lower, upper, runMean }, k) => {
      atS.forEach((timeS, i) => {
        if (i > 0) expect(timeS).toBeGreaterThan(atS[i - 1]);
        for (const [j, bound] of upper[i].entries()) {
          expect(bound).toBeGreaterThanOrEqual(lower[i][j]);
        }
        if (k === 0) return;
        expect(mean(lower[i])).toBeLessThanOrEqual(mean(grids[k - 1].lower[i]));
        expect(mean(upper[i])).toBeGreaterThanOrEqual(mean(grids[k - 1].upper[i]));
      });
      if (k > 0) expect(runMean.upper).toBeGreaterThanOrEqual(grids[k - 1].runMean.upper);
    });
  });

  test("run on from time to time where no run has a heart rate, and from the first that has one where the start lacks it", () => {
    const differences = series(200, (i) => (i < 10 || (i >= 50 && i < 100) ? Number.NaN : i < 50 ? 5 : -5));
    const { atS, upper } = fitIntervals([runOf("one", differences)], 0.9);
    expect(atS).toEqual([0, 210, 900]);
    [0.5, 0.5, -0.5].forEach((bound, i) => {
      for (const own of upper[i]) expect(own).toBeCloseTo(bound, 2);
    });
  });

  test("are moved at a heart rate by what its own runs ask for", () => {
    const runners = series(10, (k) => `runner ${k}`);
    const runs = runners.flatMap((runner) => [
      runOf(runner, new Array<number>(100).fill(-10), 140),
      runOf(runner, new Array<number>(100).fill(20), 160),
    ]);
    const { atBpm, lower, upper } = fitIntervals(runs, 0.9);
    expect(atBpm).toEqual([130, 140, 150, 160, 170]);
    const isNear = (bounds: number[]) => bounds.map((bound) => expect.closeTo(bound, 1));
    for (const row of lower) expect(row).toEqual(isNear([-1, -1, -1, 2, -1]));
    for (const row of upper) expect(row).toEqual(isNear([2, -1, 2, 2, 2]));
  });

  test("keep the bounds of all at a heart rate that few runners reach", () => {
    const most = series(20, (k) => runOf(`runner ${k}`, new Array<number>(5).fill(k - 10)));
    const atHigh = (runners: number) => series(runners, (k) => runOf(`runner ${k}`, [30, 30, 30, 30, 30], 175));
    const few = fitIntervals([...most, ...atHigh(7)], 0.5);
    for (const side of [few.lower, few.upper]) for (const row of side) expect(row[4]).toBe(row[0]);
    const enough = fitIntervals([...most, ...atHigh(8)], 0.5);
    for (const row of enough.lower) expect(row[4]).toBeCloseTo(3, 1);
  });

  test("are what a model's contract takes, even from one step of one run", () => {
    for (const runs of [
      manyRunners(new Random("contract"), 5).flat(),
      [runOf("one", [3])],
      [runOf("one", [900, -900])],
    ]) {
      const grid = fitIntervals(runs, 0.9);
      const intervals = {
        level: 0.9,
        grids: { none: grid, history: null, "warm-up": grid, "history and warm-up": null },
        known: [],
      };
      expect(validateContract(anyContract({ intervals })).intervals).toEqual(intervals);
    }
  });

  test("are never upside down, however little times and heart rates have in common", () => {
    const anyDifferences = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 8 });
    const anyRuns = fc.array(fc.tuple(anyDifferences, fc.integer({ min: 120, max: 180 })), {
      minLength: 8,
      maxLength: 16,
    });
    fc.assert(
      fc.property(anyRuns, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (runs, level) => {
        const { lower, upper } = fitIntervals(
          runs.map(([differences, bpm], k) => runOf(`runner ${k}`, differences, bpm)),
          level,
        );
        for (const [i, row] of lower.entries())
          for (const [k, bound] of row.entries()) expect(bound).toBeLessThanOrEqual(upper[i][k]);
      }),
      { numRuns: 50 },
    );
    // All are at 0 at the start; later, at 140 bpm only, the given runs are at the lower end of a wide interval.
    const settled = series(10, (k) => runOf(`runner ${k}`, [0, 0]));
    const wide = series(10, (k) => runOf(`runner ${k}`, [Number.NaN, Number.NaN, Number.NaN, -10, 10]));
    const low = series(10, (k) => runOf(`runner ${k}`, [Number.NaN, Number.NaN, Number.NaN, -10], 140));
    const { lower, upper } = fitIntervals([...settled, ...wide, ...low], 0.9);
    expect(lower[0][1]).toBeLessThanOrEqual(upper[0][1]);
  });

  test("need a heart rate", () => {
    expect(thrownBy(() => fitIntervals([runOf("one", [Number.NaN])], 0.9)).code).toBe("no-runs");
  });
});
