import { mean } from "../base/statistics.ts";
import { STANDING_KMH } from "./standing.ts";
import type { Span, Track } from "./workout.ts";

/**
 * Duration, distance, climb and speed of a run. Page, table, CSV, terminal and link all use these definitions, which need
 * only the track's speed and altitude.
 */
export interface RunSummary {
  /** Time from the first step to the last. */
  durationS: number;
  /** Time above STANDING_KMH. */
  movingS: number;
  distanceKm: number;
  /** NaN where the altitude is unknown. */
  climbM: number;
  /** Distance divided by moving time; 0 without any. */
  meanSpeedKmh: number;
}

/**
 * Smallest rise that counts as climb. Trackers use thresholds of 2 to 10 m on altitude as recorded (GoldenCheetah's is
 * 3 m); a track's altitude is a mean over 42 s, which has removed most of the noise and the tops of short hills. docs/architecture.md compares thresholds with what devices state.
 */
export const CLIMB_THRESHOLD_M = 1;

/** Span from a run's first step to its last. */
export function wholeRun(steps: number, stepS: number): Span {
  return { startS: 0, endS: Math.max(0, steps - 1) * stepS };
}

/** Range of the steps within a span; `to` is exclusive. */
export function stepsWithin(
  { startS, endS }: Span,
  { stepS, speedKmh: { length } }: Pick<Track, "stepS" | "speedKmh">,
): [from: number, to: number] {
  // A step at either end is within the span despite rounding errors.
  const from = Math.max(0, Math.ceil(startS / stepS - 1e-9));
  return [from, Math.max(from, Math.min(length, Math.floor(endS / stepS + 1e-9) + 1))];
}

/**
 * Seconds of a span for which a step counts: half a step to either side, cut at the span's ends, so that the steps add up
 * to its duration. Over a run this is the trapezoidal rule.
 */
export function stepLengthS(step: number, { startS, endS }: Span, stepS: number): number {
  return Math.max(0, Math.min(endS, (step + 0.5) * stepS) - Math.max(startS, (step - 0.5) * stepS));
}

/** Range of the steps that count for some time of a span, see stepLengthS; `to` is exclusive. */
export function stepsCounted({ startS, endS }: Span, stepS: number, length: number): [from: number, to: number] {
  return [Math.max(0, Math.floor(startS / stepS - 0.5)), Math.min(length, Math.ceil(endS / stepS + 0.5) + 1)];
}

/** Seconds of a run, or of a span of it, in which a series is known. */
export function knownS(series: Float32Array, stepS: number, span: Span = wholeRun(series.length, stepS)): number {
  return series.reduce((sum, value, i) => sum + (Number.isNaN(value) ? 0 : stepLengthS(i, span, stepS)), 0);
}

/**
 * Computes the summary of a run, or of a span of it. Durations, distances and climbs of spans that follow one another add
 * up to those of the whole.
 */
export function summarise(
  track: Pick<Track, "speedKmh" | "altitudeM" | "stepS">,
  span: Span = wholeRun(track.speedKmh.length, track.stepS),
): RunSummary {
  const { speedKmh, stepS } = track;
  let movingS = 0;
  let distanceKm = 0;
  const [from, to] = stepsCounted(span, stepS, speedKmh.length);
  for (let i = from; i < to; i++) {
    const lengthS = stepLengthS(i, span, stepS);
    if (speedKmh[i] > STANDING_KMH) movingS += lengthS;
    distanceKm += (speedKmh[i] * lengthS) / 3600;
  }
  return {
    durationS: span.endS - span.startS,
    movingS,
    distanceKm,
    climbM: isAltitudeKnown(track) ? climbWithin(track, span) : Number.NaN,
    meanSpeedKmh: movingS > 0 ? (distanceKm / movingS) * 3600 : 0,
  };
}

/** Lowest, mean and highest value of a series. */
export interface ValueRange {
  lowest: number;
  mean: number;
  highest: number;
}

/** Ranges of speed (standing included) and altitude over the steps of a span; NaN where it has no step. */
export interface TrackRanges {
  speedKmh: ValueRange;
  altitudeM: ValueRange;
}

export function rangesOf(track: Pick<Track, "speedKmh" | "altitudeM" | "stepS">, span: Span): TrackRanges {
  const [from, to] = stepsWithin(span, track);
  return {
    speedKmh: rangeOf(track.speedKmh.subarray(from, to)),
    altitudeM: rangeOf(track.altitudeM.subarray(from, to)),
  };
}

function rangeOf(values: Float32Array): ValueRange {
  if (values.length === 0) return { lowest: Number.NaN, mean: Number.NaN, highest: Number.NaN };
  let [lowest, highest] = [values[0], values[0]];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, mean: mean(values), highest };
}

/** Whether a track's altitude is known: an unknown one is constant, which no recorded one is. */
export function isAltitudeKnown({ altitudeM }: Pick<Track, "altitudeM">): boolean {
  return altitudeM.some((metres) => metres !== altitudeM[0]);
}

/** Climbs by their altitude, which never changes: a long run asks for its own once a split. */
const climbs = new WeakMap<Float32Array, Float64Array>();

/**
 * Climb of a run up to each step: the sum of the rises between turning points that differ by more than the threshold. A
 * rise counts from where it exceeds the threshold, so that the climbs of a run's parts add up to the run's.
 */
export function climbAlong({ altitudeM }: Pick<Track, "altitudeM">): Float64Array {
  const known = climbs.get(altitudeM);
  if (known) return known;
  const upTo = new Float64Array(altitudeM.length);
  let total = 0;
  let low = altitudeM[0];
  let high = low;
  altitudeM.forEach((metres, i) => {
    if (metres > high) high = metres;
    if (high - metres > CLIMB_THRESHOLD_M || metres < low) {
      if (high - low > CLIMB_THRESHOLD_M) total += high - low;
      low = metres;
      high = metres;
    }
    upTo[i] = high - low > CLIMB_THRESHOLD_M ? total + high - low : total;
  });
  climbs.set(altitudeM, upTo);
  return upTo;
}

function climbWithin(track: Pick<Track, "altitudeM" | "stepS">, { startS, endS }: Span): number {
  const along = climbAlong(track);
  return climbAt(along, endS, track.stepS) - climbAt(along, startS, track.stepS);
}

/** Climb up to a moment, between steps on the line from one to the next. */
function climbAt(along: Float64Array, momentS: number, stepS: number): number {
  const step = Math.min(along.length - 1, Math.max(0, momentS / stepS));
  const before = Math.floor(step);
  const after = Math.min(along.length - 1, before + 1);
  return along[before] + (step - before) * (along[after] - along[before]);
}

/** Figures of a run in lists, NaN where unknown. */
export interface RunFigures extends Omit<RunSummary, "movingS"> {
  meanBpm: number;
  maximumBpm: number;
}

export const NO_FIGURES: RunFigures = {
  durationS: Number.NaN,
  distanceKm: Number.NaN,
  climbM: Number.NaN,
  meanSpeedKmh: Number.NaN,
  meanBpm: Number.NaN,
  maximumBpm: Number.NaN,
};

/** @param measured summary of the measured heart rate; null where there is none */
export function runFigures(
  { durationS, distanceKm, climbM, meanSpeedKmh }: RunSummary,
  measured: HeartRateSummary | null,
): RunFigures {
  const { meanBpm, maximumBpm } = measured ?? NO_FIGURES;
  return { durationS, distanceKm, climbM, meanSpeedKmh, meanBpm, maximumBpm };
}

export interface HeartRateSummary {
  meanBpm: number;
  maximumBpm: number;
  minimumBpm: number;
}

/** Mean, highest and lowest heart rate; null where none is known. */
export function summariseHeartRate(series: Float32Array): HeartRateSummary | null {
  const known = series.filter((bpm) => !Number.isNaN(bpm));
  if (known.length === 0) return null;
  return {
    meanBpm: mean(known),
    maximumBpm: known.reduce((a, b) => Math.max(a, b)),
    minimumBpm: known.reduce((a, b) => Math.min(a, b)),
  };
}
