import { type ExpectedHeartRate, expectedHeartRate } from "../evaluation/expected-heart-rate.ts";
import type { Interval } from "../evaluation/intervals.ts";
import { compare, type Metrics, measuredFrom } from "../evaluation/metrics.ts";
import { isSameRun } from "../evaluation/same-run.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import type { Prediction } from "../model/prediction.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import { asPredictorError } from "../workout/error.ts";
import { sportCaution } from "../workout/sport.ts";
import type { Track } from "../workout/workout.ts";
import { listOption, readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { openModel } from "./model-file.ts";
import { plain, print, tell, tellError } from "./output.ts";
import { type FoundRun, runsUnder, workoutsIn } from "./runs.ts";

const USAGE =
  "Say: hr predict FILE|FOLDER… [--model M] [--json] [--history FILE|FOLDER…] [--warmup MINUTES] [--gender male|female|unknown] [--intent recovery|steady|intensive].";

/**
 * `hr predict FILE|FOLDER…`: what the model expected of each run. A run that fails is told, and the others go on.
 * `--history` names earlier runs of the same runner, the latest last; `--warmup` says over how many first minutes the
 * run's own heart rate is looked at, which then counts in no figure.
 */
export async function predict(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(
    listOption(args, "--history"),
    {
      json: { type: "boolean" },
      model: { type: "string" },
      history: { type: "string", multiple: true },
      warmup: { type: "string" },
      ...runnerOptions,
    },
    USAGE,
  );
  const warmUpS = 60 * Number(values.warmup ?? 0);
  if (positionals.length === 0 || !(warmUpS >= 0) || warmUpS === Number.POSITIVE_INFINITY) throw usageError(USAGE);
  const settings = runnerSettings(values);
  const model = await openModel(values.model);
  const history = await predictHistory(values.history ?? [], model, settings);
  for (const argument of positionals) {
    for await (const { file, run } of runsOrError(argument)) {
      try {
        if ("error" in run) throw run.error;
        const otherSport = sportCaution(run.workout.sport);
        if (otherSport !== null) tell(`${run.name}: ${otherSport}`);
        const prediction = await predictRun(run.workout, model, settings);
        const own = history.filter((earlier) => isEarlierRunOf(prediction.track, earlier.track));
        const expected = expectedHeartRate(prediction, model.contract, { history: own, warmUpS });
        print(values.json ? asJson(file, prediction, expected, model) : asText(prediction, expected, model));
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** The earlier runs, predicted; one that can't be is told and left out. */
async function predictHistory(paths: string[], model: RunnableModel, settings: RunnerSettings): Promise<Prediction[]> {
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

/** Not the run itself, which would tell its own heart rate, nor another runner's where both say whose they are. */
function isEarlierRunOf(track: Track, earlier: Track): boolean {
  if (track.runner !== null && earlier.runner !== null && track.runner !== earlier.runner) {
    tell(`${earlier.name}: left out of the history of ${track.name}, for it is of another runner (${earlier.runner}).`);
    return false;
  }
  const isItself = isSameRun(track, earlier);
  if (isItself) tell(`${earlier.name}: left out of the history of ${track.name}, for it is the same run.`);
  return !isItself;
}

/** What is not there counts as one run that failed. */
async function* runsOrError(argument: string): AsyncGenerator<FoundRun> {
  try {
    yield* runsUnder(argument);
  } catch (error) {
    yield { file: argument, run: { name: argument, error: asPredictorError(error) }, workoutType: null };
  }
}

function metricsOf({ track }: Prediction, { heartRateBpm, interval, fromS }: ExpectedHeartRate): Metrics | null {
  return compare(heartRateBpm, measuredFrom(track.heartRateBpm, track.stepS, fromS), interval);
}

function asJson(file: string, prediction: Prediction, expected: ExpectedHeartRate, model: RunnableModel): string {
  const { track, repairs } = prediction;
  const { heartRateBpm, interval, kind, historyRuns, fromS } = expected;
  const calibration = { kind, history_runs: historyRuns, metrics_from_s: fromS };
  const metrics = metricsOf(prediction, expected);
  return JSON.stringify({
    file,
    run: track.name,
    runner: track.runner,
    model: model.contract.name,
    step_s: track.stepS,
    time_s: Array.from(heartRateBpm, (_, i) => i * track.stepS),
    predicted_hr_bpm: Array.from(heartRateBpm),
    ...boundsOf(interval, heartRateBpm.length),
    // JSON has no NaN: where nothing was measured it says null.
    actual_hr_bpm: Array.from(track.heartRateBpm, (bpm) => (Number.isNaN(bpm) ? null : bpm)),
    metrics: metrics && namedMetrics(metrics),
    repairs: repairs.map(({ code, count, message }) => ({ code, count, message })),
    ...(kind === "none" ? {} : { calibration }),
  });
}

function boundsOf(interval: Interval | null, steps: number) {
  const none = () => new Array<null>(steps).fill(null);
  return {
    lower_hr_bpm: interval ? Array.from(interval.lowerBpm) : none(),
    upper_hr_bpm: interval ? Array.from(interval.upperBpm) : none(),
  };
}

function namedMetrics({ mae, rmse, bias, r2, coverage }: Metrics) {
  return { mae, rmse, bias, r2, coverage };
}

function asText(prediction: Prediction, expected: ExpectedHeartRate, model: RunnableModel): string {
  const { track, repairs } = prediction;
  const { heartRateBpm, historyRuns, fromS } = expected;
  const metrics = metricsOf(prediction, expected);
  const mean = heartRateBpm.reduce((sum, bpm) => sum + bpm, 0) / heartRateBpm.length;
  const minutes = ((heartRateBpm.length - 1) * track.stepS) / 60;
  const looked = [
    ...(historyRuns > 0 ? [`${historyRuns} earlier ${historyRuns === 1 ? "run" : "runs"}`] : []),
    ...(fromS > 0 ? [`its own first ${fromS / 60} min, which count in no figure`] : []),
  ];
  return [
    plain(track.name),
    `  ${minutes.toFixed(0)} min, predicted ${mean.toFixed(0)} bpm on average (${model.contract.name})`,
    ...(looked.length > 0 ? [`  by ${looked.join(" and ")}`] : []),
    metrics
      ? `  MAE ${metrics.mae.toFixed(2)} bpm, RMSE ${metrics.rmse.toFixed(2)} bpm, bias ${metrics.bias.toFixed(2)} bpm`
      : "  no heart rate in the file to compare with",
    ...repairs.map(({ message }) => `  ${message}`),
  ].join("\n");
}
