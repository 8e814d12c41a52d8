import { STANDING_KMH } from "./repair/speed.ts";
import type { Track } from "./workout.ts";

/**
 * Duration, distance, climb and speed of a run: the one definition of each, for page, table, CSV, terminal and link. All
 * of them come from the track's speed and altitude alone, which all of these places hold.
 */
export interface RunSummary {
  /** From the first step to the last. */
  durationS: number;
  /** Time at more than a standing runner's speed. */
  movingS: number;
  distanceKm: number;
  climbM: number;
  /** The distance over the moving time; 0 where there is none. */
  meanSpeedKmh: number;
}

/**
 * A rise counts as climbed once it exceeds this. Trackers use thresholds of 2 to 10 m on altitude as recorded
 * (GoldenCheetah's is 3 m); a track's altitude is a mean over 42 s, which has taken most of the noise away and the tops
 * off short hills. docs/architecture.md compares thresholds with what devices state.
 */
export const CLIMB_THRESHOLD_M = 1;

/**
 * Seconds that a step stands for: the first and the last stand at the ends, and are half as long as the others
 * (the trapezoidal rule), so that the steps of a run add up to its duration.
 */
export function stepLengthS(step: number, steps: number, stepS: number): number {
  return step === 0 || step === steps - 1 ? stepS / 2 : stepS;
}

/** Seconds of a run over which a series is known. */
export function knownS(series: Float32Array, stepS: number): number {
  return series.reduce((sum, value, i) => sum + (Number.isNaN(value) ? 0 : stepLengthS(i, series.length, stepS)), 0);
}

/** Sums up a run, or a stretch of one. */
export function summarise({ speedKmh, altitudeM, stepS }: Pick<Track, "speedKmh" | "altitudeM" | "stepS">): RunSummary {
  const lengthS = (i: number) => stepLengthS(i, speedKmh.length, stepS);
  let movingS = 0;
  let distanceKm = 0;
  speedKmh.forEach((kmh, i) => {
    if (kmh > STANDING_KMH) movingS += lengthS(i);
    distanceKm += (kmh * lengthS(i)) / 3600;
  });
  return {
    durationS: Math.max(0, speedKmh.length - 1) * stepS,
    movingS,
    distanceKm,
    climbM: climb(altitudeM),
    meanSpeedKmh: movingS > 0 ? (distanceKm / movingS) * 3600 : 0,
  };
}

/** Sum of the rises between turning points that differ by more than the threshold. */
function climb(altitudeM: Float32Array): number {
  let total = 0;
  let low = altitudeM[0];
  let high = low;
  for (const metres of altitudeM) {
    if (metres > high) high = metres;
    if (high - metres > CLIMB_THRESHOLD_M || metres < low) {
      if (high - low > CLIMB_THRESHOLD_M) total += high - low;
      low = metres;
      high = metres;
    }
  }
  return high - low > CLIMB_THRESHOLD_M ? total + high - low : total;
}

/** The figures that a run has wherever it is named, NaN where unknown. */
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

/** @param measured of the heart rate that counts; null where there is none. */
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

/** Mean, highest and lowest of a heart rate; null where none is known. */
export function summariseHeartRate(series: Float32Array): HeartRateSummary | null {
  const known = series.filter((bpm) => !Number.isNaN(bpm));
  if (known.length === 0) return null;
  return {
    meanBpm: known.reduce((sum, bpm) => sum + bpm, 0) / known.length,
    maximumBpm: known.reduce((a, b) => Math.max(a, b)),
    minimumBpm: known.reduce((a, b) => Math.min(a, b)),
  };
}
