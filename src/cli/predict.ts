import { clockText } from "../base/clock.ts";
import { asPredictorError } from "../base/error.ts";
import { expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import { isOneRun } from "../library/one-run.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { startedBefore } from "../workout/recording-facts.ts";
import type { Span, Track } from "../workout/workout.ts";
import {
  listOption,
  namedPaths,
  readArguments,
  runnerOptions,
  runnerSettings,
  spanFrom,
  usageError,
} from "./arguments.ts";
import { knowledgeOptions, statedKnowledge, tellUnusedKnowledge } from "./knowledge-options.ts";
import { openNamedModel } from "./model-file.ts";
import { print, tell, tellError } from "./output.ts";
import { predictionRecord, predictionText, runCautions, spanText } from "./prediction-output.ts";
import { type FoundRun, runsUnder, workoutsIn } from "./runs.ts";

/**
 * `hr predict FILE|FOLDER…`: what the model expected of each run. A run that fails is told, and the others go on.
 * `--history` names earlier runs of the same runner, the latest last; `--warmup` says over how many first minutes the
 * run's own heart rate is looked at, which then counts in no figure. `--max-hr`, `--resting-hr`, `--threshold-hr`
 * and `--best` say what the runner knows of themselves. `--leave-out` names a stretch, such as 12:30-15:00, whose heart
 * rate counts in no figure and teaches nothing.
 */
export async function predict(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(listOption(args, "--history"), {
    json: { type: "boolean" },
    model: { type: "string" },
    history: { type: "string", multiple: true },
    warmup: { type: "string" },
    "leave-out": { type: "string", multiple: true },
    ...knowledgeOptions,
    ...runnerOptions,
  });
  const known = statedKnowledge(values);
  const warmUpS = 60 * Number(values.warmup ?? 0);
  if (!(warmUpS >= 0 && warmUpS < Number.POSITIVE_INFINITY)) {
    throw usageError(`--warmup is ${values.warmup}: say how many minutes.`);
  }
  const paths = namedPaths(positionals);
  const excluded = (values["leave-out"] ?? []).map(spanFrom);
  const settings = runnerSettings(values);
  const model = await openNamedModel(values.model);
  tellUnusedKnowledge(known, model.contract);
  const history = await predictHistory(values.history ?? [], model, settings);
  for (const argument of paths) {
    for await (const { file, run } of runsOrError(argument)) {
      try {
        if ("error" in run) throw run.error;
        const prediction = await predictRun(run.workout, model, settings);
        for (const caution of runCautions(prediction.track)) tell(`${run.name}: ${caution}`);
        const own = history.filter((earlier) => isEarlierRunOf(prediction.track, earlier.track));
        const shown = { ...prediction, excluded: withinRun(excluded, prediction.track) };
        const expected = expectedHeartRate(shown, model.contract, { history: own, warmUpS, known });
        print(
          values.json
            ? JSON.stringify(predictionRecord(file, prediction, expected, model))
            : predictionText(prediction, expected, model),
        );
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** The earlier runs, predicted; one that can't be is told and left out. */
export async function predictHistory(
  paths: string[],
  model: RunnableModel,
  settings: RunnerSettings,
): Promise<Prediction[]> {
  const predictions: Prediction[] = [];
  for await (const workout of workoutsIn(paths)) {
    try {
      predictions.push(await predictRun(workout, model, settings));
    } catch (error) {
      tellError(asPredictorError(error), workout.name);
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

/** The stretches that begin before the run ends; of the others it is said that nothing was left out. */
export function withinRun(excluded: readonly Span[], { name, heartRateBpm, stepS }: Track): Span[] {
  const durationS = (heartRateBpm.length - 1) * stepS;
  return excluded.filter((span) => {
    if (span.startS <= durationS) return true;
    tell(`${name}: it ends at ${clockText(durationS)}, so that ${spanText(span)} leaves nothing out.`);
    return false;
  });
}

/** Yields the runs of an argument; a missing file counts as one run that failed. */
export async function* runsOrError(argument: string): AsyncGenerator<FoundRun> {
  try {
    yield* runsUnder(argument);
  } catch (error) {
    yield { file: argument, run: { name: argument, error: asPredictorError(error) }, workoutType: null };
  }
}
