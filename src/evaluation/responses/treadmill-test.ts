import { NO_FACTS } from "../../workout/recording-facts.ts";
import type { Sampling, Track } from "../../workout/workout.ts";

/** A part of a treadmill test. */
export interface Stage {
  durationS: number;
  speedKmh: number;
  /** Rise by way. */
  slope: number;
}

/** Timestep of models that take a fixed number of points for a run of any length. */
const USUAL_STEP_S = 6;

/** Somewhere that is neither high nor below the sea. */
const STARTS_AT_M = 100;

/** Number of timesteps of a stage. */
export function stepsOf(durationS: number, stepS: number): number {
  return Math.round(durationS / stepS);
}

/** Somebody's run of stages on a treadmill, one after another, on a model's grid. */
export function treadmillTest(stages: readonly Stage[], sampling: Sampling): Track {
  const stepS = sampling.kind === "fixed" ? sampling.seconds : USUAL_STEP_S;
  const steps = stages.flatMap((stage) => Array.from({ length: stepsOf(stage.durationS, stepS) }, () => stage));
  let altitudeM = STARTS_AT_M;
  const climbed = steps.map(({ speedKmh, slope }) => {
    altitudeM += (speedKmh / 3.6) * slope * stepS;
    return altitudeM;
  });
  const missing = new Float32Array(steps.length).fill(Number.NaN);
  return {
    ...NO_FACTS,
    name: "treadmill",
    runner: null,
    sport: null,
    gender: 0.5,
    intent: null,
    isOnUnknownGround: false,
    stepS,
    speedKmh: Float32Array.from(steps, ({ speedKmh }) => speedKmh),
    altitudeM: Float32Array.from(climbed),
    heartRateBpm: missing,
    cadenceSpm: missing,
    temperatureC: missing,
  };
}
