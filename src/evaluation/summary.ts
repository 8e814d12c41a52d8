import { STANDING_KMH } from "../workout/repair/speed.ts";
import type { Track } from "../workout/workout.ts";

export interface RunSummary {
  durationS: number;
  /** Time at more than a standing runner's speed. */
  movingS: number;
  distanceKm: number;
  climbM: number;
  /** Over the moving time. */
  meanSpeedKmh: number;
}

/** A rise counts as climbed once it exceeds this: what barometers and GPS wander is less. */
const CLIMB_THRESHOLD_M = 3;

/** What a run was, from its track. */
export function summarise({ speedKmh, altitudeM, stepS }: Track): RunSummary {
  // The first and the last step stand at the ends and are half as long as the others: the trapezoidal rule.
  const lengthS = (i: number) => (i === 0 || i === speedKmh.length - 1 ? stepS / 2 : stepS);
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
