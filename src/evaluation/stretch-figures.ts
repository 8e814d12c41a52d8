import {
  type HeartRateSummary,
  type RunSummary,
  rangesOf,
  stepsCounted,
  stepsWithin,
  summarise,
  summariseHeartRate,
  type TrackRanges,
} from "../workout/summary.ts";
import type { Span, Track } from "../workout/workout.ts";
import type { ExpectedHeartRate } from "./expected-heart-rate.ts";
import { Comparison, type Metrics } from "./metrics.ts";
import { timeInZonesS, type Zone } from "./zones.ts";

/** Figures of a run, or of a stretch of it. */
export interface StretchFigures {
  summary: RunSummary;
  ranges: TrackRanges;
  measured: HeartRateSummary | null;
  /** Whether the heart rate is missing or excluded in a part of the stretch. */
  isPartial: boolean;
  /** Seconds in each zone by the measured heart rate; null where there is none. */
  measuredInZonesS: number[] | null;
  /** null until a model has predicted the run. */
  expectation: ExpectedFigures | null;
}

export interface ExpectedFigures {
  /** Expected heart rate over the measured seconds, so that both are of the same time; over all where none was measured. */
  expected: HeartRateSummary | null;
  /** Seconds in each zone by the expected heart rate, over the same time. */
  inZonesS: number[];
  /** Errors from `fromS` on; null without measurements. */
  metrics: Metrics | null;
}

/** The parts of a run from which its figures are computed. */
interface Measured {
  track: Track;
  /** Measured heart rate without the excluded stretches. */
  comparedBpm: Float32Array;
  zones: readonly Zone[];
}

/** Computes the figures of a stretch: heart rates over the steps within it, distance, climb and time from end to end. */
export function figuresOf(run: Measured & { expectation: ExpectedHeartRate | null }, span: Span): StretchFigures {
  const { expectation } = run;
  return { ...measuredFigures(run, span), expectation: expectation && expectedFigures(run, expectation, span) };
}

export function measuredFigures(
  { track, comparedBpm, zones }: Measured,
  span: Span,
): Omit<StretchFigures, "expectation"> {
  const measuredBpm = comparedBpm.subarray(...stepsWithin(span, track));
  const measured = summariseHeartRate(measuredBpm);
  return {
    summary: summarise(track, span),
    ranges: rangesOf(track, span),
    measured,
    isPartial: measured !== null && measuredBpm.some(Number.isNaN),
    measuredInZonesS: measured && timeInZonesS(comparedBpm, track.stepS, zones, span),
  };
}

export function expectedFigures(
  { track, comparedBpm, zones }: Measured,
  { heartRateBpm, interval, fromS }: ExpectedHeartRate,
  span: Span,
): ExpectedFigures {
  const { stepS } = track;
  const [from, to] = stepsWithin(span, track);
  const isMeasured = comparedBpm.subarray(from, to).some((bpm) => !Number.isNaN(bpm));
  const comparableBpm = isMeasured
    ? whereMeasured(heartRateBpm, comparedBpm, stepsCounted(span, stepS, comparedBpm.length))
    : heartRateBpm;
  const comparison = new Comparison(heartRateBpm, comparedBpm, interval);
  const [comparedFrom] = stepsCompared({ fromS }, track, span);
  for (let step = comparedFrom; step < to; step++) comparison.add(step);
  return {
    expected: summariseHeartRate(comparableBpm.subarray(from, to)),
    inZonesS: timeInZonesS(comparableBpm, stepS, zones, span),
    metrics: comparison.metrics(),
  };
}

/** Steps of a stretch whose errors count, from the first up to but without the last; those before `fromS` do not. */
export function stepsCompared(
  { fromS }: Pick<ExpectedHeartRate, "fromS">,
  track: Track,
  span: Span,
): [from: number, to: number] {
  const [from, to] = stepsWithin(span, track);
  return [Math.max(from, Math.ceil(fromS / track.stepS)), to];
}

/** Expected heart rate where it is measured, within a range of steps; NaN elsewhere. */
function whereMeasured(expected: Float32Array, measured: Float32Array, [from, to]: [number, number]): Float32Array {
  const series = new Float32Array(expected.length).fill(Number.NaN);
  for (let i = from; i < to; i++) if (!Number.isNaN(measured[i])) series[i] = expected[i];
  return series;
}
