import { splitNames, splitOf } from "../dataset/splits.ts";
import { errorsOf, type Report, type RunErrors, reportOn } from "../evaluation/report.ts";
import { computeFeatures } from "../features/compute.ts";
import { predictRun, type RunnableModel } from "../inference/predict.ts";
import { asPredictorError, PredictorError } from "../workout/error.ts";
import type { Workout } from "../workout/workout.ts";
import { readArguments, usageError } from "./arguments.ts";
import { openModel } from "./model-file.ts";
import { print, tell, tellLeftOut } from "./output.ts";
import { workoutsIn } from "./runs.ts";

const USAGE = "Say: hr evaluate FILE|FOLDER… [--json] [--model M] [--split train|validation|test].";

/**
 * `hr evaluate`: a model's errors over runs. `--split` keeps the runs whose runner the model's own training put on
 * that side, so that its published figure can be computed again from the same runs.
 */
export async function evaluate(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(
    args,
    { json: { type: "boolean" }, model: { type: "string" }, split: { type: "string" } },
    USAGE,
  );
  const split = splitNames.find((name) => name === values.split);
  if (positionals.length === 0 || (values.split !== undefined && !split)) throw usageError(USAGE);
  const model = await openModel(values.model);
  const { splitSeed } = model.contract.trainedOn;
  if (split && splitSeed === null) {
    throw usageError(`${model.contract.name} does not say how its runners were split: leave --split out.`);
  }
  const isWanted = ({ runner }: Workout) =>
    !split || (runner !== null && splitSeed !== null && splitOf(runner, splitSeed) === split);

  const errors: RunErrors[] = [];
  for await (const workout of workoutsIn(positionals)) {
    if (!isWanted(workout)) continue;
    const own = await errorsOrNull(workout, model);
    if (!own) continue;
    errors.push(own);
    if (errors.length % 200 === 0) tell(`${errors.length} runs`);
  }
  const report = reportOn(errors);
  if (!report) {
    const which = split ? `the runs of ${split} runners` : "the runs";
    throw new PredictorError("no-runs", `None of ${which} has a heart rate to compare with.`);
  }
  print(values.json ? JSON.stringify(report) : asText(report));
}

async function errorsOrNull(workout: Workout, model: RunnableModel): Promise<RunErrors | null> {
  const { contract } = model;
  try {
    const { track, heartRateBpm } = await predictRun(workout, model, { gender: null, intent: null });
    const features = computeFeatures(track, contract.features, contract.altitudeReference);
    return errorsOf(track, heartRateBpm, features, contract);
  } catch (error) {
    tellLeftOut(asPredictorError(error), workout.name);
    return null;
  }
}

function asText({ runs, runners, mae, rmse, bias, coverage, byRunnerMae, baselines }: Report): string {
  const bpm = (value: number | undefined) => (value === undefined ? "unknown" : `${value.toFixed(2)} bpm`);
  return [
    `${runs} runs of ${runners} runners; means over runs:`,
    `  MAE ${bpm(mae)} (constant ${bpm(baselines.constant?.mae)}, linear ${bpm(baselines.linear?.mae)}; over runners ${bpm(byRunnerMae)})`,
    `  RMSE ${bpm(rmse)}, bias ${bpm(bias)}`,
    `  interval covers ${coverage === null ? "unknown" : `${(100 * coverage).toFixed(1)} %`}`,
  ].join("\n");
}
