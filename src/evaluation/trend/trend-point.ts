import { mean } from "../../base/statistics.ts";
import type { NoisePrior } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { HeartRateSensor, Span, StartedAt } from "../../workout/workout.ts";
import { meanDeviation } from "../calibration/mean-deviation.ts";
import { listedFigures } from "../listed-figures.ts";
import { measuredFrom } from "../metrics.ts";

/** A run as a trend sees it. */
export interface TrendPoint {
  name: string;
  startedAt: StartedAt | null;
  sport: string | null;
  sensor: HeartRateSensor | null;
  durationS: number;
  distanceKm: number;
  meanSpeedKmh: number;
  /** Mean over the run; NaN where it is not recorded. */
  temperatureC: number;
  /** Mean of measured − expected by the model without calibration. */
  differenceBpm: number;
  /** Standard deviation of that mean by the wandering within the run. */
  deviationBpm: number;
}

/**
 * Makes the point of a predicted run; null where it has no heart rate.
 * @param excluded stretches whose heart rate does not count
 */
export function trendPoint(
  name: string,
  prediction: Prediction,
  excluded: readonly Span[],
  noise: NoisePrior,
): TrendPoint | null {
  const { track } = prediction;
  const { durationS, distanceKm, meanSpeedKmh, differenceBpm } = listedFigures(prediction, excluded);
  if (Number.isNaN(differenceBpm)) return null;
  return {
    name,
    startedAt: track.startedAt,
    sport: track.sport,
    sensor: track.sensor,
    durationS,
    distanceKm,
    meanSpeedKmh,
    temperatureC: mean(track.temperatureC.filter((celsius) => !Number.isNaN(celsius))),
    differenceBpm,
    deviationBpm: meanDeviation(measuredFrom(track.heartRateBpm, track.stepS, 0, excluded), track.stepS, noise),
  };
}
