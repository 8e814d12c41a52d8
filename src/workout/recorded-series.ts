import { runClock } from "./repair/time.ts";
import type { Workout } from "./workout.ts";

/** Series as a file recorded them, on the clock of the repaired run: of one length, NaN where missing. */
export interface RecordedSeries {
  /** Rising; may repeat. */
  timeS: Float64Array;
  /** Speed as the device stated it; NaN throughout where it stated none. */
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
}

/**
 * A run's series before any repair but the order of its points: faults and all.
 * @param timestepS what an entry of a run that counts timesteps stands for
 * @throws PredictorError `no-time` where no point has a time.
 */
export function recordedSeries(workout: Workout, timestepS: number): RecordedSeries {
  const { timeS, speedKmh, altitudeM, heartRateBpm } = workout;
  if (workout.sampling === "timesteps") {
    return { timeS: speedKmh.map((_, i) => i * timestepS), speedKmh, altitudeM, heartRateBpm };
  }
  const { kept, startS } = runClock(timeS);
  const inOrder = (values: Float64Array) => Float64Array.from(kept, (index) => values[index]);
  return {
    timeS: Float64Array.from(kept, (index) => timeS[index] - startS),
    speedKmh: inOrder(speedKmh),
    altitudeM: inOrder(altitudeM),
    heartRateBpm: inOrder(heartRateBpm),
  };
}
