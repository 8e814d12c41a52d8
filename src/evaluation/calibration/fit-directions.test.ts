import { Matrix, QrDecomposition, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { Random, Wander } from "../../base/random.ts";
import { anyNoise } from "../../testing/contract.ts";
import { thrownBy } from "../../testing/parsing.ts";
import { drawWandering } from "../../testing/wandering.ts";
import { series } from "../../testing/workouts.ts";
import { alongDirections } from "./along-directions.ts";
import { fitDirections, type HiddenRun } from "./fit-directions.ts";

const noise = anyNoise();
const UNIT_MEANS = [0.5, -0.9, 0.7, 1, 0];
const UNITS = UNIT_MEANS.length;
const STEP_S = 30;

/** Runners differ by 8 bpm throughout, and by the weights of two units. */
const UNIT_WEIGHTS = [0, 8, -6, 0, 0];
const TRUTH = [
  [8, 0, 0, 0, 0, 0],
  [-UNIT_WEIGHTS.reduce((sum, weight, u) => sum + weight * UNIT_MEANS[u], 0), ...UNIT_WEIGHTS],
];

/** A run of a runner with these coordinates along the two directions; each unit wanders, partly with the one before it. */
function drawRun(random: Random, runner: string, lies: number[], steps: number): HiddenRun {
  const wanders = UNIT_MEANS.map(() => new Wander(random, 0.5, 300, STEP_S));
  const hidden = new Float32Array(steps * UNITS);
  for (let i = 0; i < steps; i++) {
    const values = wanders.map((wander) => wander.next());
    for (let u = 0; u < UNITS; u++) hidden[i * UNITS + u] = UNIT_MEANS[u] + values[u] + 0.8 * (values[u - 1] ?? 0);
  }
  const along = alongDirections(hidden, steps, TRUTH);
  const off = drawWandering(random, noise, steps, STEP_S);
  const predictedBpm = new Float32Array(steps).fill(150);
  const measuredBpm = predictedBpm.map((bpm, i) => bpm + lies[0] * along[2 * i] + lies[1] * along[2 * i + 1] + off[i]);
  return { runner, stepS: STEP_S, predictedBpm, measuredBpm, hidden };
}

/** Four kinds of runners in equal numbers, so that the spread along each direction is exact. */
function drawRuns(seed: string, runners: number, runsOfEach = 4, steps = 120): HiddenRun[] {
  const random = new Random(seed);
  return series(runners, (k) => [k % 2 < 1 ? -1 : 1, k % 4 < 2 ? -1 : 1]).flatMap((lies, k) =>
    series(runsOfEach, () => drawRun(random, `runner ${k}`, lies, steps)),
  );
}

/** Coordinates along the directions in runs that were not learnt from, [step × direction]. */
function standing(directions: number[][], runs: readonly HiddenRun[]): Matrix {
  return new Matrix(
    runs.flatMap(({ hidden, predictedBpm }) => {
      const along = alongDirections(hidden, predictedBpm.length, directions);
      return series(predictedBpm.length, (i) => [
        ...along.subarray(i * directions.length, (i + 1) * directions.length),
      ]);
    }),
  );
}

/** Spread of runners along each direction, bpm. */
function sizesOf(directions: number[][], runs: readonly HiddenRun[]): number[] {
  return standing(directions, runs).transpose().to2DArray().map(rootMeanSquare);
}

const rootMeanSquare = (values: number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

const runs = drawRuns("directions", 80);
const others = drawRuns("others", 8);

describe("directions fitted to runners who differ along two", () => {
  const fitted = fitDirections(runs, noise, 3);

  test("are what a contract carries: a constant and a weight for each unit", () => {
    expect(fitted.map((direction) => direction.length)).toEqual([1 + UNITS, 1 + UNITS, 1 + UNITS]);
  });

  test("have those of the runners first, by size, and of others next to nothing", () => {
    const [sizes, truth] = [fitted, TRUTH].map((directions) => sizesOf(directions, others));
    truth.forEach((sizeBpm, k) => {
      expect(Math.abs(sizes[k] / sizeBpm - 1)).toBeLessThan(0.15);
    });
    expect(sizes[2]).toBeLessThan(1.5);
  });

  test("span what the runners differ along", () => {
    const bases = [fitted.slice(0, 2), TRUTH].map(
      (directions) => new QrDecomposition(standing(directions, others)).orthogonalMatrix,
    );
    // Cosines of the angles between the two planes.
    const { diagonal } = new SingularValueDecomposition(bases[0].transpose().mmul(bases[1]));
    expect(Math.min(...diagonal)).toBeGreaterThan(0.97);
  });

  test("give runners their own: the variance over runners is theirs at every step", () => {
    const variances = (directions: number[][]) =>
      standing(directions, others)
        .to2DArray()
        .map((row) => row.reduce((sum, bpm) => sum + bpm ** 2, 0));
    const truth = variances(TRUTH);
    const ratio = variances(fitted).reduce((sum, own, i) => sum + own / truth[i], 0) / truth.length;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
  });

  test("are rounded, and by it no prediction moves by 0.05 bpm", () => {
    const roundings = fitted.map((direction) =>
      direction.map((weight) => (weight === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(weight))) - 3))),
    );
    const withDigits = (digits: number) => fitted.flat().map((weight) => Number(weight.toPrecision(digits)));
    expect(withDigits(4)).toEqual(fitted.flat());
    expect(withDigits(3)).not.toEqual(fitted.flat());
    // For a runner two deviations off along each direction, if all roundings added up.
    for (const { hidden, predictedBpm } of others) {
      const along = alongDirections(hidden.map(Math.abs), predictedBpm.length, roundings);
      for (let i = 0; i < predictedBpm.length; i++) {
        const moved = along.subarray(3 * i, 3 * i + 3).reduce((sum, bpm) => sum + 2 * bpm, 0);
        expect(moved).toBeLessThan(0.05);
      }
    }
  });

  test("come out the same again", () => {
    expect(fitDirections(drawRuns("directions", 80), noise, 3)).toEqual(fitted);
  });
});

test("runners who ran little are not held to be alike for it", () => {
  const short = drawRuns("short", 200, 1, 10);
  const atMean = Float32Array.from(UNIT_MEANS);
  const along = alongDirections(atMean, 1, fitDirections(short, noise, 1 + UNITS));
  expect(Math.abs(Math.hypot(...along) / TRUTH[0][0] - 1)).toBeLessThan(0.2);
});

test("the largest of the directions do not depend on how many are kept", () => {
  expect(fitDirections(runs, noise, 1)).toEqual(fitDirections(runs, noise, 4).slice(0, 1));
  expect(fitDirections(runs, noise, 1 + UNITS)).toHaveLength(1 + UNITS);
});

test("a missing heart rate tells nothing", () => {
  const missing = (run: HiddenRun) => ({ ...run, measuredBpm: run.measuredBpm.map(() => Number.NaN) });
  const some = runs.slice(0, 40);
  const unmeasured = runs.slice(40, 80).map(missing);
  expect(fitDirections([...unmeasured, ...some], noise, 2)).toEqual(fitDirections(some, noise, 2));
  const holed = some.map((run) => ({
    ...run,
    measuredBpm: run.measuredBpm.map((bpm, i) => (i % 5 === 0 ? Number.NaN : bpm)),
  }));
  expect(fitDirections(holed, noise, 2).flat()).not.toContain(Number.NaN);
});

test("steps closer than half a minute are passed over", () => {
  const fine = (run: HiddenRun): HiddenRun => {
    const steps = 5 * run.predictedBpm.length;
    const spread = (values: Float32Array, width: number) =>
      Float32Array.from({ length: steps * width }, (_, j) => {
        const i = Math.floor(j / width);
        return i % 5 === 0 ? values[(i / 5) * width + (j % width)] : 99;
      });
    return {
      ...run,
      stepS: 6,
      predictedBpm: spread(run.predictedBpm, 1),
      measuredBpm: spread(run.measuredBpm, 1),
      hidden: spread(run.hidden, UNITS),
    };
  };
  const some = runs.slice(0, 40);
  expect(fitDirections(some.map(fine), noise, 2)).toEqual(fitDirections(some, noise, 2));
});

test("a unit that never changes leaves the directions of the others standing", () => {
  const stuck = runs
    .slice(0, 80)
    .map((run) => ({ ...run, hidden: run.hidden.map((value, i) => (i % UNITS === 4 ? 1 : value)) }));
  const [first] = fitDirections(stuck, noise, 2);
  for (const weight of first) expect(Number.isFinite(weight)).toBe(true);
  expect(sizesOf([first], stuck)[0]).toBeGreaterThan(6);
});

test("without any heart rate there is nothing to learn from", () => {
  expect(thrownBy(() => fitDirections([], noise, 2)).code).toBe("no-runs");
  const silent = { ...runs[0], measuredBpm: runs[0].measuredBpm.map(() => Number.NaN) };
  expect(thrownBy(() => fitDirections([silent], noise, 2)).code).toBe("no-runs");
});
