/** Expected heart rate of a run, by whatever it is compared with, and how far the measured one was off. */
export { type Deviation, deviationsOf } from "./deviations.ts";
export {
  type CalibrationSources,
  type ExpectedHeartRate,
  expectedHeartRate,
  type LearntRunner,
  learntFrom,
  NO_CALIBRATION,
  type PredictedRun,
} from "./expected-heart-rate.ts";
export { type Finding, findingOf } from "./finding.ts";
export { type Found, findingSentence, type Whose } from "./finding-words.ts";
export type { Interval } from "./intervals.ts";
export { compare, type Metrics, measuredFrom } from "./metrics.ts";
