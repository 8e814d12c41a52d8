import { type Interval, intervalOf } from "../evaluation/intervals.ts";
import { compare, type Metrics } from "../evaluation/metrics.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import type { Prediction } from "../model/prediction.ts";
import { asPredictorError } from "../workout/error.ts";
import { readArguments, runnerOptions, runnerSettings, usageError } from "./arguments.ts";
import { openModel } from "./model-file.ts";
import { print, tellError } from "./output.ts";
import { type FoundRun, runsUnder } from "./runs.ts";

const USAGE =
  "Say: hr predict FILE|FOLDER… [--model M] [--json] [--gender male|female|unknown] [--intent recovery|steady|intensive].";

/** `hr predict FILE|FOLDER…`: what the model expected of each run. A run that fails is told, and the others go on. */
export async function predict(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(
    args,
    { json: { type: "boolean" }, model: { type: "string" }, ...runnerOptions },
    USAGE,
  );
  if (positionals.length === 0) throw usageError(USAGE);
  const settings = runnerSettings(values);
  const model = await openModel(values.model);
  for (const argument of positionals) {
    for await (const { file, run } of runsOrError(argument)) {
      try {
        if ("error" in run) throw run.error;
        const prediction = await predictRun(run.workout, model, settings);
        print(values.json ? asJson(file, prediction, model) : asText(prediction, model));
      } catch (error) {
        tellError(asPredictorError(error), run.name);
      }
    }
  }
}

/** What is not there counts as one run that failed. */
async function* runsOrError(argument: string): AsyncGenerator<FoundRun> {
  try {
    yield* runsUnder(argument);
  } catch (error) {
    yield { file: argument, run: { name: argument, error: asPredictorError(error) } };
  }
}

function assess({ heartRateBpm, track }: Prediction, { contract }: RunnableModel) {
  const interval = contract.intervals && intervalOf(heartRateBpm, track.stepS, contract.intervals);
  return { interval, metrics: compare(heartRateBpm, track.heartRateBpm, interval) };
}

function asJson(file: string, prediction: Prediction, model: RunnableModel): string {
  const { track, heartRateBpm, repairs } = prediction;
  const { interval, metrics } = assess(prediction, model);
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

function asText(prediction: Prediction, model: RunnableModel): string {
  const { track, heartRateBpm, repairs } = prediction;
  const { metrics } = assess(prediction, model);
  const mean = heartRateBpm.reduce((sum, bpm) => sum + bpm, 0) / heartRateBpm.length;
  const minutes = ((heartRateBpm.length - 1) * track.stepS) / 60;
  return [
    track.name,
    `  ${minutes.toFixed(0)} min, predicted ${mean.toFixed(0)} bpm on average (${model.contract.name})`,
    metrics
      ? `  MAE ${metrics.mae.toFixed(2)} bpm, RMSE ${metrics.rmse.toFixed(2)} bpm, bias ${metrics.bias.toFixed(2)} bpm`
      : "  no heart rate in the file to compare with",
    ...repairs.map(({ message }) => `  ${message}`),
  ].join("\n");
}
