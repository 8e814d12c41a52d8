import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PredictorError } from "../base/error.ts";
import { openModel } from "../inference/open-model.ts";
import type { RunnableModel } from "../inference/predict.ts";
import { bundledModels, DEFAULT_MODEL } from "../model/bundled.ts";
import type { ModelContract } from "../model/contract.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { pathOf, readNamed } from "./files.ts";

const BUNDLED = resolve(import.meta.dirname, "../../public/models");

/**
 * A model made ready: a path to an .onnx file, the name of a bundled one, or the default where none is named.
 * @throws PredictorError `no-file`, `unknown-model`, and as openModel.
 */
export async function openNamedModel(argument: string | undefined): Promise<RunnableModel> {
  return openModel((await readNamed(await modelPath(argument))).bytes);
}

/** The contract alone of the model that openNamedModel makes ready. @throws PredictorError as openNamedModel. */
export async function openContract(argument: string | undefined): Promise<ModelContract> {
  return readContract((await readNamed(await modelPath(argument))).bytes);
}

async function modelPath(argument: string | undefined): Promise<string> {
  if (argument?.endsWith(".onnx")) return pathOf(argument);
  const name = argument ?? DEFAULT_MODEL;
  const bundled = bundledModels(await readdir(BUNDLED));
  if (bundled.includes(name)) return join(BUNDLED, `${name}.onnx`);
  throw new PredictorError(
    "unknown-model",
    `There is no model ${name}: name an .onnx file, or one of these: ${bundled.join(", ")}.`,
  );
}
