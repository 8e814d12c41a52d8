import { type TrendPoint, trendPoint } from "../../evaluation/trend/trend-point.ts";
import type { ModelContract, TrendPrior } from "../../model/contract.ts";
import { isStranger } from "./earlier-runs.ts";
import { type RunItem, type RunView, type Selection, viewsOf } from "./run-items.ts";

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
  const own = items.flatMap(viewsOf).filter((view) => view.prediction !== null && !isStranger(view));
  const runner = commonRunner(own);
  const mine = own.filter((view) => runnerOf(view) === null || runnerOf(view) === runner);
  return {
    points: mine.flatMap((view) => (view.contract === contract ? (pointOf(view, contract) ?? []) : [])),
    prior: contract?.calibration?.trend ?? null,
    otherRunners: own.length - mine.length,
  };
}

const runnerOf = ({ track }: RunView) => track?.runner ?? null;

/** The runner whom most runs name; null where none names any. */
function commonRunner(views: readonly RunView[]): string | null {
  const counts = new Map<string, number>();
  for (const view of views) {
    const runner = runnerOf(view);
    if (runner !== null) counts.set(runner, (counts.get(runner) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

const points = new WeakMap<RunView, OpenedTrendPoint | null>();

/** A run's point, kept as long as nothing of the run changes; null where it has no heart rate, or the model no noise. */
function pointOf(view: RunView, contract: ModelContract | null): OpenedTrendPoint | null {
  const known = points.get(view);
  if (known !== undefined) return known;
  const noise = contract?.calibration?.noise;
  const point = noise && view.prediction ? trendPoint(view.name, view.prediction, view.excluded, noise) : null;
  const opened = point && { ...point, selection: { itemId: view.item.id, run: view.run } };
  points.set(view, opened);
  return opened;
}
