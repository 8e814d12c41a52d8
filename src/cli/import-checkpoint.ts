import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { FOLDS } from "../dataset/build/splits.ts";
import { importModel } from "../dataset/import-model.ts";
import { type FeatureSetName, featureSets } from "../features/catalogue.ts";
import { described } from "../model/imported.ts";
import { DEFAULT_SETTLING_S, LONGEST_SETTLING_S } from "../model/settling.ts";
import { oneOf, readArguments, usageError } from "./arguments.ts";
import { pathOf, readNamed } from "./files.ts";
import { foldTables } from "./fold-table.ts";
import { measuredContract } from "./measure-model.ts";
import { print, tell } from "./output.ts";

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
    scaler: { type: "string" },
    features: { type: "string" },
    out: { type: "string" },
    tensors: { type: "string" },
    fold: { type: "string", multiple: true },
    settling: { type: "string" },
    name: { type: "string" },
    about: { type: "string" },
    licence: { type: "string" },
  });
  const { scaler: scalerPath, out } = values;
  const { fold: foldPaths = [] } = values;
  if (positionals.length !== 1 || !scalerPath || !values.features || !out) {
    throw usageError("Name one checkpoint, and say --scaler, --features and --out.");
  }
  const features = oneOf("features", values.features, Object.keys(featureSets) as FeatureSetName[]);
  if (foldPaths.length > 0 && (foldPaths.length !== FOLDS || !values.tensors)) {
    throw usageError(`With --tensors go ${FOLDS} times --fold, or none: ${foldPaths.length} were given.`);
  }

  const settlingS = Number(values.settling ?? DEFAULT_SETTLING_S);
  if (!(settlingS >= 0 && settlingS <= LONGEST_SETTLING_S)) {
    throw usageError(`--settling is ${values.settling}: say how many seconds, up to ${LONGEST_SETTLING_S}.`);
  }

  const scaler = await readNamed(pathOf(scalerPath));
  const open = async (path: string) =>
    importModel({
      checkpoint: (await readNamed(pathOf(path))).bytes,
      scaler,
      features,
      name: values.name ?? basename(out, ".onnx"),
      licence: values.licence ?? "unknown",
    });
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
  const about = described(values.about ?? "Runs that were not described.", scalerNote);
  const folds: Uint8Array[] = [];
  for (const path of foldPaths) {
    const fold = await open(path);
    folds.push(fold.write(fold.contract));
  }
  const measured = values.tensors
    ? await measuredContract(pathOf(values.tensors), unmeasured, about, write, folds)
    : { contract: unmeasured, folds: [] };
  const { contract } = measured;
  await writeFile(pathOf(out), write(contract));
  if (foldPaths.length > 0) print(foldTables(measured.folds));
  const { errors } = contract;
  tell(
    errors
      ? `${out}: MAE ${errors.mae.toFixed(2)} bpm on ${errors.runs} runs of ${errors.runners} test runners; constant ${errors.constantMae.toFixed(2)}, linear ${errors.linearMae.toFixed(2)}, ${errors.coverage === null ? "without intervals" : `coverage ${(100 * errors.coverage).toFixed(1)} %`}.`
      : `${out}: written, its errors unmeasured.`,
  );
}
