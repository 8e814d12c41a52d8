import { distanceAlong, timeAtKm } from "./distance-along.ts";
import type { Track } from "./workout.ts";

/** Highest values of a run. */
export interface RunBests {
  /** Highest mean heart rate over 30 s, bpm; null where none is measured throughout. */
  heartRateBpm: number | null;
  /** Best effort as a speed over REFERENCE_EFFORT_S; null for a run under the shortest effort looked for. */
  speedKmh: number | null;
}

/** Effort that others are brought to: about a race of 5 km. */
export const REFERENCE_EFFORT_S = 1200;

/** Durations of the races that Riegel's law holds for. */
export const SHORTEST_EFFORT_S = 210;
export const LONGEST_EFFORT_S = 13_800;

/**
 * Exponent of the time that a runner takes, by distance (P. S. Riegel, "Athletic Records and Human Endurance", American
 * Scientist 69, 1981).
 */
const ENDURANCE = 1.06;

/** Speed over REFERENCE_EFFORT_S of somebody who can run a distance in a time, by Riegel's law. */
export function effortKmh(distanceM: number, timeS: number): number {
  return (3.6 * distanceM * (REFERENCE_EFFORT_S / timeS) ** (1 / ENDURANCE - 1)) / timeS;
}

/** Efforts that are looked for in a run: shorter ones are seldom run as fast as one can. */
const EFFORTS_S = [600, 1200, 1800, 3600];

const HEART_RATE_S = 30;

/** Finds the highest heart rate and the best effort of a run. */
export function bestsOf({
  stepS,
  speedKmh,
  heartRateBpm,
}: Pick<Track, "stepS" | "speedKmh" | "heartRateBpm">): RunBests {
  const efforts = EFFORTS_S.flatMap((timeS) => {
    const highest = highestMean(speedKmh, timeS / stepS);
    return highest === null ? [] : effortKmh((highest / 3.6) * timeS, timeS);
  });
  return {
    heartRateBpm: highestMean(heartRateBpm, HEART_RATE_S / stepS),
    speedKmh: efforts.length > 0 ? Math.max(...efforts) : null,
  };
}

/** Highest mean over so many neighbouring steps, rounded and at least one, that are all known; null where there are none. */
function highestMean(series: Float32Array, steps: number): number | null {
  const length = Math.max(1, Math.round(steps));
  let highest: number | null = null;
  let sum = 0;
  let known = 0;
  for (let i = 0; i < series.length; i++) {
    if (Number.isNaN(series[i])) {
      sum = 0;
      known = 0;
      continue;
    }
    sum += series[i];
    if (++known > length) sum -= series[i - length];
    if (known >= length && sum / length > (highest ?? Number.NEGATIVE_INFINITY)) highest = sum / length;
  }
  return highest;
}

/** Distances of races, in metres, over which a runner's best is looked for. */
const RACES_M = [5000, 10_000, 21_097.5, 42_195];

/** A distance, and the time that a runner took for it, pauses included. */
export interface Effort {
  distanceM: number;
  timeS: number;
}

/** Finds the best of a run's fastest times over the distances of races, by Riegel's law; null where it is shorter than all. */
export function bestRaceOf({ speedKmh, stepS }: Pick<Track, "speedKmh" | "stepS">): Effort | null {
  const along = distanceAlong({ speedKmh, stepS });
  const wholeKm = along.km[along.km.length - 1];
  let best: Effort | null = null;
  for (const distanceM of RACES_M.filter((metres) => metres <= 1000 * wholeKm)) {
    let timeS = Number.POSITIVE_INFINITY;
    for (let i = 0; along.km[i] + distanceM / 1000 <= wholeKm; i++) {
      timeS = Math.min(timeS, timeAtKm(along, along.km[i] + distanceM / 1000) - along.timeS[i]);
    }
    const isLong = timeS >= SHORTEST_EFFORT_S && timeS <= LONGEST_EFFORT_S;
    if (isLong && (best === null || effortKmh(distanceM, timeS) > effortKmh(best.distanceM, best.timeS))) {
      best = { distanceM, timeS };
    }
  }
  return best;
}
