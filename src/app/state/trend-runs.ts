import { type TrendPoint, trendPoint } from "../../evaluation/trend/trend-point.ts";
import { DEFAULT_RUNNER } from "../../library/kept-run.ts";
import type { ModelContract, TrendPrior } from "../../model/contract.ts";
import type { Prediction } from "../../model/prediction.ts";
import { isStranger } from "./earlier-runs.ts";
import { type KeptSource, type RunItem, type RunView, type Selection, viewsOf } from "./run-items.ts";

/** A run of the list as a trend sees it, and what opens it. */
export interface OpenedTrendPoint extends TrendPoint {
  selection: Selection;
}

/** The runs of one person, and how such runs spread over days. */
export interface TrendRuns {
  points: OpenedTrendPoint[];
  /** null where the model does not say; no trend can be told then. */
  prior: TrendPrior | null;
  /** Number of runs that name another runner than most do. */
  otherRunners: number;
}

/**
 * The runs of the person at the page that a trend can be told of: neither samples nor a split's runs.
 * @param contract contract of the model that is loaded, whose figures alone count; null for none
 */
export function trendRunsOf(items: readonly RunItem[], contract: ModelContract | null): TrendRuns {
  const own = items
    .flatMap(viewsOf)
    .filter((view) => (view.prediction !== null || view.kept !== null) && !isStranger(view));
  const runner = commonRunner(own);
  const mine = own.filter((view) => runnerOf(view) === null || runnerOf(view) === runner);
  return {
    points: mine.flatMap((view) => pointOf(view, contract) ?? []),
    prior: contract?.calibration?.trend ?? null,
    otherRunners: own.length - mine.length,
  };
}

/** The runner's name on this device where a person gave one, else that of the file. */
function runnerOf({ track, kept }: RunView): string | null {
  if (kept === null) return track?.runner ?? null;
  return kept.run.runner === DEFAULT_RUNNER ? kept.run.statedRunner : kept.run.runner;
}

/** The runner whom most runs name; null where none names any. */
function commonRunner(views: readonly RunView[]): string | null {
  const counts = new Map<string, number>();
  for (const view of views) {
    const runner = runnerOf(view);
    if (runner !== null) counts.set(runner, (counts.get(runner) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
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

function selectionOf({ item, run }: RunView): Selection {
  return { itemId: item.id, run };
}
