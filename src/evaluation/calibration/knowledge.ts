import type { CalibrationPrior, KnowledgePrior, KnowledgeTerm, KnownQuantity } from "../../model/contract.ts";
import { RunnerBelief } from "./runner-belief.ts";

/** Quantities that a runner knows of themselves, in the unit of their name; those that they don't know are missing. */
export type Knowledge = Partial<Record<KnownQuantity, number>>;

/** Names of the quantities in sentences. */
export const knownWords: Record<KnownQuantity, string> = {
  maximumBpm: "maximum heart rate",
  restingBpm: "resting heart rate",
  thresholdBpm: "threshold heart rate",
  bestKmh: "best effort",
};

/** Values that a person can mean. */
export const KNOWN_RANGES: Record<KnownQuantity, { least: number; most: number }> = {
  maximumBpm: { least: 120, most: 230 },
  restingBpm: { least: 25, most: 110 },
  thresholdBpm: { least: 90, most: 220 },
  bestKmh: { least: 4, most: 26 },
};

/** Deviations from the mean beyond which a quantity counts as just so far off: squares of more would outweigh all else. */
const FARTHEST = 2.5;

/** The part of what a runner knows that a model has learnt to use, in the model's order. */
export function usedOf({ knowledge }: Pick<CalibrationPrior, "knowledge">, known: Knowledge): KnownQuantity[] {
  return (knowledge?.quantities ?? []).flatMap(({ name }) => (known[name] === undefined ? [] : name));
}

/** The quantities that lie farther off than the runners whom the model learnt from; they count as FARTHEST deviations off. */
export function farOf({ knowledge }: Pick<CalibrationPrior, "knowledge">, known: Knowledge): KnownQuantity[] {
  return (knowledge?.quantities ?? []).flatMap(({ name, mean, deviation }) => {
    const value = known[name];
    return value !== undefined && Math.abs(value - mean) > FARTHEST * deviation ? name : [];
  });
}

/** What becomes of a quantity that `farOf` names. */
export function farSentence(modelName: string, quantity: KnownQuantity): string {
  return `${modelName} learnt from nobody with such a ${knownWords[quantity]}: it counts as the farthest that it knows.`;
}

/** Value of a term in what a runner knows; null where one of its quantities is missing. */
function termOf(
  { factors, mean, deviation }: KnowledgeTerm,
  quantities: KnowledgePrior["quantities"],
  known: Knowledge,
): number | null {
  let product = 1;
  for (const factor of factors) {
    const value = known[factor];
    const prior = quantities.find(({ name }) => name === factor);
    if (value === undefined || prior === undefined) return null;
    const standardised = (value - prior.mean) / prior.deviation;
    product *= Math.min(FARTHEST, Math.max(-FARTHEST, standardised));
  }
  return (product - mean) / deviation;
}

/** Values of the prior's terms in what a runner knows; null where one is not known. */
export function termsOf({ terms, quantities }: KnowledgePrior, known: Knowledge): (number | null)[] {
  return terms.map((term) => termOf(term, quantities, known));
}

/**
 * Belief about a runner by what they know: the joint normal distribution conditioned on the terms that are known, and on
 * nothing else. Without any it is the prior.
 */
export function beliefBy(
  { directions: { length: size }, knowledge }: CalibrationPrior,
  known: Knowledge,
): RunnerBelief {
  if (knowledge === null) return RunnerBelief.prior(size);
  return jointBeliefBy(knowledge, size, termsOf(knowledge, known)).ofFirst(size);
}

/** Factor that makes an observation, whose noise has a variance of 1, as good as exact beside terms of about 1. */
const EXACT = 1e4;

/** Belief about places along so many directions and, behind them, about the terms; conditioned on the terms that are known. */
export function jointBeliefBy(
  prior: Pick<KnowledgePrior, "covariance" | "along">,
  directions: number,
  terms: readonly (number | null)[],
): RunnerBelief {
  const size = directions + terms.length;
  const joint = new RunnerBelief(new Float64Array(size), jointCovariance(prior, directions));
  for (const [k, value] of terms.entries()) {
    if (value === null) continue;
    const row = new Float64Array(size + 1);
    row[directions + k] = EXACT;
    row[size] = EXACT * value;
    joint.observe(row);
  }
  return joint;
}

/** Covariance of places along the directions, and of the terms behind them, over runners. */
function jointCovariance({ covariance, along }: Pick<KnowledgePrior, "covariance" | "along">, directions: number) {
  const size = directions + covariance.length;
  const at = (i: number, j: number): number => {
    const [a, b] = [i - directions, j - directions];
    if (a >= 0) return b >= 0 ? covariance[a][b] : along[a][j];
    return b >= 0 ? along[b][i] : i === j ? 1 : 0;
  };
  return Float64Array.from({ length: size ** 2 }, (_, k) => at(Math.floor(k / size), k % size));
}
