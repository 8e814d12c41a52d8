import { runClock } from "./repair/time.ts";
import type { Workout } from "./workout.ts";

/** Series as recorded, on the clock of the repaired run; all of one length, NaN where missing. */
export interface RecordedSeries {
  /** Rising; may repeat. */
  timeS: Float64Array;
  /** Speed as the device stated it; NaN throughout where it stated none. */
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
}

/**
 * Returns a run's series with all faults; only the points' order is repaired.
 * @param timestepS seconds per entry of a run that is recorded in timesteps
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
