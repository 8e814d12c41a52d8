import { mean, meanAbsolute } from "../base/statistics.ts";
import type { ModelContract } from "../model/contract.ts";
import { knownS } from "../workout/summary.ts";
import type { Track } from "../workout/workout.ts";
import type { ExpectedHeartRate, UsualRange } from "./expected-heart-rate.ts";
import { measuredFrom } from "./metrics.ts";

/** Main result of a run: the difference between measured and expected heart rate. The page words it. */
export interface Finding {
  /** "mixed": far above and far below, which cancel in the mean. */
  kind: "no-heart-rate" | "as-expected" | "mixed" | "higher" | "lower";
  /** Mean of measured − expected; NaN without a heart rate. */
  meanDifferenceBpm: number;
  /** Mean of the absolute difference; NaN without a heart rate. */
  meanAbsoluteDifferenceBpm: number;
  /** Time in which both are known. */
  comparedS: number;
  /** Whether the mean difference is within `usualBpm`; null without that range. */
  withinUsual: boolean | null;
  usualBpm: UsualRange | null;
  /** Stretch with most of the difference, the model's settling aside; null where it is spread. */
  concentration: Concentration | null;
  /** Whether the run was as expected except while the model settled. */
  isOfSettling: boolean;
}

/** A stretch from one full minute to another, or to the run's end, with much of the difference. */
interface Concentration {
  fromS: number;
  toS: number;
  /** Share of the difference in the mean's direction that is in the stretch, 0 to 1. */
  share: number;
}

/** Smallest mean difference that counts: straps and watches are no more accurate. */
const SMALLEST_DIFFERENCE_BPM = 2;

/**
 * Mean absolute difference from which a run without a mean difference counts as mixed: above the model's own error around a
 * run's mean, which is 6.
 */
const MIXED_BPM = 8;

/** Smallest share of the difference of a stretch that is named ... */
const MOST = 0.7;
/** ... and its largest share of the compared time. */
const LONGEST_STRETCH = 0.6;
/** Largest share of the difference that other parts may cancel; beyond it no stretch is named. */
const MOST_UNDONE = 0.5;

/** Most parts of a run, for ten hours of minutes; longer runs have longer parts. */
const MOST_PARTS = 600;

/** Finds how the measured heart rate of a run differs from the expected one, and where. */
export function findingOf(
  track: Pick<Track, "heartRateBpm" | "stepS">,
  {
    heartRateBpm,
    fromS,
    excluded,
    usualBpm,
  }: Pick<ExpectedHeartRate, "heartRateBpm" | "fromS" | "excluded" | "usualBpm">,
  { settlingS }: Pick<ModelContract, "settlingS">,
): Finding {
  const differencesFrom = (startS: number) =>
    measuredFrom(track.heartRateBpm, track.stepS, startS, excluded).map((bpm, i) => bpm - heartRateBpm[i]);
  const differences = differencesFrom(fromS);
  const compared = comparisonOf(differences);
  const comparedS = knownS(differences, track.stepS);
  if (compared.steps === 0) {
    return {
      kind: "no-heart-rate",
      meanDifferenceBpm: Number.NaN,
      meanAbsoluteDifferenceBpm: Number.NaN,
      comparedS,
      withinUsual: null,
      usualBpm,
      concentration: null,
      isOfSettling: false,
    };
  }
  const { kind, meanDifferenceBpm, meanAbsoluteDifferenceBpm } = compared;
  const settled = differencesFrom(Math.max(fromS, settlingS));
  const isOneSided = kind === "higher" || kind === "lower";
  return {
    kind,
    meanDifferenceBpm,
    meanAbsoluteDifferenceBpm,
    comparedS,
    withinUsual: usualBpm && meanDifferenceBpm >= usualBpm.lowerBpm && meanDifferenceBpm <= usualBpm.upperBpm,
    usualBpm,
    concentration: isOneSided ? concentrationOf(settled, track.stepS, Math.sign(meanDifferenceBpm)) : null,
    isOfSettling: kind !== "as-expected" && comparisonOf(settled).kind === "as-expected",
  };
}

/** Means and kind of differences, which are NaN where nothing is compared; the means are NaN without any. */
function comparisonOf(differences: Float32Array) {
  const known = differences.filter((difference) => !Number.isNaN(difference));
  const meanDifferenceBpm = mean(known);
  const meanAbsoluteDifferenceBpm = meanAbsolute(known);
  return {
    steps: known.length,
    meanDifferenceBpm,
    meanAbsoluteDifferenceBpm,
    kind: kindOf(meanDifferenceBpm, meanAbsoluteDifferenceBpm),
  };
}

function kindOf(meanDifferenceBpm: number, meanAbsoluteDifferenceBpm: number): Finding["kind"] {
  if (Math.abs(meanDifferenceBpm) >= SMALLEST_DIFFERENCE_BPM) return meanDifferenceBpm > 0 ? "higher" : "lower";
  return meanAbsoluteDifferenceBpm < MIXED_BPM ? "as-expected" : "mixed";
}

/**
 * Finds the stretch that best divides the run into two homogeneous parts: of all that begin and end on a minute, the one
 * with the greatest sum of squares between inside and outside (A. Scott and M. Knott, "A Cluster Analysis Method for
 * Grouping Means in the Analysis of Variance", Biometrics 30, 1974). Minutes that differ against the mean's direction count
 * as 0, so that no share exceeds 1. Null where the stretch is too long or has too little of the difference, and where
 * parts of the run cancel each other.
 */
function concentrationOf(differences: Float32Array, stepS: number, direction: number): Concentration | null {
  const { partS, steps, excess, undone } = partsOf(differences, stepS, direction);
  const parts = steps.length - 1;
  const [allSteps, allExcess] = [steps[parts], excess[parts]];
  if (allExcess === 0 || undone > MOST_UNDONE * allExcess) return null;
  let [from, to, greatest] = [0, parts, 0];
  for (let a = 0; a < parts; a++) {
    if (steps[a + 1] === steps[a]) continue;
    for (let b = a + 1; b <= parts; b++) {
      const within = steps[b] - steps[a];
      if (steps[b] === steps[b - 1] || within === allSteps) continue;
      const surplus = excess[b] - excess[a] - (within / allSteps) * allExcess;
      const betweenSquares = surplus > 0 ? surplus ** 2 / (within * (allSteps - within)) : 0;
      if (betweenSquares > greatest) [from, to, greatest] = [a, b, betweenSquares];
    }
  }
  const share = (excess[to] - excess[from]) / allExcess;
  if (share < MOST || steps[to] - steps[from] > LONGEST_STRETCH * allSteps) return null;
  return { fromS: from * partS, toS: Math.min(to * partS, (differences.length - 1) * stepS), share };
}

/**
 * Running sums over parts of whole minutes, entry k before part k: of the compared steps, and of the excess in the given
 * direction of the parts that differ that way as a whole. `undone` is the sum of the other parts.
 */
function partsOf(differences: Float32Array, stepS: number, direction: number) {
  const endS = (differences.length - 1) * stepS;
  const partS = 60 * Math.max(1, Math.ceil(endS / (60 * MOST_PARTS)));
  const parts = Math.floor(endS / partS) + 1;
  const counts = new Float64Array(parts);
  const sums = new Float64Array(parts);
  differences.forEach((difference, i) => {
    if (Number.isNaN(difference)) return;
    const part = Math.floor((i * stepS) / partS);
    counts[part]++;
    sums[part] += direction * difference;
  });
  return {
    partS,
    steps: sumsBefore(counts),
    excess: sumsBefore(sums.map((sum) => Math.max(0, sum))),
    undone: sums.reduce((undone, sum) => undone + Math.max(0, -sum), 0),
  };
}

function sumsBefore(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, k) => {
    sums[k + 1] = sums[k] + value;
  });
  return sums;
}
