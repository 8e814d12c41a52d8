import { featureSets } from "../src/features/catalogue.ts";
import { checkpointContent, torchFile } from "../src/testing/checkpoint-file.ts";
import { randomNetwork } from "../src/testing/lstm-oracle.ts";

const NETWORK = randomNetwork({ inputSize: 14, hiddenSize: 6, layers: 1, directions: 2 }, 8);
const CONTENT = checkpointContent({ ...NETWORK, head: { ...NETWORK.head, bias: 150 } });
CONTENT.set("metadata", new Map([["feature_names", [...featureSets.temporal]]]));

/** A checkpoint that says which features it learned from. */
export const CHECKPOINT = { name: "best_model.pt", text: Buffer.from(torchFile(CONTENT)) };

/** What the checkpoint's features were scaled by. */
export const SCALER = {
  name: "scaler_params.json",
  text: JSON.stringify(Object.fromEntries(featureSets.temporal.map((name) => [name, { mean: 1, std: 4 }]))),
};
