/** @module-tag slow */
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { fuzz, type Seed } from "../testing/fuzzing.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import { sharedPath } from "../testing/shared.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { withDirections } from "./directions-output.ts";
import { readContract } from "./onnx-metadata.ts";
import { parseScaler } from "./scaler.ts";

const fileAt = (path: string): Seed => ({ name: path, bytes: new Uint8Array(readFileSync(path)) });
const shared = (name: string) => [sharedPath("reference", name)].flatMap((path) => (path === null ? [] : fileAt(path)));

const network = randomNetwork({ inputSize: 14, hiddenSize: 6, layers: 2, directions: 2 }, 8);
const checkpoints = [{ name: "small.pt", bytes: torchFile(checkpointContent(network)) }, ...shared("checkpoint.pt")];

const scaler = JSON.stringify(Object.fromEntries(featureSets.temporal.map((name) => [name, { mean: 1, std: 2 }])));
const scalers = [{ name: "scaler", bytes: new TextEncoder().encode(scaler) }, ...shared("scaler_params.json")];

test("damaged copies of checkpoints", () => fuzz(checkpoints, readCheckpoint));

test("damaged copies of scalers", () =>
  fuzz(scalers, (bytes) => parseScaler(new TextDecoder().decode(bytes), featureSets.temporal)));

test("damaged copies of the bundled model: what it says of itself", () =>
  fuzz([fileAt("public/models/population.onnx")], readContract));

test("damaged copies of the bundled model: what it gives", () =>
  fuzz([fileAt("public/models/population.onnx")], (bytes) => withDirections(bytes, [new Array(129).fill(1)])));
