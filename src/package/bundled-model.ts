import { openModel } from "../inference/open-model.ts";
import type { RunnableModel } from "../inference/predict.ts";
import { readOwnFile } from "./own-file.ts";

/** Makes the model that comes with the package ready. @throws PredictorError `download-failed`. */
export async function openBundledModel(): Promise<RunnableModel> {
  // DEFAULT_MODEL's file, written out: bundlers for web pages take along what they find in an address.
  return openModel(await readOwnFile(new URL("../../public/models/population.onnx", import.meta.url)));
}
