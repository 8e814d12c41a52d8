import { cancelled, type PredictorError } from "../base/error.ts";
import { noScores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { BATCH_RUNS, batchesOf, type SplitOfRuns, type WantedRow } from "./batches.ts";
import { createScoringPool, type ScoringPool } from "./pool.ts";
import type { ScoredRuns } from "./score-runs.ts";

/** Runs of a split to be scored, and by what. */
export interface ScoringJob {
  split: SplitOfRuns;
  rows: readonly WantedRow[];
  /** The model's bytes. */
  model: Uint8Array;
  backend: Backend;
  settings: RunnerSettings;
  /** Workers on WASM. */
  workers: number;
}

/** Receives the progress of a job. */
export interface ScoringWatch {
  /** Each wanted run is told of once, as scored or as unscored. */
  onScored(scored: ScoredRuns): void;
  onBackend(backend: Backend, fallbackReason: string | null): void;
}

/** A job that is under way. */
export interface Scoring extends Pick<ScoringPool, "withIdleWorker"> {
  /**
   * Resolves once every run has been told of.
   * @throws PredictorError `cancelled` at once where the signal says so; as OpenSplit and ScoringPool do.
   */
  whole: Promise<void>;
}

/** Scores runs of a split on a pool of workers, which is ended with the job. Few batches are in memory at a time. */
export function scoreSplit(job: ScoringJob, watch: ScoringWatch, signal: AbortSignal): Scoring {
  const { model, backend, settings, workers } = job;
  const pool = createScoringPool({ model, backend, size: workers, settings, onBackend: watch.onBackend });
  return { whole: scoreOn(pool, job, watch, signal), withIdleWorker: pool.withIdleWorker };
}

async function scoreOn(pool: ScoringPool, job: ScoringJob, watch: ScoringWatch, signal: AbortSignal): Promise<void> {
  const { split, rows, backend } = job;
  // Ends reading where scoring fails, as well as where the person ends it.
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  let stop: (error: PredictorError) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  signal.addEventListener("abort", () => stop(cancelled("all runs were scored")), { once: true, signal: over.signal });
  if (signal.aborted) stop(cancelled("all runs were scored"));
  try {
    await Promise.race([stopped, scoreAll()]);
  } finally {
    over.abort();
    pool.dispose();
  }

  async function scoreAll(): Promise<void> {
    const inHand: Promise<void>[] = [];
    for await (const { runs, unscored } of batchesOf(split, rows, BATCH_RUNS[backend], ended)) {
      if (unscored.length > 0) tell({ scores: noScores(), unscored });
      if (runs.length === 0) continue;
      await pool.hasRoom();
      if (ended.aborted) break;
      const scored = pool.score(runs).then(tell);
      scored.catch(stop);
      inHand.push(scored);
    }
    await Promise.all(inHand);
  }

  /** Passes results on, until the job has ended. */
  function tell(scored: ScoredRuns): void {
    if (!ended.aborted) watch.onScored(scored);
  }
}
