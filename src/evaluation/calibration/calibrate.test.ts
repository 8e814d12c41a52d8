import fc from "fast-check";
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { Random, Wander } from "../../base/random.ts";
import { anyNoise } from "../../testing/contract.ts";
import { drawWandering, measurementVariance, sharedVariance } from "../../testing/wandering.ts";
import { series } from "../../testing/workouts.ts";
import { type CalibratedPrediction, type CalibrationRun, calibrateRun, learnRunner } from "./calibrate.ts";
import { RunnerBelief } from "./runner-belief.ts";

const DIRECTIONS = 3;
const noise = anyNoise();

interface RunShape {
  steps?: number;
  stepS?: number;
}

/** A run of a runner with these coordinates along the directions, drawn from the prior. */
function drawRun(random: Random, weights: number[], { steps = 100, stepS = 10 }: RunShape = {}): CalibrationRun {
  const slow = new Wander(random, 4, 900, stepS);
  const fast = new Wander(random, 5, 60, stepS);
  const along = Float32Array.from(series(steps, () => [8, slow.next(), fast.next()]).flat());
  const predictedBpm = Float32Array.from({ length: steps }, () => random.uniform(120, 170));
  const off = drawWandering(random, noise, steps, stepS);
  const own = (i: number) => weights.reduce((sum, weight, k) => sum + weight * along[i * DIRECTIONS + k], 0);
  return { stepS, predictedBpm, measuredBpm: predictedBpm.map((bpm, i) => bpm + own(i) + off[i]), along };
}

const drawWeights = (random: Random) => series(DIRECTIONS, () => random.normal(0, 1));

/** A run with another heart rate from step `from` on, NaN for a missing one. */
function changedFrom(run: CalibrationRun, from: number, heartRateBpm: number[]): CalibrationRun {
  const measuredBpm = run.measuredBpm.map((bpm, i) =>
    i < from ? bpm : heartRateBpm[(i - from) % heartRateBpm.length],
  );
  return { ...run, measuredBpm };
}

/** The belief about a runner by earlier runs, who never changes. */
const learnt = (history: CalibrationRun[]) =>
  learnRunner(
    history.map((run) => ({ ...run, daysApart: null })),
    RunnerBelief.prior(DIRECTIONS),
    { noise, changeDays: null },
  );

const expectedOf = (run: CalibrationRun, history: CalibrationRun[], warmUpS: number) =>
  calibrateRun(run, learnt(history), noise, warmUpS);

describe("without history and warm-up", () => {
  test("the prediction is exactly the model's, and may be off by all that the prior holds", () => {
    const run = drawRun(new Random("alone"), [2, -1, 1]);
    const { heartRateBpm, deviationBpm } = expectedOf(run, [], 0);
    expect(heartRateBpm).toEqual(run.predictedBpm);
    for (const i of [0, 1, 50, 99]) {
      const timeS = i * run.stepS;
      const own = run.along.subarray(i * DIRECTIONS, (i + 1) * DIRECTIONS).reduce((sum, bpm) => sum + bpm ** 2, 0);
      const variance = own + sharedVariance(noise, 0) + measurementVariance(noise, timeS);
      expect(deviationBpm[i]).toBeCloseTo(Math.sqrt(variance), 4);
    }
  });

  test("the run's own heart rate changes nothing", () => {
    const run = drawRun(new Random("unseen"), [2, -1, 1]);
    expect(expectedOf(changedFrom(run, 0, [60, Number.NaN]), [], 0)).toEqual(expectedOf(run, [], 0));
  });
});

describe("the value at a step", () => {
  const random = new Random("causality");
  const weights = drawWeights(random);
  const history = series(2, () => drawRun(random, weights, { steps: 20 }));
  const run = drawRun(random, weights, { steps: 40 });
  const upTo = ({ heartRateBpm, deviationBpm }: CalibratedPrediction, i: number) => [
    heartRateBpm.slice(0, i + 1),
    deviationBpm.slice(0, i + 1),
  ];
  const someHeart = fc.array(fc.oneof(fc.integer({ min: 40, max: 220 }), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 10,
  });

  test("depends on no measurement at that step or after it", () => {
    fc.assert(
      fc.property(fc.nat(39), fc.integer({ min: 0, max: 500 }), someHeart, (i, warmUpS, heartRateBpm) => {
        const changed = expectedOf(changedFrom(run, i, heartRateBpm), history, warmUpS);
        expect(upTo(changed, i)).toEqual(upTo(expectedOf(run, history, warmUpS), i));
      }),
    );
  });

  test("depends on none after the warm-up, nor at its end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), someHeart, (warmUpS, heartRateBpm) => {
        const from = Math.ceil(warmUpS / run.stepS);
        const changed = expectedOf(changedFrom(run, from, heartRateBpm), history, warmUpS);
        expect(changed).toEqual(expectedOf(run, history, warmUpS));
      }),
    );
  });

  test("depends on the measurements of the warm-up from the next step on", () => {
    const plain = expectedOf(run, history, 100);
    const changed = expectedOf(
      changedFrom(run, 9, [run.measuredBpm[9] + 20, ...run.measuredBpm.slice(10)]),
      history,
      100,
    );
    expect(upTo(changed, 9)).toEqual(upTo(plain, 9));
    expect(changed.heartRateBpm[10]).toBeGreaterThan(plain.heartRateBpm[10]);
  });

  test("does not depend on a look at other runs of the runner in between", () => {
    const runner = learnt(history);
    const first = calibrateRun(run, runner, noise, 300);
    calibrateRun(history[0], runner, noise, 300);
    expect(calibrateRun(run, runner, noise, 300)).toEqual(first);
    expect(runner).toEqual(learnt(history));
  });
});

test("a missing heart rate is passed over, in earlier runs and in the first minutes", () => {
  const random = new Random("missing");
  const weights = drawWeights(random);
  const [earlier, run] = [drawRun(random, weights), drawRun(random, weights)];
  const unmeasured = changedFrom(drawRun(random, weights), 0, [Number.NaN]);
  expect(expectedOf(run, [unmeasured, earlier], 300)).toEqual(expectedOf(run, [earlier], 300));
  expect(expectedOf(unmeasured, [earlier], 300)).toEqual(expectedOf(unmeasured, [earlier], 0));
  for (const value of expectedOf(changedFrom(run, 5, [Number.NaN, 150]), [earlier], 300).heartRateBpm) {
    expect(value).not.toBeNaN();
  }
});

/** A measurement that is used, or the one to predict. */
interface Look {
  run: CalibrationRun;
  i: number;
  /** Days before the run to predict. */
  daysApart: number;
}

/** Covariance of two measurements of a runner: the runner's part, which fades over days, and within one run the run's part. */
function covarianceOf(a: Look, b: Look, changeDays: number): number {
  let covariance = 0;
  for (let k = 0; k < DIRECTIONS; k++)
    covariance += a.run.along[a.i * DIRECTIONS + k] * b.run.along[b.i * DIRECTIONS + k];
  covariance *= Math.exp(-Math.abs(a.daysApart - b.daysApart) / changeDays);
  if (a.run === b.run) {
    covariance += sharedVariance(noise, Math.abs(a.i - b.i) * a.run.stepS);
    if (a.i === b.i) covariance += measurementVariance(noise, a.i * a.run.stepS);
  }
  return covariance;
}

test.each([
  null,
  40,
])("is the mean and the deviation of one normal distribution over all measurements, given those used, where runners change in %s days", (changeDays) => {
  const random = new Random("dense");
  const weights = drawWeights(random);
  const history = [
    { ...drawRun(random, weights, { steps: 60 }), daysApart: 30 },
    {
      ...changedFrom(drawRun(random, weights, { steps: 70, stepS: 7 }), 4, [150, Number.NaN, 155, 149]),
      daysApart: 9,
    },
  ];
  const run = changedFrom(drawRun(random, weights, { steps: 20, stepS: 7 }), 3, [Number.NaN, 160, 158, 140]);
  const warmUpS = 60;
  const runner = learnRunner(history, RunnerBelief.prior(DIRECTIONS), { noise, changeDays });
  const { heartRateBpm, deviationBpm } = calibrateRun(run, runner, noise, warmUpS);
  const looksAt = (of: CalibrationRun, steps: number, daysApart: number): Look[] =>
    series(steps, (i) => ({ run: of, i, daysApart })).filter((look) => !Number.isNaN(of.measuredBpm[look.i]));
  // Earlier runs are used at a step every half minute.
  const isTaken = ({ run: { stepS }, i }: Look) => i % Math.round(30 / stepS) === 0;
  const between = (a: Look, b: Look) => covarianceOf(a, b, changeDays ?? Number.POSITIVE_INFINITY);
  for (let i = 0; i < 20; i++) {
    const seen = [
      ...looksAt(history[0], 60, 30).filter(isTaken),
      ...looksAt(history[1], 70, 9).filter(isTaken),
      ...looksAt(run, i, 0).filter((look) => look.i * run.stepS < warmUpS),
    ];
    const covariance = new Matrix(seen.map((a) => seen.map((b) => between(a, b))));
    const ahead = { run, i, daysApart: 0 };
    const shared = Matrix.columnVector(seen.map((look) => between(look, ahead)));
    const off = Matrix.columnVector(seen.map((look) => look.run.measuredBpm[look.i] - look.run.predictedBpm[look.i]));
    const share = new CholeskyDecomposition(covariance).solve(shared).transpose();
    expect(heartRateBpm[i]).toBeCloseTo(run.predictedBpm[i] + share.mmul(off).get(0, 0), 3);
    const variance = between(ahead, ahead) - share.mmul(shared).get(0, 0);
    expect(deviationBpm[i]).toBeCloseTo(Math.sqrt(variance), 3);
  }
});

describe("on runners drawn from the prior", () => {
  const RUNNERS = 250;
  const WARM_UP_S = 300;
  const random = new Random("recovery");
  const runners = series(RUNNERS, () => {
    const weights = drawWeights(random);
    return { history: series(20, () => drawRun(random, weights)), run: drawRun(random, weights) };
  });

  /** Figures over the runners' runs, from the end of the warm-up on. */
  function scoreOf(historyRuns: number, warmUpS: number) {
    const scores = runners.map(({ history, run }) => {
      const { heartRateBpm, deviationBpm } = expectedOf(run, history.slice(0, historyRuns), warmUpS);
      const from = WARM_UP_S / run.stepS;
      const errors = run.measuredBpm.subarray(from).map((bpm, i) => bpm - heartRateBpm[from + i]);
      return {
        mae: mean(errors.map(Math.abs)),
        square: mean(errors.map((error, i) => (error / deviationBpm[from + i]) ** 2)),
      };
    });
    const squares = scores.map(({ square }) => square);
    const square = mean(squares);
    const standardError = Math.sqrt(mean(squares.map((own) => (own - square) ** 2)) / RUNNERS);
    return { mae: mean(scores.map(({ mae }) => mae)), square, standardError };
  }

  function mean(values: ArrayLike<number>): number {
    return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  }

  const none = scoreOf(0, 0);
  const one = scoreOf(1, 0);
  const twenty = scoreOf(20, 0);
  const warm = scoreOf(0, WARM_UP_S);
  const both = scoreOf(20, WARM_UP_S);

  test("earlier runs help, and the more of them the better", () => {
    expect(one.mae).toBeLessThan(0.8 * none.mae);
    expect(twenty.mae).toBeLessThan(0.9 * one.mae);
  });

  test("the first minutes help, with earlier runs and without", () => {
    expect(warm.mae).toBeLessThan(0.8 * none.mae);
    expect(both.mae).toBeLessThan(0.97 * twenty.mae);
    expect(both.mae).toBeLessThan(0.97 * warm.mae);
  });

  test("errors are as large as stated, whatever sources were used", () => {
    for (const { square, standardError } of [none, one, twenty, warm, both]) {
      expect(standardError).toBeLessThan(0.1);
      expect(Math.abs(square - 1)).toBeLessThan(4 * standardError);
    }
  });

  test("what is known of a runner closes in on where they lie", () => {
    const own = drawWeights(new Random("known"));
    const stream = new Random("their runs");
    const belief = learnt(series(20, () => drawRun(stream, own)));
    for (let k = 0; k < DIRECTIONS; k++) {
      const deviation = Math.sqrt(belief.covariance[k * (DIRECTIONS + 1)]);
      expect(deviation).toBeLessThan(0.2);
      expect(Math.abs(belief.mean[k] - own[k])).toBeLessThan(4 * deviation);
    }
  });
});
