/** Files of runs: reading, repairing and putting them on a model's grid. */
export { type ErrorCode, PredictorError } from "../base/error.ts";
export { ACCEPTED, type FormatKey } from "./formats/formats.ts";
export { parseWorkouts } from "./formats/parse.ts";
export type { ParsedRun } from "./formats/parsed-run.ts";
export { putOnGrid } from "./grid.ts";
export { type QualityCode, type QualityFlag, qualityFlags } from "./quality/quality-flags.ts";
export { type Repaired, repair } from "./repair/repair.ts";
export { type RunSummary, summarise } from "./summary.ts";
export type {
  Gender,
  Intent,
  NamedBytes,
  Repair,
  RepairCode,
  RepairedWorkout,
  Sampling,
  Span,
  Track,
  Workout,
} from "./workout.ts";
