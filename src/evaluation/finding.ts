import type { IntervalTable } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";

/** A range that a run's mean difference usually lies in, BPM. */
export interface UsualRange {
  lowerBpm: number;
  upperBpm: number;
}

/** What a run comes to: how the measured heart rate differs from the expected one. The words are the page's. */
export interface Finding {
  kind: "no-heart-rate" | "as-expected" | "higher" | "lower";
  /** Mean of measured − predicted; NaN without a heart rate. */
  meanDifferenceBpm: number;
  /** Time over which both are known. */
  comparedS: number;
  /** Whether the mean difference is one that most runs have; null where the model does not say. */
  withinUsual: boolean | null;
  usualBpm: UsualRange | null;
  /** The part of the run that holds most of the difference, in whole minutes; null where it is spread. */
  concentration: Concentration | null;
}

export interface Concentration {
  fromS: number;
  toS: number;
  /** Share of the summed difference that lies in it. */
  share: number;
}

/** A smaller mean difference is none: straps and watches are no truer than that. */
const SMALLEST_DIFFERENCE_BPM = 2;

/** A part is named where it holds at least this share of the difference ... */
const CONCENTRATED_SHARE = 0.65;
/** ... in at most this share of the time. */
const LONGEST_PART = 0.5;

export function findingOf({ track, heartRateBpm }: Prediction, intervals: IntervalTable | null): Finding {
  const differences = track.heartRateBpm.map((bpm, i) => bpm - heartRateBpm[i]);
  const known = differences.filter((difference) => !Number.isNaN(difference));
  const comparedS = known.length * track.stepS;
  const usualBpm = intervals?.runMean ?? null;
  if (known.length === 0) {
    return {
      kind: "no-heart-rate",
      meanDifferenceBpm: Number.NaN,
      comparedS,
      withinUsual: null,
      usualBpm,
      concentration: null,
    };
  }
  const meanDifferenceBpm = known.reduce((sum, difference) => sum + difference, 0) / known.length;
  const isSmall = Math.abs(meanDifferenceBpm) < SMALLEST_DIFFERENCE_BPM;
  return {
    kind: isSmall ? "as-expected" : meanDifferenceBpm > 0 ? "higher" : "lower",
    meanDifferenceBpm,
    comparedS,
    withinUsual: usualBpm && meanDifferenceBpm >= usualBpm.lowerBpm && meanDifferenceBpm <= usualBpm.upperBpm,
    usualBpm,
    concentration: isSmall ? null : concentrationOf(differences, track.stepS),
  };
}

/**
 * The shortest beginning or end of the run, in whole minutes, that holds most of the summed difference.
 * Only differences of the sum's own sign can gather it, so the share may exceed 1.
 */
function concentrationOf(differences: Float32Array, stepS: number): Concentration | null {
  const sums = new Float64Array(differences.length + 1);
  differences.forEach((difference, i) => {
    sums[i + 1] = sums[i] + (Number.isNaN(difference) ? 0 : difference);
  });
  const total = sums[differences.length];
  const endS = (differences.length - 1) * stepS;
  const indexAt = (timeS: number) => Math.min(differences.length, Math.ceil(timeS / stepS));
  for (let lengthS = 60; lengthS <= LONGEST_PART * endS; lengthS += 60) {
    const untilShare = sums[indexAt(lengthS)] / total;
    if (untilShare >= CONCENTRATED_SHARE) return { fromS: 0, toS: lengthS, share: untilShare };
    const fromS = Math.floor((endS - lengthS) / 60) * 60;
    const fromShare = 1 - sums[indexAt(fromS)] / total;
    if (endS - fromS <= LONGEST_PART * endS && fromShare >= CONCENTRATED_SHARE) {
      return { fromS, toS: endS, share: fromShare };
    }
  }
  return null;
}
