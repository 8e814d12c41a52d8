import type { Repair, Track } from "../workout/workout.ts";

/** What a model expected of a run. Series stand on the track's grid. */
export interface Prediction {
  track: Track;
  heartRateBpm: Float32Array;
  repairs: Repair[];
  timings: StageTimings;
}

/** Milliseconds a stage took where it ran. */
export interface StageTimings {
  parseMs: number;
  prepareMs: number;
  modelMs: number;
}
