import type { WireError } from "../base/wire-error.ts";
import type { Evaluation, RunScore, Scores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

/** What a scoring worker is asked: the model first, then batches, served one after another. */
export type ScoringRequest =
  | { kind: "load"; model: Uint8Array; backend: Backend; settings: RunnerSettings }
  | { kind: "score"; batch: number; runs: readonly RunToScore[] };

export type ScoringAnswer =
  /** `fallbackReason`: why it is not the backend that was asked for, in a sentence; null where it is. */
  | { kind: "loaded"; backend: Backend; fallbackReason: string | null }
  /** WebGPU stopped serving: the worker goes on with WASM. */
  | { kind: "fell-back"; reason: string }
  | { kind: "scored"; batch: number; scored: ScoredRuns }
  /** `batch`: null where the model could not be loaded. */
  | { kind: "failed"; batch: number | null; error: WireError };

/** What the worker that adds scores up is asked, one after another. */
export type TallyRequest =
  | { kind: "clear" }
  | { kind: "add"; scores: Scores }
  /** `level`: as evaluationOf takes it. */
  | { kind: "evaluate"; id: number; level: number | null }
  | { kind: "list"; id: number };

export type TallyAnswer =
  | { kind: "evaluated"; id: number; evaluation: Evaluation | null }
  /** Every run's score, in the order of their rows. */
  | { kind: "listed"; id: number; runs: RunScore[] };
