import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { featureSets } from "../features/catalogue.ts";
import { readCheckpoint } from "../model/checkpoint.ts";
import type { ModelContract } from "../model/contract.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { parseScaler } from "../model/scaler.ts";
import { readArguments, usageError } from "./arguments.ts";
import { pathOf, readNamed } from "./files.ts";
import { measuredContract } from "./measure-model.ts";
import { tell } from "./output.ts";

const USAGE =
  "Say: hr import-checkpoint CHECKPOINT.pt --scaler scaler_params.json --features temporal|typed --out MODEL.onnx [--tensors DIR] [--name NAME] [--about TEXT] [--licence TEXT].";

/** What the published model was fed: 500 points a run, lightly smoothed, altitude as recorded. */
const PUBLISHED: Omit<ModelContract, "name" | "features" | "licence"> = {
  version: 1,
  sampling: { kind: "points", count: 500 },
  smoothingWindow: 7,
  altitudeReference: "sea-level",
  longestRunS: 4 * 3600,
  trainedOn: {
    description: "Unknown: the checkpoint does not say.",
    runs: 0,
    runners: 0,
    genders: [0, 1],
    splitSeed: null,
  },
  errors: null,
  intervals: null,
  baselines: null,
};

/**
 * `hr import-checkpoint`: a PyTorch checkpoint as a model that describes itself. With the tensors it was trained on,
 * its errors, intervals and baselines are measured on the runners held out there; without, it has none.
 */
export async function importCheckpoint(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(
    args,
    {
      scaler: { type: "string" },
      features: { type: "string" },
      out: { type: "string" },
      tensors: { type: "string" },
      name: { type: "string" },
      about: { type: "string" },
      licence: { type: "string" },
    },
    USAGE,
  );
  const { scaler: scalerPath, out } = values;
  const features = values.features === "temporal" || values.features === "typed" ? featureSets[values.features] : null;
  if (positionals.length !== 1 || !scalerPath || !features || !out) throw usageError(USAGE);

  const checkpoint = readCheckpoint((await readNamed(pathOf(positionals[0]))).bytes);
  const { featureNames } = checkpoint;
  if (featureNames && featureNames.join() !== features.join()) {
    tell(
      `The checkpoint says that it learnt from ${featureNames.join(", ")}; it is fed the ${values.features} features.`,
    );
  }
  const scaler = parseScaler(new TextDecoder().decode((await readNamed(pathOf(scalerPath))).bytes), features);
  const unmeasured: ModelContract = {
    ...PUBLISHED,
    name: values.name ?? basename(out, ".onnx"),
    features: [...features],
    licence: values.licence ?? "unknown",
  };
  const write = (contract: ModelContract) => writeOnnx(checkpoint, scaler, contract);
  const contract = values.tensors
    ? await measuredContract(pathOf(values.tensors), unmeasured, values.about ?? "Runs that were not described.", write)
    : unmeasured;
  await writeFile(pathOf(out), write(contract));
  const { errors } = contract;
  tell(
    errors
      ? `${out}: MAE ${errors.mae.toFixed(2)} bpm on ${errors.runs} runs of ${errors.runners} test runners; constant ${errors.constantMae.toFixed(2)}, linear ${errors.linearMae.toFixed(2)}, coverage ${(100 * errors.coverage).toFixed(1)} %.`
      : `${out}: written, its errors unmeasured.`,
  );
}
