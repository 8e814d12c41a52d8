import { counted } from "../base/counted.ts";
import { PredictorError } from "../base/error.ts";
import { type Split, splitOf } from "../dataset/build/splits.ts";
import { intentFromAnswer } from "../dataset/build/statistics.ts";
import type { IntentSource } from "../dataset/build/tensors.ts";
import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import type { TellingRun } from "../evaluation/calibration/runner-knowledge.ts";
import { EarlierRuns } from "../evaluation/earlier-runs.ts";
import { addScore, type Evaluation, evaluationOf, noScores } from "../evaluation/scores.ts";
import type { RunnableModel } from "../inference/predict.ts";
import type { KnownQuantity, ModelContract } from "../model/contract.ts";
import { prepareRun } from "../model/prepare.ts";
import { type HeldOut, heldOutOf } from "../scoring/held-out.ts";
import { predictToScore } from "../scoring/score-runs.ts";
import { bestsOf } from "../workout/best-efforts.ts";
import type { Intent, Workout } from "../workout/workout.ts";
import { usageError } from "./arguments.ts";
import type { Condition } from "./conditions.ts";
import { KnowledgeOfRunners } from "./knowledge-of-runners.ts";
import { tell, tellUnused } from "./output.ts";
import { readRunsIn, runsUnder } from "./runs.ts";

/** The runs to score, and what is stated of them. */
interface Scoring {
  /** Files and folders. */
  paths: string[];
  /** Runs of the runners whom the model's own training put on this side; null for all. */
  split: Split | null;
  /** Intent of all runs, for a model that asks for it; null where none is stated. */
  intent: Intent | null;
  /** "from-answer" demonstrates a leak. */
  intentSource: IntentSource;
  /** What all of the runners know of themselves. Conditions that use more take it from the runner's other runs. */
  known: Knowledge;
}

interface ScoredCondition {
  condition: Condition;
  evaluation: Evaluation;
}

/**
 * Evaluates runs under each condition; one under which no run could be scored is left out.
 * @throws PredictorError `usage` where the model does not tell its split; `no-runs`.
 */
export async function scoreRuns(
  model: RunnableModel,
  scoring: Scoring,
  conditions: readonly Condition[],
): Promise<{ scored: ScoredCondition[]; heldOut: HeldOut }> {
  const { contract } = model;
  const isWanted = wantedBy(scoring.split, contract);
  const earlier = new EarlierRuns(contract.baselines);
  const known = await knowledgeFor(model, scoring, conditions);
  const scores = conditions.map(() => noScores());
  const runners = new Set<string | null>();
  let runs = 0;
  for await (const { workout, workoutType } of readRunsIn(scoring.paths)) {
    if (!isWanted(workout)) continue;
    const row = runs++;
    const settings = { gender: null, intent: intentOf(workout, scoring) };
    const { predicted, unscored } = await predictToScore([{ row, workout, workoutType }], model, settings);
    for (const { error, name } of unscored) tellUnused(error, name);
    for (const { prediction, scored } of predicted) {
      const { track, features } = scored;
      const means = earlier.meansOf(track.runner);
      const knowledge = known(track.runner, row);
      conditions.forEach((condition, k) => {
        const made = condition.predict(prediction, knowledge);
        if (made) addScore(scores[k], row, scored, made, contract.baselines, means);
      });
      earlier.add(track, features);
      runners.add(track.runner);
    }
    if (runs % 200 === 0) tell(counted(runs, "run"));
  }
  const scored = conditions.flatMap((condition, k) => {
    const evaluation = evaluationOf(scores[k], condition.level);
    return evaluation ? { condition, evaluation } : [];
  });
  if (scored.length === 0) {
    const which = scoring.split ? `the runs of ${scoring.split} runners` : "the runs";
    throw new PredictorError("no-runs", `None of ${which} has a heart rate to compare with.`);
  }
  return { scored, heldOut: heldOutOf(runners, contract) };
}

/** Makes the function that tells what a run's runner knows without that run; reads all runs first where a condition asks them. */
async function knowledgeFor(
  { contract }: RunnableModel,
  { paths, split, intent, known }: Scoring,
  conditions: readonly Condition[],
): Promise<(runner: string | null, row: number) => Knowledge> {
  const isStated = (name: KnownQuantity) => known[name] !== undefined;
  if (conditions.every((condition) => condition.known.every(isStated))) return () => known;
  tell("Reading what the runners' other runs tell of them");
  const isWanted = wantedBy(split, contract);
  const told = new KnowledgeOfRunners();
  let row = 0;
  for (const path of paths) {
    for await (const { run } of runsUnder(path)) {
      if ("error" in run || !isWanted(run.workout)) continue;
      told.add(run.workout.runner, row++, tellingRun(run.workout, contract, intent));
    }
  }
  return (runner, own) => ({ ...told.besides(runner, own), ...known });
}

/** A run that can't be prepared tells nothing; what is wrong with it is told where it is scored. */
function tellingRun(workout: Workout, contract: ModelContract, intent: Intent | null): TellingRun {
  const { runnerHeartRates } = workout;
  try {
    return { bests: bestsOf(prepareRun(workout, contract, { gender: null, intent }).track), runnerHeartRates };
  } catch {
    return { bests: { heartRateBpm: null, speedKmh: null }, runnerHeartRates };
  }
}

function wantedBy(split: Split | null, contract: ModelContract): (workout: Workout) => boolean {
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
