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
import type { ScoreFigures } from "./explorer/table-row.ts";
import { chosenModel, type ModelsState } from "./models.ts";
import type { RunnerState } from "./runner.ts";

/** The runs of a split that are scored. */
export interface ScoredSelection {
  /** Identifies the opened split. */
  splitId: number;
  split: OpenSplit;
  /** The split's name, and its address; null for a file of this device. */
  name: string;
  url: string | null;
  rows: readonly SplitRow[];
}

/** The scoring of many runs: its progress, and the figures so far. */
export interface ScoringState {
  phase: "running" | "done" | "cancelled" | "error";
  selection: ScoredSelection;
  contract: ModelContract;
  done: number;
  unscored: readonly UnscoredRun[];
  /** null as long as it is unknown. */
  rate: Rate | null;
  workers: number;
  /** The backend in use, null until it is known; and why it is not the requested one, null when it is. */
  backend: Backend | null;
  fallbackReason: string | null;
  /** null as long as no run has been scored. */
  evaluation: Evaluation | null;
  heldOut: HeldOut | null;
  /** Each scored run's errors, by row. */
  scores: ReadonlyMap<number, ScoreFigures>;
  /** Why not all runs were scored. */
  error: PredictorError | null;
}

/** The model that runs are scored with, fixed as scoring begins. */
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
 * The model that scoring would use now; null until one is ready. The gender a person states is not used: a split holds
 * many runners, and each run's file states its own.
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

/** The state as scoring begins, with nothing scored. */
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
    scores: new Map(),
    error: null,
  };
}
