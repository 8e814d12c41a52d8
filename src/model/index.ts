/** A model's contract, and the runs that it takes. */
export type { ModelContract } from "./contract.ts";
export { validateContract } from "./contract-validation.ts";
export { readContract } from "./onnx-metadata.ts";
export type { Prediction } from "./prediction.ts";
export { type PreparedRun, prepareRun, prepareTrack, type Recipe, type RunnerSettings } from "./prepare.ts";
