import { PredictorError } from "../base/error.ts";
import { importModel } from "../dataset/import-model.ts";
import { type FeatureSetName, featureSets } from "../features/catalogue.ts";
import { described } from "../model/imported.ts";
import { DEFAULT_SETTLING_S } from "../model/settling.ts";
import { oneOf, readArguments, usageError } from "./arguments.ts";
import { descriptionFrom, descriptionOptions, writeDescribed } from "./description.ts";
import { pathOf, readNamed } from "./files.ts";
import { measuredContract } from "./measure-model.ts";
import { tell } from "./output.ts";
import { openTensors } from "./tensor-folder.ts";

/**
 * `hr import-checkpoint`: a PyTorch checkpoint as a model that describes itself. Its scaler is the training's, or is
 * estimated from a Parquet split, and the model says so. With the tensors it was trained on, what runners differ by,
 * its errors, intervals and baselines are learnt and measured there; without, it has none. A `--fold` for each fold
 * of the development runners, in their order, each trained without it, stands for the runners that the model itself
 * never saw, and their errors are printed, in Markdown. `--settling` says how long the model needs until it knows how a
 * run began; 0 for not at all.
 */
export async function importCheckpoint(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    ...descriptionOptions,
    scaler: { type: "string" },
    features: { type: "string" },
  });
  const { scaler: scalerPath, out } = values;
  if (positionals.length !== 1 || !scalerPath || !values.features || !out) {
    throw usageError("Name one checkpoint, and say --scaler, --features and --out.");
  }
  const features = oneOf("features", values.features, Object.keys(featureSets) as FeatureSetName[]);
  const description = descriptionFrom(values, out, DEFAULT_SETTLING_S);
  const { tensors: folder, foldPaths, sealed, settlingS, name, licence } = description;

  const scaler = await readNamed(pathOf(scalerPath));
  const open = async (path: string) =>
    importModel({ checkpoint: (await readNamed(pathOf(path))).bytes, scaler, features, name, licence });
  const {
    checkpoint: { featureNames },
    contract: imported,
    scalerNote,
    write,
  } = await open(positionals[0]);
  const unmeasured = { ...imported, settlingS };
  if (featureNames && featureNames.join() !== unmeasured.features.join()) {
    tell(`The checkpoint says that it learnt from ${featureNames.join(", ")}; it is fed the ${features} features.`);
  }
  if (scalerNote !== "") tell(scalerNote);
  const about = described(description.about, scalerNote);
  const folds: Uint8Array[] = [];
  for (const path of foldPaths) {
    const fold = await open(path);
    folds.push(fold.write(fold.contract));
  }
  if (folder === null) return writeDescribed(out, write(unmeasured), unmeasured, []);
  const tensors = await openTensors(pathOf(folder));
  const learntFrom = tensors.index.recipe.features;
  if (learntFrom.join() !== unmeasured.features.join()) {
    throw new PredictorError(
      "usage",
      `The tensors hold other features (${learntFrom.join(", ")}) than --features asks for: give those that the checkpoint learnt from.`,
    );
  }
  const measured = await measuredContract(tensors, unmeasured, about, write, { folds, sealed });
  await writeDescribed(out, write(measured.contract), measured.contract, measured.folds);
}
