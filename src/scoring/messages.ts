import type { Evaluation, RunScore, Scores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

/** Requests to a scoring worker: the model first, then batches, served one after another. */
export type ScoringWork = {
  load: {
    request: { model: Uint8Array; backend: Backend; settings: RunnerSettings };
    /** `fallbackReason`: why it is not the backend that was asked for, in a sentence; null where it is. */
    answer: { backend: Backend; fallbackReason: string | null };
    progress: never;
  };
  score: { request: { runs: readonly RunToScore[] }; answer: ScoredRuns; progress: never };
};

/** Why WebGPU stopped serving: the worker goes on with WASM. */
export type FallbackNotice = string;

/** Requests to the worker that adds scores up, served one after another. */
export type Tallying = {
  clear: { request: object; answer: undefined; progress: never };
  add: { request: { scores: Scores }; answer: undefined; progress: never };
  /** `level`: as evaluationOf takes it. */
  evaluate: { request: { level: number | null }; answer: Evaluation | null; progress: never };
  /** Every run's score, in the order of their rows. */
  list: { request: object; answer: RunScore[]; progress: never };
};
