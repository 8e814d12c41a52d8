import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import { prepareRun, type RunnerSettings } from "../model/prepare.ts";
import { trialWorkout } from "../workout/trial-run.ts";
import { predictRun, type RunnableModel } from "./predict.ts";

/** An intent, as some models ask for one. */
const TRIAL_SETTINGS: RunnerSettings = { gender: null, intent: "steady" };

/** Prepares the trial run as a model's runs are: repairs, features and flags. */
export function prepareTrial(contract: ModelContract): void {
  prepareRun(trialWorkout(), contract, TRIAL_SETTINGS).flags();
}

/**
 * Runs a model once, so that one which could not serve is refused before it takes another's place. Gives what came of it.
 * @throws PredictorError `bad-model` where it does not take or give what its contract says, `backend-failed`.
 */
export async function proveModel(model: RunnableModel): Promise<Prediction> {
  try {
    return await predictRun(trialWorkout(), model, TRIAL_SETTINGS);
  } catch (error) {
    await model.runtime.dispose();
    throw error;
  }
}
