import { mean } from "../base/statistics.ts";
import type { Prediction } from "../model/prediction.ts";
import { type RunFigures, runFigures, summarise, summariseHeartRate } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import { compare, measuredFrom } from "./metrics.ts";

/** Figures of a whole run in lists of runs; NaN where unknown. */
export interface ListedFigures extends RunFigures {
  /** Mean of the model's uncalibrated prediction over the measured seconds; over the whole run where none was measured. */
  expectedBpm: number;
  /** Mean of measured − expected. */
  differenceBpm: number;
}

const listed = new WeakMap<Prediction, { excluded: readonly Span[]; figures: ListedFigures }>();

/**
 * Returns a run's figures by the model's uncalibrated prediction. They are kept as long as the prediction, as lists ask for
 * them often.
 * @param excluded stretches whose heart rate counts in no figure
 */
export function listedFigures(prediction: Prediction, excluded: readonly Span[]): ListedFigures {
  const before = listed.get(prediction);
  if (before?.excluded === excluded) return before.figures;
  const figures = computeFigures(prediction, excluded);
  listed.set(prediction, { excluded, figures });
  return figures;
}

function computeFigures({ track, heartRateBpm }: Prediction, excluded: readonly Span[]): ListedFigures {
  const measuredBpm = measuredFrom(track.heartRateBpm, track.stepS, 0, excluded);
  const metrics = compare(heartRateBpm, measuredBpm, null);
  return {
    ...runFigures(summarise(track), summariseHeartRate(measuredBpm)),
    expectedBpm: metrics === null ? mean(heartRateBpm) : metrics.predictedBpm,
    differenceBpm: metrics === null ? Number.NaN : metrics.measuredBpm - metrics.predictedBpm,
  };
}
