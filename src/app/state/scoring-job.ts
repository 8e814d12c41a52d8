import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { Backend } from "../../inference/predictor.ts";
import type { ModelContract } from "../../model/contract.ts";
import { heldOutOf } from "../../scoring/held-out.ts";
import type { ScoredRuns } from "../../scoring/score-runs.ts";
import type { scoreSplit } from "../../scoring/score-split.ts";
import type { Tally } from "../../scoring/tally.ts";
import type { ScoreFigures } from "./explorer/table-row.ts";
import { createFigures, createProgress, type ScoredFigures } from "./scoring-pace.ts";
import type { ScoringModel, ScoringState } from "./scoring-state.ts";

/** Parts that score runs, and the cores that they may use. */
export interface ScoringParts {
  scoreSplit: typeof scoreSplit;
  tally: Tally;
  /** Number of cores that may be used. */
  cores: number;
  /** Resolves once the page has drawn all it has to: beside busy workers that takes several times as long. */
  drawn(): Promise<void>;
}

/** Workers that score a split: more rarely have the memory to themselves. @limit */
const MOST_WORKERS = 8;

/** Number of workers that score side by side on a machine. */
export function scoringWorkers(cores: number): number {
  return Math.min(MOST_WORKERS, Math.max(1, cores));
}

interface Ports extends ScoringParts {
  read(): ScoringState;
  change(changes: Partial<ScoringState>): void;
}

/** Scores the runs of a selection and tells what comes of it. */
export function createScoringJob({ scoreSplit, tally, cores, drawn, read, change }: Ports) {
  const workers = scoringWorkers(cores);
  const scored = createScoredSoFar(tally);
  let abort = new AbortController();

  /** Scores the runs that are left. */
  async function score({ contract, bytes, backend, settings }: ScoringModel): Promise<void> {
    abort = new AbortController();
    const { signal } = abort;
    const tell = (changes: Partial<ScoringState>) => {
      if (!signal.aborted) change(changes);
    };
    const { split, rows } = read().selection;
    const left = rows.filter(({ row }) => !scored.isSettled(row));
    const progress = createProgress(left.length, scored.count, (done, rate) => tell({ done, rate }));
    const make = () => scored.figures(contract);
    const figures = createFigures({ make, tell, drawn, hasSpareCore: cores > workers, signal });
    async function scoreLeft(): Promise<void> {
      const [model] = await Promise.all([bytes(), drawn()]);
      if (signal.aborted) return;
      const onScored = (runs: ScoredRuns) => {
        scored.take(runs);
        if (runs.unscored.length > 0) change({ unscored: [...read().unscored, ...runs.unscored] });
        progress.update();
        figures.update(scoring);
      };
      const onBackend = (own: Backend, fallbackReason: string | null) => tell({ backend: own, fallbackReason });
      const job = { split, rows: left, model, backend, settings, workers };
      const scoring = scoreSplit(job, { onScored, onBackend }, signal);
      await scoring.whole;
    }
    const failure = await failureOf(scoreLeft());
    if (signal.aborted) return;
    progress.flush();
    const unmade = await failureOf(figures.last());
    const error = failure ?? unmade;
    tell({ phase: error === null ? "done" : "error", error, rate: null });
  }

  /** Stops at once, and shows the figures of all that was scored before. */
  async function stop(): Promise<void> {
    abort.abort();
    const { signal } = abort;
    change({ phase: "cancelled", done: scored.count(), rate: null });
    const changes = await scored.figures(read().contract).catch((thrown) => ({ error: asPredictorError(thrown) }));
    // Unless scoring has gone on, or begun anew, meanwhile.
    if (abort.signal === signal && changes) change(changes);
  }

  /** Stops at once, and forgets what is scored. */
  function clear(): void {
    abort.abort();
    scored.clear();
  }

  return { score, stop, clear, figures: scored.figures };
}

/** Counts what came of the runs, and makes their figures. */
function createScoredSoFar(tally: Tally) {
  /** Rows that are scored or unscored. */
  const settled = new Set<number>();
  const runners = new Set<string | null>();
  const listed = new Map<number, ScoreFigures>();

  return {
    isSettled: (row: number) => settled.has(row),
    count: () => settled.size,

    take({ scores, unscored }: ScoredRuns): void {
      for (const { row, errors, cells } of scores.runs) {
        const { runner, durationS, model, spread, about } = errors;
        settled.add(row);
        runners.add(runner);
        listed.set(row, {
          ...{ maeBpm: model.mae, differenceBpm: -model.bias, coverage: model.coverage, spread },
          ...{ runner, durationS, speedCorrelation: about?.speedCorrelation ?? null, cells },
        });
      }
      for (const { row } of unscored) settled.add(row);
      if (scores.runs.length > 0) tally.add(scores);
    },

    /** The figures of all that is scored by now; null where nothing is. */
    async figures(contract: ModelContract): Promise<ScoredFigures | null> {
      const heldOut = heldOutOf(runners, contract);
      const evaluation = await tally.evaluate(contract.intervals?.level ?? null);
      return evaluation && { evaluation, heldOut, scores: new Map(listed) };
    },

    clear(): void {
      settled.clear();
      runners.clear();
      listed.clear();
      tally.clear();
    },
  };
}

/** Why something failed; null where it did not. */
async function failureOf(work: Promise<void>): Promise<PredictorError | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return asPredictorError(thrown);
  }
}
