import type { Baselines } from "../model/contract.ts";
import { type RunKind, runKinds } from "../workout/run-kind.ts";
import type { RunnerMeans } from "./earlier-runs.ts";
import {
  addErrors,
  type ErrorFigures,
  type ErrorSums,
  errorFiguresOf,
  mergeErrors,
  noErrors,
} from "./error-figures.ts";
import { type MapCells, mapCellsOf } from "./error-map.ts";
import { measuredFrom } from "./metrics.ts";
import { type Report, reportOn, WORST_RUNS } from "./report.ts";
import { errorsOf, type RunErrors, type ScoredPrediction, type ScoredRun } from "./run-errors.ts";

/** Errors of a run, with its row in the split. */
export interface RunScore {
  row: number;
  errors: RunErrors;
  /** Its differences on a map of errors; null where only training data are known of it. */
  cells: MapCells | null;
}

/** Scores of some runs, which can be sent between threads and added up. */
export interface Scores {
  runs: RunScore[];
  sums: ErrorSums;
}

/** All results for the runs of a split. */
export interface Evaluation {
  report: Report;
  figures: ErrorFigures;
  /** Best runs by MAE, the best first. */
  best: RunScore[];
  /** Worst runs by MAE, the worst first. */
  worst: RunScore[];
  /** Runs in the middle by MAE, as many. */
  median: RunScore[];
  /** The run in the middle of each quarter by MAE, the best quarter first; fewer of fewer than four runs. */
  quarters: RunScore[];
  /** Of each kind of runs, the one in the middle by MAE; none of a kind without runs. */
  typical: Partial<Record<RunKind, RunScore>>;
}

export function noScores(): Scores {
  return { runs: [], sums: noErrors() };
}

/**
 * Scores a prediction of a run and adds the result.
 * @param earlier means of the runner's earlier runs, as in `errorsOf`
 * @returns false where the run has no heart rate to compare with
 */
export function addScore(
  into: Scores,
  row: number,
  run: ScoredRun,
  prediction: ScoredPrediction,
  baselines: Baselines | null,
  earlier: RunnerMeans | null | undefined,
): boolean {
  const errors = errorsOf(run, prediction, baselines, earlier);
  if (!errors) return false;
  into.runs.push({ row, errors, cells: cellsOf(run, prediction) });
  addErrors(into.sums, run.track, prediction);
  return true;
}

function cellsOf({ facts, track }: ScoredRun, { heartRateBpm, fromS, excluded }: ScoredPrediction): MapCells | null {
  if (facts === null) return null;
  const measuredBpm = measuredFrom(track.heartRateBpm, track.stepS, fromS, excluded);
  return mapCellsOf({ track: facts.track, measuredBpm, expectedBpm: heartRateBpm });
}

export function mergeScores(into: Scores, from: Scores): void {
  into.runs.push(...from.runs);
  mergeErrors(into.sums, from.sums);
}

/**
 * Evaluates the scored runs, which may be in any order; null for none.
 * @param level share of the seconds that the intervals are to cover; null without intervals
 */
export function evaluationOf({ runs, sums }: Scores, level: number | null): Evaluation | null {
  const inOrder = runs.toSorted((a, b) => a.row - b.row);
  const report = reportOn(
    inOrder.map(({ errors }) => errors),
    level,
  );
  if (!report) return null;
  const byMae = inOrder.sort((a, b) => a.errors.model.mae - b.errors.model.mae);
  return {
    report,
    figures: errorFiguresOf(sums),
    best: byMae.slice(0, WORST_RUNS),
    worst: byMae.slice(-WORST_RUNS).reverse(),
    median: middleOf(byMae, WORST_RUNS),
    quarters: middlesOfQuarters(byMae),
    typical: typicalOf(byMae),
  };
}

/** The entries in the middle of a list, at most so many. */
function middleOf<T>(list: readonly T[], most: number): T[] {
  const from = Math.max(0, Math.floor((list.length - most) / 2));
  return list.slice(from, from + most);
}

function middlesOfQuarters<T>(list: readonly T[]): T[] {
  const places = [1, 3, 5, 7].map((eighths) => Math.floor((eighths * list.length) / 8));
  return [...new Set(places)].map((place) => list[place]);
}

function typicalOf(byMae: readonly RunScore[]): Evaluation["typical"] {
  const entries = runKinds.flatMap((kind) => {
    const own = byMae.filter(({ errors }) => errors.about?.kind === kind);
    return own.length > 0 ? [[kind, own[own.length >> 1]] as const] : [];
  });
  return Object.fromEntries(entries);
}
