import { PredictorError } from "../base/error.ts";
import { gridRun } from "../model/prepare.ts";
import { bundledRecipe } from "../model/recipes.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { NO_FIGURES, type RunFigures, runFigures, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { HubRow } from "./hub-row.ts";

/** A row's figures as its statistics columns state them: by other definitions than those of a run's own page. */
export function statedFigures({
  duration_min,
  speed_mean,
  altitude_gain,
  hr_mean,
  hr_max,
}: Pick<HubRow, "duration_min" | "speed_mean" | "altitude_gain" | "hr_mean" | "hr_max">): RunFigures {
  const durationS = 60 * (duration_min ?? Number.NaN);
  const meanSpeedKmh = speed_mean ?? Number.NaN;
  return {
    durationS,
    // No column states it.
    distanceKm: (meanSpeedKmh * durationS) / 3600,
    climbM: altitude_gain ?? Number.NaN,
    meanSpeedKmh,
    meanBpm: hr_mean ?? Number.NaN,
    maximumBpm: hr_max ?? Number.NaN,
  };
}

/** A row's figures as a run's own page shows them, from its series; none where it is no run. */
export function computedFigures(row: Parameters<typeof workoutOfHubRow>[0]): RunFigures {
  try {
    const { track } = gridRun(workoutOfHubRow(row, ""), bundledRecipe);
    return runFigures(summarise(track), summariseHeartRate(track.heartRateBpm));
  } catch (error) {
    if (error instanceof PredictorError) return NO_FIGURES;
    throw error;
  }
}
