import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { RunnableModel } from "../inference/predict.ts";
import { createRuntime } from "../inference/runtime.ts";
import type { ModelContract } from "../model/contract.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { PredictorError } from "../workout/error.ts";
import { pathOf, readNamed } from "./files.ts";

const BUNDLED = resolve(import.meta.dirname, "../../public/models");

/**
 * A model made ready: a path to an .onnx file, the name of a bundled one, or the bundled one where none is named.
 * @throws PredictorError `no-file`, `unknown-model`, `bad-model`.
 */
export async function openModel(argument: string | undefined): Promise<RunnableModel> {
  const { bytes } = await readNamed(await modelPath(argument));
  const contract = readContract(bytes);
  return { contract, runtime: await createRuntime(bytes, "wasm") };
}

/** The contract alone of the model that openModel makes ready. @throws PredictorError as openModel. */
export async function openContract(argument: string | undefined): Promise<ModelContract> {
  return readContract((await readNamed(await modelPath(argument))).bytes);
}

async function modelPath(argument: string | undefined): Promise<string> {
  if (argument?.endsWith(".onnx")) return pathOf(argument);
  const bundled = (await readdir(BUNDLED)).filter((file) => file.endsWith(".onnx")).sort();
  const file = argument === undefined ? bundled[0] : bundled.find((name) => name === `${argument}.onnx`);
  if (file) return join(BUNDLED, file);
  throw new PredictorError(
    "unknown-model",
    `There is no model ${argument ?? "in public/models"}: name an .onnx file, or one of ${bundled.map((name) => basename(name, ".onnx")).join(", ") || "none"}.`,
  );
}
