import { withContract } from "../model/onnx-metadata.ts";
import { readArguments, usageError } from "./arguments.ts";
import { descriptionFrom, descriptionOptions, writeDescribed } from "./description.ts";
import { pathOf, readNamed } from "./files.ts";
import { measuredContract } from "./measure-model.ts";
import { openTensors } from "./tensor-folder.ts";

/**
 * `hr describe-model`: any network, as an ONNX file with the inputs and outputs of docs/model-file.md, as a model that
 * describes itself. The tensors it learnt from say what it is fed; what runners differ by, its errors, intervals and
 * baselines are learnt and measured there. `--fold` as of `hr import-checkpoint`. It settles for no time unless
 * `--settling` says so.
 */
export async function describeModel(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, { ...descriptionOptions, network: { type: "string" } });
  const { out, tensors: folder, network = null } = values;
  if (positionals.length !== 1 || !out || !folder) {
    throw usageError("Name one network, and say --tensors and --out.");
  }
  const { foldPaths, sealed, settlingS, name, about, licence } = descriptionFrom(values, out, 0);
  const { bytes } = await readNamed(pathOf(positionals[0]));
  const folds: Uint8Array[] = [];
  for (const path of foldPaths) folds.push((await readNamed(pathOf(path))).bytes);
  const tensors = await openTensors(pathOf(folder));
  const measured = await measuredContract(
    tensors,
    { name, network, licence, settlingS },
    about,
    (contract) => withContract(bytes, contract),
    { folds, sealed },
  );
  await writeDescribed(out, withContract(bytes, measured.contract), measured.contract, measured.folds);
}
