import type { Prediction } from "../model/prediction.ts";
import { trialWorkout } from "../workout/trial-run.ts";
import { predictRun, type RunnableModel } from "./predict.ts";

/**
 * Runs a model once, so that one which could not serve is refused before it takes another's place. Gives what came of it.
 * @throws PredictorError `bad-model` where it does not take or give what its contract says, `backend-failed`.
 */
export async function proveModel(model: RunnableModel): Promise<Prediction> {
  try {
    // An intent, as some models ask for one.
    return await predictRun(trialWorkout(), model, { gender: null, intent: "steady" });
  } catch (error) {
    await model.runtime.dispose();
    throw error;
  }
}
