/** Models made ready, and runs predicted by them. */
export { openModel } from "./open-model.ts";
export { predictRun, predictTrack, type RunnableModel } from "./predict.ts";
