import type { PredictorError } from "../../base/error.ts";
import type { OpenSplit, SplitRow } from "../../dataset/split.ts";
import type { Evaluation } from "../../evaluation/scores.ts";
import type { download } from "../../inference/download.ts";
import type { Backend } from "../../inference/predictor.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import type { HeldOut } from "../../scoring/held-out.ts";
import type { Rate } from "../../scoring/rate.ts";
import type { UnscoredRun } from "../../scoring/score-runs.ts";
import { type BackendsState, backendsFor } from "./backends.ts";
import { chosenModel, type ModelsState } from "./models.ts";
import type { RunnerState } from "./runner.ts";

/** What is scored: some runs of a split. */
export interface ScoredSelection {
  /** Tells the splits that were opened apart. */
  splitId: number;
  split: OpenSplit;
  /** What the split is called, and where it lies where that is no secret of this device. */
  name: string;
  url: string | null;
  rows: readonly SplitRow[];
}

/** What a model makes of many runs: how far scoring has come, and what is known so far. */
export interface ScoringState {
  phase: "running" | "done" | "cancelled" | "error";
  selection: ScoredSelection;
  contract: ModelContract;
  done: number;
  unscored: readonly UnscoredRun[];
  /** null as long as nobody can say. */
  rate: Rate | null;
  workers: number;
  /** What they run on, and why it is not what was asked for; null before it is known, or where it is. */
  backend: Backend | null;
  fallbackReason: string | null;
  /** null as long as no run has been scored. */
  evaluation: Evaluation | null;
  heldOut: HeldOut | null;
  /** Why not all runs were scored. */
  error: PredictorError | null;
}

/** What runs are scored with, as it stands when scoring begins. */
export interface ScoringModel {
  contract: ModelContract;
  bytes(): Promise<Uint8Array>;
  backend: Backend;
  settings: RunnerSettings;
}

/** The models of the page, and what they run on. */
interface ModelsInUse extends ModelsState, Pick<RunnerState, "runner"> {
  backends: BackendsState;
}

/**
 * What runs would be scored with now; null as long as no model is ready. A runner's gender is not that of all runners:
 * each run's file states it.
 */
export function scoringModelOf(
  { models, model, runner, backends }: ModelsInUse,
  workers: number,
  fetchModel: typeof download,
): ScoringModel | null {
  if (model.phase !== "ready" || model.loaded === null) return null;
  const { contract } = model.loaded;
  const backend = backendsFor(backends, model.name, workers).batch;
  const { source } = chosenModel({ models, model });
  const bytes = async () => (typeof source === "string" ? fetchModel(source, () => {}) : source);
  return { contract, bytes, backend, settings: { gender: null, intent: runner.intent } };
}

/** Scoring as it begins, with nothing scored. */
export function scoringAtStart(selection: ScoredSelection, contract: ModelContract, workers: number): ScoringState {
  return {
    phase: "running",
    selection,
    contract,
    done: 0,
    unscored: [],
    rate: null,
    workers,
    backend: null,
    fallbackReason: null,
    evaluation: null,
    heldOut: null,
    error: null,
  };
}
