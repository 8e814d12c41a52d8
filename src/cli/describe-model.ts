import { writeFile } from "node:fs/promises";
import { readContract, withContract } from "../model/onnx-metadata.ts";
import { readArguments, usageError } from "./arguments.ts";
import { descriptionFrom, descriptionOptions, writeDescribed } from "./description.ts";
import { pathOf, readNamed } from "./files.ts";
import { measuredContract, trainedRangesOf } from "./measure-model.ts";
import { tell } from "./output.ts";
import { openTensors } from "./tensor-folder.ts";

/**
 * `hr describe-model`: any network, as an ONNX file with the inputs and outputs of docs/model-file.md, as a model that
 * describes itself. The tensors it learnt from say what it is fed; what runners differ by, its errors, intervals and
 * baselines are learnt and measured there. `--fold` as of `hr import-checkpoint`. It settles for no time unless
 * `--settling` says so. `--ranges-only`: a model that describes itself already is only given the ranges of these tensors.
 */
export async function describeModel(args: string[]): Promise<void> {
  const { positionals, values } = readArguments(args, {
    ...descriptionOptions,
    network: { type: "string" },
    "ranges-only": { type: "boolean" },
  });
  const { out, tensors: folder, network = null } = values;
  if (positionals.length !== 1 || !out || !folder) {
    throw usageError("Name one network, and say --tensors and --out.");
  }
  if (values["ranges-only"]) return giveRanges(positionals[0], folder, out);
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

/** Gives a model that describes itself already the ranges of what it learnt from, and changes nothing else of it. */
async function giveRanges(path: string, folder: string, out: string): Promise<void> {
  const { bytes } = await readNamed(pathOf(path));
  const contract = readContract(bytes);
  const trainedRanges = trainedRangesOf(await openTensors(pathOf(folder)));
  await writeFile(pathOf(out), withContract(bytes, { ...contract, trainedRanges }));
  tell(`${out}: ${trainedRanges === null ? "these tensors hold no speed and altitude" : "ranges measured"}.`);
}
