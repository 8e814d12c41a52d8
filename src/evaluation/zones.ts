import { stepLengthS, stepsCounted, wholeRun } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";

/** Default maximum heart rate: near the mean of runners in their late twenties by 208 − 0.7 × age (Tanaka et al., 2001). Zones need the runner's own. */
export const DEFAULT_MAXIMUM_BPM = 190;

/** A range of heart rates, from `fromBpm` up to, but not including, `toBpm`. */
export interface Zone {
  name: string;
  fromBpm: number;
  toBpm: number;
}

/** Shares of the maximum heart rate at which the five usual zones begin. */
const ZONE_STARTS = [0.5, 0.6, 0.7, 0.8, 0.9];

/** Divides heart rates into zones of a maximum: one below 50 % of it, then five from 50, 60, 70, 80 and 90 % on. */
export function zonesOf(maximumHeartRateBpm: number): Zone[] {
  const starts = [0, ...ZONE_STARTS.map((share) => Math.round(share * maximumHeartRateBpm))];
  return starts.map((fromBpm, i) => ({
    name: i === 0 ? "Below zone 1" : `Zone ${i}`,
    fromBpm,
    toBpm: starts[i + 1] ?? Number.POSITIVE_INFINITY,
  }));
}

/** Seconds of a run, or of a stretch of it, spent in each zone; a step without a heart rate counts in none. */
export function timeInZonesS(
  heartRateBpm: Float32Array,
  stepS: number,
  zones: Zone[],
  span: Span = wholeRun(heartRateBpm.length, stepS),
): number[] {
  const times = zones.map(() => 0);
  const [from, to] = stepsCounted(span, stepS, heartRateBpm.length);
  for (let i = from; i < to; i++) {
    const bpm = heartRateBpm[i];
    const zone = zones.findIndex(({ fromBpm, toBpm }) => bpm >= fromBpm && bpm < toBpm);
    if (zone >= 0) times[zone] += stepLengthS(i, span, stepS);
  }
  return times;
}
