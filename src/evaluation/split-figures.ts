import { gradedSpeed } from "../workout/graded-speed.ts";
import { type RunSplit, runSplits, type SplitBy } from "../workout/run-splits.ts";
import { type RunSummary, stepLengthS, stepsCounted, stepsWithin } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import { stretchDeviation } from "./calibration/mean-deviation.ts";
import type { UsualRange } from "./expected-heart-rate.ts";
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
  /** Usual range of the difference over so long a split; null where nothing is compared, or the model states none. */
  usualBpm: UsualRange | null;
  /** Seconds in each zone by the measured heart rate; by the expected one where none was measured. */
  inZonesS: number[];
}

/** Computes the figures of a run's splits; empty where there is nothing to split by. */
export function splitFigures(analysis: Analysis, by: SplitBy): SplitFigures[] {
  const gradedKmh = gradedSpeed(analysis.track);
  const usualOver = usualRanges(analysis);
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
      usualBpm: metrics && usualOver(split),
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

/**
 * Usual range of the mean difference over each of some stretches: that of the whole run's, which the model's file states as
 * measured, as much wider as means over the stretch deviate more than means over the run.
 */
function usualRanges({ track, comparedBpm, expectation }: Analysis): (span: Span) => UsualRange | null {
  if (expectation === null) return () => null;
  const { usualBpm, deviationBpm, noise, fromS } = expectation;
  if (usualBpm === null || deviationBpm === null || noise === null) return () => null;
  const deviationOver = ([from, to]: [number, number]) => {
    const isWithin = (i: number) => i >= from && i < to && i * track.stepS >= fromS;
    const within = comparedBpm.map((bpm, i) => (isWithin(i) ? bpm : Number.NaN));
    return stretchDeviation(deviationBpm, within, track.stepS, noise);
  };
  const runBpm = deviationOver([0, comparedBpm.length]);
  return (span) => {
    const share = deviationOver(stepsWithin(span, track)) / runBpm;
    return { lowerBpm: share * usualBpm.lowerBpm, upperBpm: share * usualBpm.upperBpm };
  };
}
