import { stepsWithin } from "../workout/summary.ts";
import type { Span } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import type { ExpectedHeartRate } from "./expected-heart-rate.ts";
import { Comparison, type Metrics } from "./metrics.ts";

/** Two models' expectations of one run, over the same seconds: those before which neither was fitted. */
export interface TwoModels {
  /** Errors of each; null without a measured heart rate. */
  chosen: Metrics | null;
  second: Metrics | null;
  /** Mean distance between the two lines, bpm. */
  apartBpm: number;
  /** Mean of second − chosen, bpm. */
  higherBpm: number;
}

/**
 * Compares two models over a stretch of a run; null where one of them was fitted by all of it.
 * @param second the second model's expectation, on the same timesteps
 */
export function compareModels(
  { track, comparedBpm }: Pick<Analysis, "track" | "comparedBpm">,
  chosen: Pick<ExpectedHeartRate, "heartRateBpm" | "interval" | "fromS">,
  second: Pick<ExpectedHeartRate, "heartRateBpm" | "interval" | "fromS">,
  span: Span,
): TwoModels | null {
  const [first, to] = stepsWithin(span, track);
  const from = Math.max(first, Math.ceil(Math.max(chosen.fromS, second.fromS) / track.stepS));
  if (from >= to) return null;
  const errors = [chosen, second].map(({ heartRateBpm, interval }) => {
    const comparison = new Comparison(heartRateBpm, comparedBpm, interval);
    for (let step = from; step < to; step++) comparison.add(step);
    return comparison.metrics();
  });
  let [apart, higher] = [0, 0];
  for (let step = from; step < to; step++) {
    const difference = second.heartRateBpm[step] - chosen.heartRateBpm[step];
    apart += Math.abs(difference);
    higher += difference;
  }
  return { chosen: errors[0], second: errors[1], apartBpm: apart / (to - from), higherBpm: higher / (to - from) };
}
