import type { Span } from "../workout/workout.ts";
import type { Analysis } from "./analysis.ts";
import { Comparison } from "./metrics.ts";
import { stepsCompared } from "./stretch-figures.ts";

/** Errors of a stretch from its start up to each step of the run, one entry a step; NaN as long as nothing is compared. */
export interface RunningFigures {
  /** Means of the steps compared, bpm. */
  measuredBpm: Float64Array;
  expectedBpm: Float64Array;
  /** Mean absolute error, bpm. */
  typicalGapBpm: Float64Array;
  /** Share of the steps that the interval covers, 0 to 1; null without an interval. */
  coverage: Float64Array | null;
}

/** Computes the errors of a stretch as they stand at each of its steps; at its last one they are the stretch's own. */
export function runningFigures(
  { track, comparedBpm, expectation }: Pick<Analysis, "track" | "comparedBpm" | "expectation">,
  span: Span,
): RunningFigures {
  const unknown = () => new Float64Array(comparedBpm.length).fill(Number.NaN);
  const figures = {
    measuredBpm: unknown(),
    expectedBpm: unknown(),
    typicalGapBpm: unknown(),
    coverage: expectation?.interval ? unknown() : null,
  };
  if (expectation === null) return figures;
  const comparison = new Comparison(expectation.heartRateBpm, comparedBpm, expectation.interval);
  const [from, to] = stepsCompared(expectation, track, span);
  for (let step = from; step < to; step++) {
    comparison.add(step);
    const metrics = comparison.metrics();
    if (metrics === null) continue;
    figures.measuredBpm[step] = metrics.measuredBpm;
    figures.expectedBpm[step] = metrics.predictedBpm;
    figures.typicalGapBpm[step] = metrics.mae;
    if (figures.coverage !== null) figures.coverage[step] = metrics.coverage ?? Number.NaN;
  }
  return figures;
}
