import { NO_FACTS } from "../recording-facts.ts";
import type { Gender, RunnerHeartRates, Workout } from "../workout.ts";

/** Facts of a runner, and of a run, that an export states beside the run's own file. */
export interface Stated {
  /** 0.5 where it does not say. */
  gender: Gender;
  runnerHeartRates: RunnerHeartRates;
  /** Device that recorded the run; null where it is not stated. */
  device: string | null;
  /** Seconds that clocks were ahead of UTC where the run started; null where it does not say. */
  utcOffsetS: number | null;
}

/** An export that says nothing. */
export const NOTHING_STATED: Stated = {
  gender: 0.5,
  runnerHeartRates: NO_FACTS.runnerHeartRates,
  device: null,
  utcOffsetS: null,
};

/**
 * A run with what the export says of it. What a watch wrote into the file as it recorded counts before the export's,
 * which is of the day on which it was made; but the device, which may be missing from a file that the export made itself.
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
  };
}
