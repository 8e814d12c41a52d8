import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { momentsOf } from "../../base/statistics.ts";
import { type KnowledgePrior, type KnowledgeTerm, type KnownQuantity, knownQuantities } from "../../model/contract.ts";
import { rounded } from "./fit-directions.ts";
import { jointBeliefBy, type Knowledge, termsOf } from "./knowledge.ts";
import type { RunnerBelief } from "./runner-belief.ts";

/** A runner to learn from. */
export interface KnowingRunner {
  /** Belief learnt from their runs alone. */
  belief: RunnerBelief;
  /** What they know. */
  known: Knowledge;
}

/** Fewest runners of whom a quantity is known, and a square or product, to be learnt. */
const FEWEST_RUNNERS = 8;
const FEWEST_RUNNERS_OF_PRODUCTS = 30;

/** Runners added of whom nothing goes with anything, so that a few do not tell too much. Chosen like ROUNDS, over folds. */
const UNTELLING_RUNNERS = 5;

/** Number of EM iterations, see fit-directions: of more, held-out runners have nothing. */
const ROUNDS = 2;

/** Least share of the terms' covariance that no place along the directions explains. */
const UNEXPLAINED = 0.02;

/** Least standard deviation of a term over runners, of which one that varies has about 1: the square of two values is constant. */
const LEAST_DEVIATION = 1e-3;

/**
 * Fits the joint normal distribution over runners of their places along the directions and of what they know, by expectation
 * maximisation over what is unknown of each: the place, which runs tell with an error, and missing terms (A. P. Dempster,
 * N. M. Laird and D. B. Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm", JRSS B 39, 1977). Places
 * keep their standard normal distribution. null where too few runners know anything.
 */
export function fitKnowledge(runners: readonly KnowingRunner[]): KnowledgePrior | null {
  const [first] = runners;
  const quantities = knownQuantities.flatMap((name) => {
    const { count, mean, sd } = momentsOf(Float64Array.from(runners.flatMap(({ known }) => known[name] ?? [])));
    const isOfEnough = count >= FEWEST_RUNNERS && sd > LEAST_DEVIATION * Math.abs(mean);
    return isOfEnough ? [{ name, mean: rounded(mean), deviation: rounded(sd) }] : [];
  });
  if (first === undefined || quantities.length === 0) return null;
  const plain = termsIn(quantities.map(({ name }) => name));
  const unstandardised = { quantities, terms: plain, covariance: [], along: [] };
  const values = runners.map(({ known }) => termsOf(unstandardised, known));
  const terms = plain.flatMap(({ factors }, k) => {
    const { count, mean, sd } = momentsOf(Float64Array.from(values.flatMap((own) => own[k] ?? [])));
    const isOfEnough = factors.length === 1 || count >= FEWEST_RUNNERS_OF_PRODUCTS;
    return isOfEnough && sd > LEAST_DEVIATION ? [{ factors, mean: rounded(mean), deviation: rounded(sd) }] : [];
  });
  const prior = { quantities, terms };
  return { ...prior, ...covariancesOf(runners, { ...unstandardised, terms }, first.belief.mean.length) };
}

/** Every quantity, and their squares and products. */
function termsIn(names: readonly KnownQuantity[]): KnowledgeTerm[] {
  const products = names.flatMap((a, k) => names.slice(0, k + 1).map((b) => [b, a]));
  return [...names.map((name) => [name]), ...products].map((factors) => ({ factors, mean: 0, deviation: 1 }));
}

/** Covariances of the terms with each other and with the places, over runners. */
function covariancesOf(
  runners: readonly KnowingRunner[],
  prior: KnowledgePrior,
  directions: number,
): Pick<KnowledgePrior, "covariance" | "along"> {
  const size = directions + prior.terms.length;
  const told = runners.map(({ belief, known }) => ({ ...informationOf(belief, size), terms: termsOf(prior, known) }));
  let joint = Matrix.eye(size);
  for (let round = 0; round < ROUNDS; round++) {
    const sum = Matrix.eye(size).mul(UNTELLING_RUNNERS);
    for (const { terms, precision, shift } of told) {
      const { mean, covariance } = jointBeliefBy(partsOf(joint, directions), directions, terms);
      const before = Matrix.from1DArray(size, size, covariance);
      const after = inverse(Matrix.add(Matrix.eye(size), before.mmul(precision))).mmul(before);
      const centre = Matrix.columnVector(mean);
      const place = Matrix.add(centre, after.mmul(Matrix.sub(shift, precision.mmul(centre))));
      sum.add(after).add(place.mmul(place.transpose()));
    }
    joint = sum.div(runners.length + UNTELLING_RUNNERS);
  }
  return possible(partsOf(joint, directions));
}

/** Information of a runner's runs about their place, in a space that holds the terms too: precision, and precision × mean. */
function informationOf({ mean, covariance }: RunnerBelief, size: number): { precision: Matrix; shift: Matrix } {
  const directions = mean.length;
  const inverted = inverse(Matrix.from1DArray(directions, directions, covariance));
  const precision = Matrix.zeros(size, size);
  precision.setSubMatrix(Matrix.sub(inverted, Matrix.eye(directions)), 0, 0);
  const shift = Matrix.zeros(size, 1);
  shift.setSubMatrix(inverted.mmul(Matrix.columnVector(mean)), 0, 0);
  return { precision, shift };
}

function partsOf(joint: Matrix, directions: number): Pick<KnowledgePrior, "covariance" | "along"> {
  const last = joint.rows - 1;
  return {
    covariance: joint.subMatrix(directions, last, directions, last).to2DArray(),
    along: joint.subMatrix(directions, last, 0, directions - 1).to2DArray(),
  };
}

/** The covariances rounded for a contract, and weakened until each sum of terms has a part that no place explains. */
function possible({ covariance, along }: Pick<KnowledgePrior, "covariance" | "along">) {
  const own = new Matrix(
    covariance.map((row, a) => row.map((_, b) => rounded((covariance[a][b] + covariance[b][a]) / 2))),
  );
  let shared = new Matrix(along);
  const left = () => Matrix.sub(Matrix.mul(own, 1 - UNEXPLAINED), shared.mmul(shared.transpose()));
  const least = () => Math.min(...new EigenvalueDecomposition(left(), { assumeSymmetric: true }).realEigenvalues);
  while (least() < 0) shared = Matrix.mul(shared, 0.95);
  return { covariance: own.to2DArray(), along: shared.to2DArray().map((row) => row.map(rounded)) };
}
