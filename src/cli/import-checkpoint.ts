import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { importModel } from "../dataset/import-model.ts";
import { described } from "../model/imported.ts";
import { readArguments, usageError } from "./arguments.ts";
import { pathOf, readNamed } from "./files.ts";
import { measuredContract } from "./measure-model.ts";
import { tell } from "./output.ts";

const USAGE =
  "Say: hr import-checkpoint CHECKPOINT.pt --scaler scaler_params.json|SPLIT.parquet --features temporal|typed --out MODEL.onnx [--tensors DIR] [--name NAME] [--about TEXT] [--licence TEXT].";

/**
 * `hr import-checkpoint`: a PyTorch checkpoint as a model that describes itself. Its scaler is the training's, or is
 * estimated from a Parquet split, and the model says so. With the tensors it was trained on,
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
  const features = values.features === "temporal" || values.features === "typed" ? values.features : null;
  if (positionals.length !== 1 || !scalerPath || !features || !out) throw usageError(USAGE);

  const {
    checkpoint: { featureNames },
    contract: unmeasured,
    scalerNote,
    write,
  } = await importModel({
    checkpoint: (await readNamed(pathOf(positionals[0]))).bytes,
    scaler: await readNamed(pathOf(scalerPath)),
    features,
    name: values.name ?? basename(out, ".onnx"),
    licence: values.licence ?? "unknown",
  });
  if (featureNames && featureNames.join() !== unmeasured.features.join()) {
    tell(`The checkpoint says that it learnt from ${featureNames.join(", ")}; it is fed the ${features} features.`);
  }
  if (scalerNote !== "") tell(scalerNote);
  const about = described(values.about ?? "Runs that were not described.", scalerNote);
  const contract = values.tensors
    ? await measuredContract(pathOf(values.tensors), unmeasured, about, write)
    : unmeasured;
  await writeFile(pathOf(out), write(contract));
  const { errors } = contract;
  tell(
    errors
      ? `${out}: MAE ${errors.mae.toFixed(2)} bpm on ${errors.runs} runs of ${errors.runners} test runners; constant ${errors.constantMae.toFixed(2)}, linear ${errors.linearMae.toFixed(2)}, coverage ${(100 * errors.coverage).toFixed(1)} %.`
      : `${out}: written, its errors unmeasured.`,
  );
}
