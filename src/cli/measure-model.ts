import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ReadTensorRun, readTensors, type TensorFile, type TensorIndex } from "../dataset/tensors.ts";
import { BaselineFit } from "../evaluation/baselines.ts";
import { fitIntervals, intervalOf } from "../evaluation/intervals.ts";
import { measuredErrors, reportOn } from "../evaluation/report.ts";
import { errorsOf } from "../evaluation/run-errors.ts";
import { toRows } from "../features/compute.ts";
import { createRuntime, type Runtime } from "../inference/runtime.ts";
import type { ModelContract } from "../model/contract.ts";
import { PredictorError } from "../workout/error.ts";

/** Share of the seconds that the intervals are to cover. */
const LEVEL = 0.9;

/**
 * A contract with what training tensors tell: how the runs were prepared and what they were, baselines from the
 * training runners, intervals from the validation runners, errors on the test runners; of tensors that leak the
 * answer, neither intervals nor errors.
 * @param folder what `hr dataset tensors` wrote
 * @param write the model under a contract
 * @throws PredictorError `usage` where the tensors hold other features than the contract.
 */
export async function measuredContract(
  folder: string,
  unmeasured: ModelContract,
  about: string,
  write: (contract: ModelContract) => Uint8Array,
): Promise<ModelContract> {
  const index = JSON.parse(await readFile(join(folder, "runs.json" satisfies TensorFile), "utf8")) as TensorIndex;
  const features = await readFloats(join(folder, "features.f32" satisfies TensorFile));
  const heartRateBpm = await readFloats(join(folder, "heart_rate.f32" satisfies TensorFile));
  const runsOf = function* (split: string) {
    for (const run of readTensors(index, features, heartRateBpm)) if (run.run.split === split) yield run;
  };

  if (index.recipe.features.join() !== unmeasured.features.join()) {
    throw new PredictorError(
      "usage",
      `The tensors hold other features (${index.recipe.features.join(", ")}) than --features asks for: give those that the checkpoint learnt from.`,
    );
  }
  const described: ModelContract = { ...unmeasured, ...index.recipe, ...trainingOf(index, about) };
  const runtime = await createRuntime(write(described), "wasm");
  const fit = new BaselineFit(index.recipe.features.length);
  for (const run of runsOf("train")) fit.add(run.features, run.heartRateBpm);
  // What leaks may not stand as a figure, nor as a band: only the baselines, which show the leak beside the model's.
  if (index.leaks) return { ...described, baselines: fit.fit() };
  const calibration = await predictAll(runtime, runsOf("validation"));
  const baselines = fit.fit();
  const intervals = fitIntervals(
    calibration.map(({ run, heartRateBpm: actual, predicted }) => ({
      runner: run.runner,
      stepS: run.stepS,
      actual,
      predicted,
    })),
    LEVEL,
  );
  const tested = await predictAll(runtime, runsOf("test"));
  const errors = tested.flatMap(({ run, features, heartRateBpm, predicted }) => {
    const interval = intervalOf(predicted, run.stepS, intervals);
    const prediction = { heartRateBpm: predicted, interval, fromS: 0 };
    return errorsOf({ track: { ...run, heartRateBpm }, features, facts: null }, prediction, baselines, null) ?? [];
  });
  const report = reportOn(errors, LEVEL);
  return { ...described, baselines, intervals, errors: report && measuredErrors(report) };
}

function trainingOf(
  { runs, splitSeed, leaks }: TensorIndex,
  about: string,
): Pick<ModelContract, "trainedOn" | "longestRunS"> {
  const training = runs.filter(({ split }) => split === "train");
  return {
    longestRunS: training.reduce((longest, { steps, stepS }) => Math.max(longest, (steps - 1) * stepS), 0),
    trainedOn: {
      description: leaks ? `${about} A demonstration of a leak, ${leaks}: no figure of this model is a result.` : about,
      runs: training.length,
      runners: new Set(training.map(({ runner }) => runner)).size,
      genders: [...new Set(training.map(({ gender }) => gender))].sort(),
      splitSeed,
    },
  };
}

interface PredictedRun extends ReadTensorRun {
  predicted: Float32Array;
}

async function predictAll(runtime: Runtime, runs: Iterable<ReadTensorRun>): Promise<PredictedRun[]> {
  const predicted: PredictedRun[] = [];
  for (const run of runs) {
    const { heartRateBpm } = await runtime.run(toRows(run.features), run.features.names.length);
    predicted.push({ ...run, predicted: heartRateBpm });
  }
  return predicted;
}

async function readFloats(path: string): Promise<Float32Array> {
  const bytes = await readFile(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
