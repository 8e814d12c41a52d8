import type { QualityFlag } from "../workout/quality/quality-flags.ts";
import type { Repair, Track } from "../workout/workout.ts";

/** A model's prediction for a run. Series stand on the track's grid. */
export interface Prediction {
  track: Track;
  heartRateBpm: Float32Array;
  /** [step × direction]: what calibration corrects it by, see CalibrationPrior; null where the model tells none. */
  along: Float32Array | null;
  repairs: Repair[];
  /** Flags of the published checks; none for a track that came by a link. */
  flags: QualityFlag[];
  timings: StageTimings;
}

/** Milliseconds a stage took where it ran. */
export interface StageTimings {
  parseMs: number;
  prepareMs: number;
  modelMs: number;
}
