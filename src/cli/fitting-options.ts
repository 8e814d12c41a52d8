import { asPredictorError } from "../base/error.ts";
import { AND } from "../base/list-words.ts";
import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import { runnersOf } from "../evaluation/compare-runs.ts";
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
): Promise<(run: SomebodysRun) => CalibrationSources> {
  tellUnusedKnowledge(known, model.contract);
  const history = await predictHistory(historyPaths, model, settings);
  return (run) => {
    if (run.keptFor === null) checkOnePerson(history);
    return { history: history.filter((earlier) => isEarlierRunOf(run, earlier)), warmUpS, known };
  };
}

/** A run, and for whom a library keeps it. */
interface SomebodysRun extends Pick<RunToPredict, "keptFor"> {
  track: Track;
}

/** An earlier run, as a library or a file holds it. */
type HistoryRun = Prediction & SomebodysRun & Pick<RunToPredict, "excluded"> & { isKept: boolean };

/** @throws PredictorError `usage` where earlier runs are of several people, of whom a run that nobody keeps may be any. */
export function checkOnePerson(history: readonly SomebodysRun[]): void {
  const people = [...new Set(history.flatMap(({ keptFor }) => keptFor ?? []))];
  if (people.length < 2) return;
  throw usageError(
    `--history holds runs of ${AND.format(people)}: write those of one of them by hr library export --runner, and name that file.`,
  );
}

/** The earlier runs, predicted, each once; one that can't be, or is of another sport, is told and left out. */
export async function predictHistory(
  paths: string[],
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<HistoryRun[]> {
  const predictions: HistoryRun[] = [];
  for (const path of paths) {
    for await (const { name, sport, excluded, keptFor, predict } of runsToPredict(path, { model, settings })) {
      try {
        if (isOtherSport(sport)) {
          tell(`${name}: left out, for its sport is “${sport}”`);
          continue;
        }
        const prediction = await predict();
        const same = predictions.find(({ track }) => isOneRun(track, prediction.track));
        if (same === undefined) predictions.push({ ...prediction, excluded, keptFor, isKept: keptFor !== null });
        else tell(`${name}: left out of the history, for ${same.track.name} is the same run.`);
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
function isEarlierRunOf(run: SomebodysRun, other: SomebodysRun): boolean {
  const [track, earlier] = [run.track, other.track];
  if (runnersOf({ ...track, keptFor: run.keptFor }, { ...earlier, keptFor: other.keptFor }) === "two") {
    const runner = other.keptFor ?? earlier.runner;
    const whose = runner === null ? "" : ` (${runner})`;
    tell(`${earlier.name}: left out of the history of ${track.name}, for it is of another runner${whose}.`);
    return false;
  }
  const isItself = isOneRun(track, earlier);
  if (isItself) tell(`${earlier.name}: left out of the history of ${track.name}, for it is the same run.`);
  if (isItself) return false;
  const isLater = startedBefore(earlier, track) === false;
  if (isLater) tell(`${earlier.name}: left out of the history of ${track.name}, for it did not start before it.`);
  return !isLater;
}
