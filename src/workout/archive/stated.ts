import { NO_FACTS } from "../recording-facts.ts";
import type { Gender, RunnerHeartRates, Workout } from "../workout.ts";

/** Facts of run and runner that an export states outside of the run's own file. */
export interface Stated {
  /** 0.5 where it is not stated. */
  gender: Gender;
  runnerHeartRates: RunnerHeartRates;
  /** null where they are not stated. */
  zoneStartsBpm: readonly number[] | null;
  /** Device that recorded the run; null where it is not stated. */
  device: string | null;
  /** Offset of local time from UTC at the start, in seconds; null where it is not stated. */
  utcOffsetS: number | null;
}

/** Facts of an export that states none. */
export const NOTHING_STATED: Stated = {
  gender: 0.5,
  runnerHeartRates: NO_FACTS.runnerHeartRates,
  zoneStartsBpm: null,
  device: null,
  utcOffsetS: null,
};

/**
 * Adds an export's facts to a run. Facts in the run's own file are preferred, as the export's are of the day of the
 * export; except the device, which a file written by the export itself may lack.
 */
export function withStated(workout: Workout, stated: Stated): Workout {
  const { startedAt, runnerHeartRates: own } = workout;
  const { maximumBpm, restingBpm, thresholdBpm } = stated.runnerHeartRates;
  return {
    ...workout,
    gender: workout.gender === 0.5 ? stated.gender : workout.gender,
    device: stated.device ?? workout.device,
    startedAt: startedAt && { ...startedAt, utcOffsetS: startedAt.utcOffsetS ?? stated.utcOffsetS },
    runnerHeartRates: {
      maximumBpm: own.maximumBpm ?? maximumBpm,
      restingBpm: own.restingBpm ?? restingBpm,
      thresholdBpm: own.thresholdBpm ?? thresholdBpm,
    },
    zoneStartsBpm: workout.zoneStartsBpm ?? stated.zoneStartsBpm,
  };
}
