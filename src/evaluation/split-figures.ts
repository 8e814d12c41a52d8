import { mean } from "../base/statistics.ts";
import { gradedSpeed } from "../workout/graded-speed.ts";
import { type RunSplit, runSplits, type SplitBy } from "../workout/run-splits.ts";
import { type RunSummary, stepLengthS, stepsCounted, stepsWithin } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import type { ExpectedHeartRate, UsualRange } from "./expected-heart-rate.ts";
import { figuresOf } from "./stretch-figures.ts";

/** Figures of a split. Heart rates are NaN where unknown. */
export interface SplitFigures extends RunSplit {
  summary: RunSummary;
  /** Grade-adjusted speed over the moving time, km/h; NaN where unknown or without moving time. */
  gradedSpeedKmh: number;
  /** Means over the compared seconds; where none are compared, over all of the split's. */
  measuredBpm: number;
  expectedBpm: number;
  /** Mean of measured − expected; NaN where nothing is compared. */
  differenceBpm: number;
  /**
   * Usual range of the difference: the mean interval around the expected heart rate. A mean over minutes leaves it less
   * often than a second does. null where nothing is compared, or the model states no interval.
   */
  usualBpm: UsualRange | null;
  /** Seconds in each zone by the measured heart rate; by the expected one where none was measured. */
  inZonesS: number[];
}

/** Computes the figures of a run's splits; empty where there is nothing to split by. */
export function splitFigures(analysis: Analysis, by: SplitBy): SplitFigures[] {
  const gradedKmh = gradedSpeed(analysis.track);
  return runSplits(analysis.track, by).map((split) => {
    const { summary, measured, measuredInZonesS, expectation } = figuresOf(analysis, split);
    const metrics = expectation?.metrics ?? null;
    return {
      ...split,
      summary,
      gradedSpeedKmh: gradedKmh ? meanOverMoving(gradedKmh, analysis.track.stepS, split, summary) : Number.NaN,
      measuredBpm: metrics?.measuredBpm ?? measured?.meanBpm ?? Number.NaN,
      expectedBpm: metrics?.predictedBpm ?? expectation?.expected?.meanBpm ?? Number.NaN,
      differenceBpm: metrics ? -metrics.bias : Number.NaN,
      usualBpm: metrics && usualOf(analysis, analysis.expectation!, split),
      inZonesS: measuredInZonesS ?? expectation?.inZonesS ?? [],
    };
  });
}

/** Mean over the moving time of a speed by timestep; NaN without moving time. */
function meanOverMoving(speedKmh: Float32Array, stepS: number, span: Span, { movingS }: RunSummary): number {
  const [from, to] = stepsCounted(span, stepS, speedKmh.length);
  let km = 0;
  for (let i = from; i < to; i++) km += (speedKmh[i] * stepLengthS(i, span, stepS)) / 3600;
  return movingS > 0 ? (km / movingS) * 3600 : Number.NaN;
}

/** Mean distance of the interval's bounds from the expected heart rate over a split's compared steps. */
function usualOf(
  { track, comparedBpm }: Analysis,
  { heartRateBpm, interval, fromS }: ExpectedHeartRate,
  split: Span,
): UsualRange | null {
  if (interval === null) return null;
  const [from, to] = stepsWithin(split, track);
  const compared: number[] = [];
  for (let i = from; i < to; i++) if (i * track.stepS >= fromS && !Number.isNaN(comparedBpm[i])) compared.push(i);
  const meanFromExpected = (bound: Float32Array) => mean(compared.map((i) => bound[i] - heartRateBpm[i]));
  return { lowerBpm: meanFromExpected(interval.lowerBpm), upperBpm: meanFromExpected(interval.upperBpm) };
}
