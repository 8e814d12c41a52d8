import { expect, test } from "vitest";
import { Random } from "../../base/random.ts";
import { validateContract } from "../../model/contract-validation.ts";
import { anyContract, anyPrior } from "../../testing/contract.ts";
import { series } from "../../testing/workouts.ts";
import { fitKnowledge, type KnowingRunner } from "./fit-knowledge.ts";
import { beliefBy } from "./knowledge.ts";
import { RunnerBelief } from "./runner-belief.ts";

/**
 * Runners whose maximum goes with their place along the first of two directions by a correlation of 0.7, as runs tell
 * with an error; one in five knows a resting heart rate, which tells nothing.
 */
function drawRunners(seed: string, count: number): (KnowingRunner & { place: number[] })[] {
  const random = new Random(seed);
  return series(count, (k) => {
    const place = [random.normal(0, 1), random.normal(0, 1)];
    const belief = RunnerBelief.prior(2);
    for (const [axis, value] of place.entries()) {
      const row = Float64Array.of(0, 0, 0);
      row[axis] = 2;
      row[2] = 2 * value + random.normal(0, 1);
      belief.observe(row);
    }
    const maximumBpm = 187 + 10 * (0.7 * place[0] + Math.sqrt(1 - 0.49) * random.normal(0, 1));
    const known = k % 5 === 0 ? { maximumBpm, restingBpm: random.normal(50, 6) } : { maximumBpm };
    return { place, belief, known };
  });
}

const runners = drawRunners("knowledge", 300);
const knowledge = fitKnowledge(runners)!;

test("what runners know is learnt as it goes with their places", () => {
  expect(knowledge.quantities.map(({ name }) => name)).toEqual(["maximumBpm", "restingBpm"]);
  expect(knowledge.quantities[0].mean).toBeCloseTo(187, -0.5);
  expect(knowledge.terms.map(({ factors }) => factors.join())).toEqual([
    ...["maximumBpm", "restingBpm", "maximumBpm,maximumBpm", "maximumBpm,restingBpm", "restingBpm,restingBpm"],
  ]);
  const [[first, second], [resting]] = knowledge.along;
  expect(first).toBeGreaterThan(0.5);
  expect(first).toBeLessThan(0.8);
  expect(Math.abs(second)).toBeLessThan(0.1);
  expect(Math.abs(resting)).toBeLessThan(0.15);
});

test("other runners lie nearer to where it puts them than to nowhere", () => {
  const others = drawRunners("others", 200);
  const squareOf = (centre: (runner: KnowingRunner) => number) =>
    others.reduce((sum, runner) => sum + (runner.place[0] - centre(runner)) ** 2, 0) / others.length;
  const prior = anyPrior({ knowledge });
  const explained = 1 - squareOf(({ known }) => beliefBy(prior, known).mean[0]) / squareOf(() => 0);
  expect(explained).toBeGreaterThan(0.4);
  expect(explained).toBeLessThan(0.6);
});

test("it is what a contract carries", () => {
  const calibration = anyPrior({ knowledge });
  expect(validateContract(anyContract({ calibration })).calibration).toEqual(calibration);
  const few = fitKnowledge(runners.slice(0, 12).map((own) => ({ ...own, belief: certain(own.place) })))!;
  expect(validateContract(anyContract({ calibration: anyPrior({ knowledge: few }) }))).toBeDefined();
});

/** A belief that leaves next to nothing open. */
function certain([a, b]: number[]): RunnerBelief {
  return new RunnerBelief(Float64Array.of(a, b), Float64Array.of(1e-6, 0, 0, 1e-6));
}

test("squares and products are learnt of what many know alone", () => {
  const { quantities, terms } = fitKnowledge(runners.slice(0, 45))!;
  expect(quantities.map(({ name }) => name)).toEqual(["maximumBpm", "restingBpm"]);
  expect(terms.map(({ factors }) => factors)).toEqual([["maximumBpm"], ["restingBpm"], ["maximumBpm", "maximumBpm"]]);
});

test("a product of which each factor is known of many, but both of nobody, is not learnt", () => {
  const halves = drawRunners("halves", 80).map((own, k) => ({
    ...own,
    known: k % 2 === 0 ? { maximumBpm: 187 + 10 * own.place[0] } : { bestKmh: 13 - own.place[0] },
  }));
  expect(fitKnowledge(halves)!.terms.map(({ factors }) => factors.join())).toEqual([
    ...["maximumBpm", "bestKmh", "maximumBpm,maximumBpm", "bestKmh,bestKmh"],
  ]);
});

test("of too few runners nothing is learnt", () => {
  expect(fitKnowledge(runners.slice(0, 7))).toBeNull();
  expect(fitKnowledge([])).toBeNull();
});

test("what hardly varies is left out, and what goes with another to the last digit is no trap", () => {
  const twins = drawRunners("twins", 900).map(({ place, ...own }, k) => ({
    ...own,
    belief: certain(place),
    known: {
      maximumBpm: 187 + 10 * place[0],
      thresholdBpm: 170 + 10 * place[0],
      restingBpm: k % 2 === 0 ? 45 : 55,
      bestKmh: 12,
    },
  }));
  const prior = fitKnowledge(twins)!;
  expect(prior.quantities.map(({ name }) => name)).toEqual(["maximumBpm", "restingBpm", "thresholdBpm"]);
  expect(prior.terms.map(({ factors }) => factors.join())).not.toContain("restingBpm,restingBpm");
  expect(validateContract(anyContract({ calibration: anyPrior({ knowledge: prior }) }))).toBeDefined();
});
