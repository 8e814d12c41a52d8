import { type Deviation, deviationsOf } from "../evaluation/deviations.ts";
import {
  type CalibrationSources,
  type ExpectedHeartRate,
  expectedHeartRate,
} from "../evaluation/expected-heart-rate.ts";
import { type Finding, findingOf } from "../evaluation/finding.ts";
import { compare, type Metrics, measuredFrom } from "../evaluation/metrics.ts";
import { timeInZonesS, type Zone, zonesOf } from "../evaluation/zones.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import type { QualityFlag } from "../workout/quality/quality-flags.ts";
import { type HeartRateSummary, type RunSummary, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { Repair, Span, Track } from "../workout/workout.ts";

/** Everything that the page says of one run, ready to be drawn. */
export interface Analysis {
  track: Track;
  durationS: number;
  /** The measured heart rate without the stretches that a person left out. */
  comparedBpm: Float32Array;
  summary: RunSummary;
  measured: HeartRateSummary | null;
  zones: Zone[];
  /** Seconds in each zone by the measured heart rate; null where there is none. */
  measuredInZonesS: number[] | null;
  /** What a model expected; null until it has. */
  expectation: Expectation | null;
}

export interface Expectation extends ExpectedHeartRate {
  /** Of the seconds in which heart rate was measured, if it was, so that both are of the same time. */
  expected: HeartRateSummary | null;
  /** Seconds in each zone, of the same time. */
  inZonesS: number[];
  /** Of what was measured from `fromS` on; null where there is nothing to compare with. */
  metrics: Metrics | null;
  finding: Finding;
  /** Where the measured heart rate leaves the interval for a minute or longer, left out or not: so it can be put back. */
  deviations: Deviation[];
  /** Until then the model settles: see model/settling.ts. */
  settlingS: number;
  repairs: Repair[];
  flags: QualityFlag[];
}

/**
 * @param prediction null while there is only the run, as a link brings it.
 * @param contract of the model that predicted it; null where there is none.
 * @param leftOut stretches whose heart rate counts in no figure and teaches nothing
 */
export function analyse(
  track: Track,
  prediction: Prediction | null,
  contract: ModelContract | null,
  maximumHeartRateBpm: number,
  sources: CalibrationSources,
  leftOut: readonly Span[] = [],
): Analysis {
  const zones = zonesOf(maximumHeartRateBpm);
  const comparedBpm = measuredFrom(track.heartRateBpm, track.stepS, 0, leftOut);
  const measured = summariseHeartRate(comparedBpm);
  return {
    track,
    durationS: (track.speedKmh.length - 1) * track.stepS,
    comparedBpm,
    summary: summarise(track),
    measured,
    zones,
    measuredInZonesS: measured && timeInZonesS(comparedBpm, track.stepS, zones),
    expectation: prediction && contract && expectationOf({ ...prediction, leftOut }, contract, zones, sources),
  };
}

function expectationOf(
  prediction: Prediction & { leftOut: readonly Span[] },
  contract: ModelContract,
  zones: Zone[],
  sources: CalibrationSources,
): Expectation {
  const { track, leftOut, repairs, flags } = prediction;
  const expected = expectedHeartRate(prediction, contract, sources);
  const { heartRateBpm, interval, fromS } = expected;
  const measuredBpm = measuredFrom(track.heartRateBpm, track.stepS, 0, leftOut);
  const isMeasured = summariseHeartRate(measuredBpm) !== null;
  const comparable = isMeasured ? whereMeasured(heartRateBpm, measuredBpm) : heartRateBpm;
  return {
    ...expected,
    expected: summariseHeartRate(comparable),
    inZonesS: timeInZonesS(comparable, track.stepS, zones),
    metrics: compare(heartRateBpm, measuredFrom(track.heartRateBpm, track.stepS, fromS, leftOut), interval),
    finding: findingOf(track, expected, contract),
    deviations: deviationsOf(track, { ...expected, leftOut: [] }, contract),
    settlingS: contract.settlingS,
    repairs,
    flags,
  };
}

const differences = new WeakMap<Prediction, { leftOut: readonly Span[]; differenceBpm: number | null }>();

/**
 * Mean of measured − the model's own prediction over a run, BPM, whatever else is looked at; null without a heart rate
 * besides what was left out. Lists ask for it again and again.
 */
export function meanDifferenceBpm(prediction: Prediction, leftOut: readonly Span[]): number | null {
  const known = differences.get(prediction);
  if (known?.leftOut === leftOut) return known.differenceBpm;
  const { heartRateBpm, stepS } = prediction.track;
  const metrics = compare(prediction.heartRateBpm, measuredFrom(heartRateBpm, stepS, 0, leftOut), null);
  const differenceBpm = metrics && -metrics.bias;
  differences.set(prediction, { leftOut, differenceBpm });
  return differenceBpm;
}

/** What the readout says of a stretch of a run: means, and the climb. */
export interface StretchSummary {
  measuredBpm: number | null;
  /** Where heart rate was measured, if it was in this stretch: the two means shall differ by their difference alone. */
  expectedBpm: number | null;
  /** Whether heart rate counts over a part of the stretch alone: it is missing, or left out, over the rest. */
  isPartial: boolean;
  speedKmh: number;
  climbM: number;
}

export function summariseStretch({ track, comparedBpm, expectation }: Analysis, span: Span): StretchSummary {
  const from = Math.ceil(span.startS / track.stepS);
  const to = Math.floor(span.endS / track.stepS) + 1;
  const cut = (series: Float32Array) => series.subarray(from, to);
  const heartRateBpm = cut(comparedBpm);
  const measuredBpm = summariseHeartRate(heartRateBpm)?.meanBpm ?? null;
  const expected = expectation && cut(expectation.heartRateBpm);
  const comparable = expected && (measuredBpm === null ? expected : whereMeasured(expected, heartRateBpm));
  const { meanSpeedKmh, climbM } = summarise({
    stepS: track.stepS,
    speedKmh: cut(track.speedKmh),
    altitudeM: cut(track.altitudeM),
  });
  return {
    measuredBpm,
    expectedBpm: comparable && (summariseHeartRate(comparable)?.meanBpm ?? null),
    isPartial: measuredBpm !== null && heartRateBpm.some(Number.isNaN),
    speedKmh: meanSpeedKmh,
    climbM,
  };
}

function whereMeasured(expected: Float32Array, measured: Float32Array): Float32Array {
  return expected.map((bpm, i) => (Number.isNaN(measured[i]) ? Number.NaN : bpm));
}
