import { asPredictorError, PredictorError } from "../base/error.ts";
import { type WireError, wireError } from "../base/wire-error.ts";
import { expectedHeartRate, NO_CALIBRATION } from "../evaluation/expected-heart-rate.ts";
import type { ScoredRun } from "../evaluation/run-errors.ts";
import { addScore, noScores, type Scores } from "../evaluation/scores.ts";
import { speedSourceOf } from "../evaluation/speed-source.ts";
import { predictPrepared, type RunnableModel, type UnflaggedPrediction } from "../inference/predict.ts";
import type { ModelContract } from "../model/contract.ts";
import { type PreparedRun, prepareRun, type RunnerSettings } from "../model/prepare.ts";
import { isOtherSport } from "../workout/sport.ts";
import type { Workout } from "../workout/workout.ts";

/** A run that is to be scored. */
export interface RunToScore {
  /** Index among the runs that are scored. */
  row: number;
  workout: Workout;
  /** Type of the run as its split states it, to cut errors by; no model sees it. */
  workoutType: string | null;
}

/** A run that could not be scored, and why. */
export interface UnscoredRun {
  row: number;
  name: string;
  error: WireError;
}

/** Results of some runs, each either scored or unscored. */
export interface ScoredRuns {
  scores: Scores;
  unscored: UnscoredRun[];
}

/** A run as the model predicted it, and what its errors are measured on. */
interface PredictedToScore {
  row: number;
  prediction: UnflaggedPrediction;
  scored: ScoredRun;
}

/**
 * Predicts runs as one batch; one that can't be predicted does not stop the others.
 * @throws PredictorError `backend-failed` where what runs the model is at fault, and no run.
 */
export async function predictToScore(
  runs: readonly RunToScore[],
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<{ predicted: PredictedToScore[]; unscored: UnscoredRun[] }> {
  const unscored: UnscoredRun[] = [];
  const prepared = runs.flatMap((run) => {
    try {
      checkSport(run.workout);
      return { run, prepared: prepareRun(run.workout, model.contract, settings) };
    } catch (error) {
      unscored.push(unscoredRun(run, error));
      return [];
    }
  });
  try {
    const predictions =
      prepared.length > 0
        ? await predictPrepared(
            prepared.map((own) => own.prepared),
            model,
          )
        : [];
    const predicted = prepared.map((own, i) => predictedToScore(own.run, own.prepared, predictions[i]));
    return { predicted, unscored };
  } catch (thrown) {
    const error = asPredictorError(thrown);
    if (error.code === "backend-failed") throw error;
    if (runs.length === 1) return { predicted: [], unscored: [unscoredRun(runs[0], error)] };
    // One of them is at fault, and only alone does it tell which.
    const apart = [];
    for (const run of runs) apart.push(await predictToScore([run], model, settings));
    return { predicted: apart.flatMap(({ predicted }) => predicted), unscored: apart.flatMap((own) => own.unscored) };
  }
}

/** Scores runs by what the model says of them unaided. @throws PredictorError as predictToScore. */
export async function scoreRuns(
  runs: readonly RunToScore[],
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<ScoredRuns> {
  const { contract, runtime } = model;
  const scores = noScores();
  const unscored: UnscoredRun[] = [];
  // On WASM a batch is no faster than its runs one by one, and would be filled up to its longest.
  const together = runtime.backend === "webgpu" ? runs.length : 1;
  for (let from = 0; from < runs.length; from += together) {
    const batch = await predictToScore(runs.slice(from, from + together), model, settings);
    unscored.push(...batch.unscored, ...addScores(scores, batch.predicted, contract));
  }
  return { scores, unscored };
}

/** Adds the scores of predictions that nothing was looked at for; gives back the runs without a heart rate. */
function addScores(into: Scores, predicted: readonly PredictedToScore[], contract: ModelContract): UnscoredRun[] {
  const unscored: UnscoredRun[] = [];
  for (const { row, prediction, scored } of predicted) {
    const expected = expectedHeartRate(prediction, contract, NO_CALIBRATION);
    if (!addScore(into, row, scored, expected, contract.baselines, undefined)) {
      unscored.push({ row, name: scored.track.name, error: wireError(noHeartRate()) });
    }
  }
  return unscored;
}

function predictedToScore(
  { row, workout, workoutType }: RunToScore,
  { track, features, repairs }: PreparedRun,
  prediction: UnflaggedPrediction,
): PredictedToScore {
  const { format } = workout;
  const facts = { format, speedSource: speedSourceOf(workout, repairs), workoutType, track };
  return { row, prediction, scored: { track, features, facts } };
}

/** @throws PredictorError `other-sport`: what the model makes of it says nothing of the model. */
function checkSport({ sport }: Workout): void {
  if (!isOtherSport(sport)) return;
  throw new PredictorError("other-sport", `Its sport is “${sport.slice(0, 40)}”, and the model knows runs alone.`);
}

function unscoredRun({ row, workout }: RunToScore, error: unknown): UnscoredRun {
  return { row, name: workout.name, error: wireError(error) };
}

function noHeartRate(): PredictorError {
  return new PredictorError("no-heart-rate", "The run has no heart rate to compare with.");
}
