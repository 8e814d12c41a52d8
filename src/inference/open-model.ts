import { createRunnableModel, type RunnableModel } from "./predict.ts";
import { proveModel } from "./trial-run.ts";

/**
 * Makes a model file ready on WebAssembly. It has run once: one that can't serve is refused here, not with every run.
 * @throws PredictorError `bad-model`, `unknown-feature`.
 */
export async function openModel(file: Uint8Array): Promise<RunnableModel> {
  const model = await createRunnableModel(file, "wasm");
  await proveModel(model);
  return model;
}
