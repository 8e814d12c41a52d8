import { type Split, splitOf } from "../dataset/splits.ts";
import { intentFromAnswer } from "../dataset/statistics.ts";
import type { IntentSource } from "../dataset/tensors.ts";
import { EarlierRuns } from "../evaluation/earlier-runs.ts";
import { type Report, reportOn } from "../evaluation/report.ts";
import { errorsOf, type RunErrors } from "../evaluation/run-errors.ts";
import { speedSourceOf } from "../evaluation/speed-source.ts";
import { computeFeatures } from "../features/compute.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import { asPredictorError, PredictorError } from "../workout/error.ts";
import type { Intent, Workout } from "../workout/workout.ts";
import { usageError } from "./arguments.ts";
import type { Condition } from "./conditions.ts";
import { type HeldOut, heldOutOf } from "./held-out.ts";
import { tell, tellLeftOut } from "./output.ts";
import { workoutsIn } from "./runs.ts";

/** Which runs are scored, and what is said of them. */
interface Scoring {
  /** Files and folders. */
  paths: string[];
  /** Runs of the runners whom the model's own training put on this side; null for all. */
  split: Split | null;
  /** What all runs were meant to be, where a model asks for it; null where nothing is stated. */
  intent: Intent | null;
  /** "from-answer" demonstrates a leak. */
  intentSource: IntentSource;
}

interface ScoredCondition {
  condition: Condition;
  report: Report;
}

/**
 * Reports on runs under each condition; one under which no run could be scored is left out.
 * @throws PredictorError `usage` where the model does not tell its split; `no-runs`.
 */
export async function scoreRuns(
  model: RunnableModel,
  scoring: Scoring,
  conditions: readonly Condition[],
): Promise<{ scored: ScoredCondition[]; heldOut: HeldOut }> {
  const { contract } = model;
  const isWanted = wantedBy(scoring.split, model);
  const earlier = new EarlierRuns(contract.baselines);
  const errors = conditions.map((): RunErrors[] => []);
  const runners = new Set<string | null>();
  let runs = 0;
  for await (const workout of workoutsIn(scoring.paths)) {
    if (!isWanted(workout)) continue;
    try {
      const prediction = await predictRun(workout, model, { gender: null, intent: intentOf(workout, scoring) });
      const { track } = prediction;
      const features = computeFeatures(track, contract.features, contract.altitudeReference);
      const facts = { format: workout.format, speedSource: speedSourceOf(workout, prediction.repairs), track };
      const means = earlier.meansOf(track.runner);
      conditions.forEach((condition, k) => {
        const made = condition.predict(prediction);
        const own = made && errorsOf({ track, features, facts }, made, contract.baselines, means);
        if (own) errors[k].push(own);
      });
      earlier.add(track, features);
      runners.add(track.runner);
    } catch (error) {
      tellLeftOut(asPredictorError(error), workout.name);
    }
    if (++runs % 200 === 0) tell(`${runs} runs`);
  }
  const scored = conditions.flatMap((condition, k) => {
    const report = reportOn(errors[k], condition.level);
    return report ? { condition, report } : [];
  });
  if (scored.length === 0) {
    const which = scoring.split ? `the runs of ${scoring.split} runners` : "the runs";
    throw new PredictorError("no-runs", `None of ${which} has a heart rate to compare with.`);
  }
  return { scored, heldOut: heldOutOf(runners, contract) };
}

function wantedBy(split: Split | null, { contract }: RunnableModel): (workout: Workout) => boolean {
  const { splitSeed } = contract.trainedOn;
  if (!split) return () => true;
  if (splitSeed === null) {
    throw usageError(`${contract.name} does not say how its runners were split: leave --split out.`);
  }
  return ({ runner }) => runner !== null && splitOf(runner, splitSeed) === split;
}

function intentOf(workout: Workout, { intent, intentSource }: Scoring): Intent | null {
  return intentSource === "from-answer" ? intentFromAnswer(workout) : intent;
}
