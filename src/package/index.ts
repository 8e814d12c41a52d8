/** The whole way: a file, its runs, the bundled model, the heart rate that it expects, and the sentence about it. */
export { expectedHeartRate, findingOf, findingSentence } from "../evaluation/index.ts";
export { openModel, predictRun, type RunnableModel } from "../inference/index.ts";
export type { ModelContract, Prediction, RunnerSettings } from "../model/index.ts";
export {
  type NamedBytes,
  type ParsedRun,
  PredictorError,
  parseWorkouts,
  type Track,
  type Workout,
} from "../workout/index.ts";
export { openBundledModel } from "./bundled-model.ts";
