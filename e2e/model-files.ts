import { featureSets } from "../src/features/catalogue.ts";
import { checkpointContent, torchFile } from "../src/testing/checkpoint-file.ts";
import { randomNetwork } from "../src/testing/lstm-oracle.ts";

const RANDOM = randomNetwork({ inputSize: 14, hiddenSize: 6, layers: 1, directions: 2 }, 8);

/** A small network whose answers can be heart rates. */
export const NETWORK = { ...RANDOM, head: { ...RANDOM.head, bias: 150 } };

/** The content of a checkpoint that learnt from these features. */
export function contentNaming(features: readonly string[]) {
  return checkpointContent(NETWORK).set("metadata", new Map([["feature_names", [...features]]]));
}

/** A checkpoint that says which features it learnt from. */
export function checkpointOf(features: readonly string[]) {
  return { name: "best_model.pt", text: Buffer.from(torchFile(contentNaming(features))) };
}

/** What features were scaled by. */
export function scalerOf(features: readonly string[]) {
  const scales = features.map((name) => [name, { mean: 1, std: 4 }]);
  return { name: "scaler_params.json", text: JSON.stringify(Object.fromEntries(scales)) };
}

export const CHECKPOINT = checkpointOf(featureSets.temporal);
export const SCALER = scalerOf(featureSets.temporal);
