import { asPredictorError } from "../base/error.ts";
import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import type { CalibrationSources } from "../evaluation/expected-heart-rate.ts";
import type { RunnableModel } from "../inference/predict.ts";
import { isOneRun } from "../library/one-run.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { startedBefore } from "../workout/recording-facts.ts";
import { isOtherSport } from "../workout/sport.ts";
import type { Track } from "../workout/workout.ts";
import { usageError } from "./arguments.ts";
import { knowledgeOptions, statedKnowledge, tellUnusedKnowledge } from "./knowledge-options.ts";
import { tell, tellUnused } from "./output.ts";
import { type RunToPredict, runsToPredict } from "./runs-to-predict.ts";

/** Options by which a model is fitted to the runner; `--history` takes a list, see listOption. */
export const fittingOptions = {
  history: { type: "string", multiple: true },
  warmup: { type: "string" },
  ...knowledgeOptions,
} as const;

type FittingValues = Parameters<typeof statedKnowledge>[0] & {
  history?: string[] | undefined;
  warmup?: string | undefined;
};

/** What a model is to be fitted by, as it was said. */
export interface StatedFitting {
  known: Knowledge;
  warmUpS: number;
  historyPaths: string[];
}

/** Reads what a model is to be fitted by. @throws PredictorError `usage` where it can't be. */
export function statedFitting(values: FittingValues): StatedFitting {
  const warmUpS = 60 * Number(values.warmup ?? 0);
  if (!(warmUpS >= 0 && warmUpS < Number.POSITIVE_INFINITY)) {
    throw usageError(`--warmup is ${values.warmup}: say how many minutes.`);
  }
  return { known: statedKnowledge(values), warmUpS, historyPaths: values.history ?? [] };
}

/**
 * Predicts the earlier runs, and tells what of all that was said a model makes no use of.
 * @returns what it is fitted by for a run, of the earlier runs those that were before that
 */
export async function fittingBy(
  { known, warmUpS, historyPaths }: StatedFitting,
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<(track: Track) => CalibrationSources> {
  tellUnusedKnowledge(known, model.contract);
  const history = await predictHistory(historyPaths, model, settings);
  return (track) => ({ history: history.filter((earlier) => isEarlierRunOf(track, earlier.track)), warmUpS, known });
}

/** An earlier run of the same runner, as a library or a file holds it. */
type HistoryRun = Prediction & Pick<RunToPredict, "excluded" | "isKept">;

/** The earlier runs, predicted; one that can't be, or is of another sport, is told and left out. */
export async function predictHistory(
  paths: string[],
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<HistoryRun[]> {
  const predictions: HistoryRun[] = [];
  for (const path of paths) {
    for await (const { name, sport, excluded, isKept, predict } of runsToPredict(path, { model, settings })) {
      try {
        if (isOtherSport(sport)) tell(`${name}: left out, for its sport is “${sport}”`);
        else predictions.push({ ...(await predict()), excluded, isKept });
      } catch (error) {
        tellUnused(asPredictorError(error), name);
      }
    }
  }
  if (predictions.length > 0 && model.contract.calibration === null) {
    tell(`${model.contract.name} does not say how runners differ: earlier runs tell it nothing.`);
  }
  return predictions;
}

/**
 * Not the run itself, which would tell its own heart rate, nor one that started after it, nor another runner's where both
 * say whose they are.
 */
function isEarlierRunOf(track: Track, earlier: Track): boolean {
  if (track.runner !== null && earlier.runner !== null && track.runner !== earlier.runner) {
    tell(`${earlier.name}: left out of the history of ${track.name}, for it is of another runner (${earlier.runner}).`);
    return false;
  }
  const isItself = isOneRun(track, earlier);
  if (isItself) tell(`${earlier.name}: left out of the history of ${track.name}, for it is the same run.`);
  if (isItself) return false;
  const isLater = startedBefore(earlier, track) === false;
  if (isLater) tell(`${earlier.name}: left out of the history of ${track.name}, for it did not start before it.`);
  return !isLater;
}
