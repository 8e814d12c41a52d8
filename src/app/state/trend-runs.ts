import { type TrendPoint, trendPoint } from "../../evaluation/trend/trend-point.ts";
import type { ModelContract, TrendPrior } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import { type OwnList, type OwnRuns, ownRunsOf } from "./own-runs.ts";
import { type KeptSource, type RunView, type Selection, selectionOf } from "./run-items.ts";

/** A run of the list as a trend sees it, and what opens it. */
export interface OpenedTrendPoint extends TrendPoint {
  selection: Selection;
}

/** The runs of one person, and how such runs spread over days. */
export interface TrendRuns {
  points: OpenedTrendPoint[];
  /** null where the model does not say; no trend can be told then. */
  prior: TrendPrior | null;
  /** Number of runs of other runners. */
  otherRunners: number;
}

const known = new WeakMap<OwnRuns, { contract: ModelContract | null; runs: TrendRuns }>();

/**
 * The chosen runner's runs that a trend can be told of; the same object as long as the list stays as it is.
 * @param contract contract of the model that is loaded, whose figures alone count; null for none
 */
export function trendRunsOf(list: OwnList, contract: ModelContract | null): TrendRuns {
  const ownRuns = ownRunsOf(list);
  const before = known.get(ownRuns);
  if (before?.contract === contract) return before.runs;
  const runs = {
    points: ownRuns.own.flatMap((view) => pointOf(view, contract) ?? []),
    prior: contract?.calibration?.trend ?? null,
    otherRunners: ownRuns.others,
  };
  known.set(ownRuns, { contract, runs });
  return runs;
}

const predicted = new WeakMap<RunView, OpenedTrendPoint | null>();

/** A run's point by a model; null where that has not predicted it, where it has no heart rate, or the model no noise. */
function pointOf(view: RunView, contract: ModelContract | null): OpenedTrendPoint | null {
  if (view.prediction === null) return view.kept && keptPoint(view, view.kept);
  return view.contract === contract ? predictedPoint(view, view.prediction, contract) : null;
}

/** The point is kept as long as nothing of the run changes. */
function predictedPoint(
  view: RunView,
  prediction: Prediction,
  contract: ModelContract | null,
): OpenedTrendPoint | null {
  const known = predicted.get(view);
  if (known !== undefined) return known;
  const noise = contract?.calibration?.noise;
  const point = noise ? trendPoint(view.name, prediction, view.excluded, noise) : null;
  const opened = point && { ...point, selection: selectionOf(view) };
  predicted.set(view, opened);
  return opened;
}

/** A run of the library by the figures that the loaded model gave it. */
function keptPoint(view: RunView, { run, figures }: KeptSource): OpenedTrendPoint | null {
  const { differenceBpm, standardErrorBpm } = figures ?? { differenceBpm: null, standardErrorBpm: null };
  if (differenceBpm === null || standardErrorBpm === null) return null;
  const { startedAt, sport, sensor, summary, meanTemperatureC } = run;
  const { durationS, distanceKm, meanSpeedKmh } = summary;
  return {
    ...{ name: view.name, startedAt, sport, sensor, durationS, distanceKm, meanSpeedKmh },
    temperatureC: meanTemperatureC,
    differenceBpm,
    deviationBpm: standardErrorBpm,
    selection: selectionOf(view),
  };
}
