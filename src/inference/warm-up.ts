import { warmUpWorkout } from "../workout/warm-up.ts";
import { predictRun, type RunnableModel } from "./predict.ts";

/**
 * Runs a model once, so that one which could not serve is refused before it takes another's place.
 * @throws PredictorError `bad-model` where it does not take or give what its contract says, `backend-failed`.
 */
export async function proveModel(model: RunnableModel, workout = warmUpWorkout()): Promise<void> {
  try {
    // An intent, as some models ask for one.
    await predictRun(workout, model, { gender: null, intent: "steady" });
  } catch (error) {
    await model.runtime.dispose();
    throw error;
  }
}
