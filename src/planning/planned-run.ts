import {
  type CalibrationSources,
  type ExpectedHeartRate,
  expectedHeartRate,
} from "../evaluation/expected-heart-rate.ts";
import { type Outside, outsideTraining } from "../evaluation/trained-ranges.ts";
import type { ModelContract } from "../model/contract.ts";
import type { Prediction } from "../model/prediction.ts";
import type { Course } from "../workout/course/course.ts";
import type { Track } from "../workout/workout.ts";
import { type HeartRateCeiling, type KeptUnder, keepUnder, type SpeedRange } from "./keep-under.ts";
import type { Pacing } from "./pacing.ts";
import { planByParts, planInTime, type RunPlan, trackOfPlan } from "./plan.ts";

/** What a plan is to come to: a time, a pace for each kilometre, or a heart rate that it stays under. */
export type PlanTarget =
  | { kind: "time"; durationS: number }
  /** The last one counts for all kilometres that follow. */
  | { kind: "paces"; secondsPerKm: readonly number[] }
  | { kind: "heart-rate"; ceiling: HeartRateCeiling };

/** A model by which plans are made. */
export interface PlanningModel {
  contract: ModelContract;
  predict(track: Track): Promise<Prediction>;
}

/** A plan with what is expected of it. */
export interface PlannedRun {
  plan: RunPlan;
  prediction: Prediction;
  expected: ExpectedHeartRate;
  stepS: number;
  /** What of it the model has not learnt. */
  outside: Outside[];
  /** How far it stays under a heart rate; null where none was asked for. */
  kept: KeptUnder | null;
}

/** Slowest pace that is looked for, where a model has learnt slower ones: below it people walk. */
const SLOWEST_KMH = 4;

/** Speeds that are looked for where a model does not say which ones it learnt from. */
const USUAL_KMH: SpeedRange = { lowest: SLOWEST_KMH, highest: 20 };

/**
 * Plans a course: the one way from a course to what a model expects of it, with features, calibration and intervals as of
 * any run.
 * @throws PredictorError where a course can't be run so, or the model can't predict it.
 */
export async function planCourse(
  course: Course,
  pacing: Pacing,
  target: PlanTarget,
  model: PlanningModel,
  sources: CalibrationSources,
): Promise<PlannedRun> {
  const expect = async (plan: RunPlan) => {
    const prediction = await model.predict(trackOfPlan(plan, model.contract));
    const expected = expectedHeartRate(prediction, model.contract, sources);
    return { plan, prediction, expected, stepS: prediction.track.stepS };
  };
  const plannedBy = async (plan: RunPlan, kept: KeptUnder | null = null): Promise<PlannedRun> => {
    const planned = await expect(plan);
    return { ...planned, outside: outsideTraining(planned.prediction.track, model.contract), kept };
  };
  switch (target.kind) {
    case "time":
      return plannedBy(planInTime(course, pacing, target.durationS));
    case "paces":
      return plannedBy(planByParts(course, pacing, target.secondsPerKm));
    case "heart-rate": {
      const kept = await keepUnder(course, pacing, target.ceiling, speedsOf(model.contract), expect);
      return plannedBy(kept.plan, kept);
    }
  }
}

function speedsOf({ trainedRanges }: ModelContract): SpeedRange {
  if (trainedRanges === null) return USUAL_KMH;
  const { lowest, highest } = trainedRanges.speedKmh;
  return { lowest: Math.max(SLOWEST_KMH, lowest), highest: Math.max(SLOWEST_KMH + 1, highest) };
}
