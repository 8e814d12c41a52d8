import { PredictorError } from "../base/error.ts";
import { type LstmNetwork, type LstmWeights, layerInputs, layerUnits, type NetworkConfig } from "./network.ts";
import { openTorchArchive, Tensor, type TorchArchive } from "./torch-archive.ts";

/** A trained network and what its training noted beside it. */
export interface Checkpoint extends LstmNetwork {
  /** The epoch that it was saved after; null where the file does not say. */
  epoch: number | null;
  /** Mean absolute error over the validation runs, BPM; null where the file does not say. */
  valMae: number | null;
  /** Names of the inputs in order; null where the file does not state them. */
  featureNames: string[] | null;
}

type Dictionary = ReadonlyMap<unknown, unknown>;

/** Inputs of a checkpoint's network. @limit */
const MAX_INPUTS = 1024;
/** Units of a layer of a checkpoint's network. @limit */
const MAX_UNITS = 2048;
/** Layers of a checkpoint's network. @limit */
const MAX_LAYERS = 16;

/** Size of a float16, the smallest type of weights. */
const LEAST_BYTES_A_WEIGHT = 2;

/**
 * Reads a checkpoint in the published layout: a `torch.save` file of a dictionary with `model_state_dict` (an
 * `lstm` and a linear `fc`), `model_config`, `epoch`, `val_mae` and `metadata`. Any width and number of layers, one
 * direction or two. The file is read as data and nothing in it is run.
 *
 * @throws PredictorError `bad-checkpoint` where the file is something else or damaged, where a tensor is missing, of
 * another shape or not finite, or where there are tensors that such a network does not have.
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const archive = openTorchArchive(bytes);
  const root = dictionary(archive.root, "the file");
  const stateDict = dictionary(root.get("model_state_dict"), "model_state_dict");
  const config = readConfig(dictionary(root.get("model_config"), "model_config"));
  checkWeights(config, bytes.length);
  return {
    config,
    ...readNetwork(archive, stateDict, config),
    epoch: numberOrNull(root.get("epoch")),
    valMae: numberOrNull(root.get("val_mae")),
    featureNames: readFeatureNames(root.get("metadata")),
  };
}

function readConfig(config: Dictionary): NetworkConfig {
  const bidirectional = config.get("bidirectional");
  if (typeof bidirectional !== "boolean") throw bad("model_config.bidirectional is neither True nor False");
  return {
    inputSize: size(config, "input_size", MAX_INPUTS),
    hiddenSize: size(config, "hidden_size", MAX_UNITS),
    layers: size(config, "num_layers", MAX_LAYERS),
    directions: bidirectional ? 2 : 1,
  };
}

/** Numbers of a tensor may be said to repeat: a small file would stand for a network beyond any memory. */
function checkWeights(config: NetworkConfig, fileBytes: number): void {
  let weights = layerUnits(config) + 1;
  for (let layer = 0; layer < config.layers; layer++) {
    weights += config.directions * 4 * config.hiddenSize * (layerInputs(config, layer) + config.hiddenSize + 2);
  }
  if (weights * LEAST_BYTES_A_WEIGHT <= fileBytes) return;
  throw bad(`model_config calls for ${weights} weights, more than the file's ${fileBytes} bytes can hold`);
}

function size(config: Dictionary, name: string, most: number): number {
  const value = config.get(name);
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > most) {
    throw bad(`model_config.${name} is ${show(value)}, expected a whole number from 1 to ${most}`);
  }
  return value;
}

function readNetwork(archive: TorchArchive, stateDict: Dictionary, config: NetworkConfig): Omit<LstmNetwork, "config"> {
  const unread = new Set(stateDict.keys());
  const read = (name: string, shape: number[]) => {
    unread.delete(name);
    return readWeights(archive, stateDict, name, shape);
  };
  const lstm = Array.from({ length: config.layers }, (_, layer) =>
    Array.from({ length: config.directions }, (_, direction) => readLayer(read, config, layer, direction)),
  );
  const weights = read("fc.weight", [1, layerUnits(config)]);
  const [bias] = read("fc.bias", [1]);
  if (unread.size > 0) {
    throw bad(
      `its state dict holds ${show([...unread][0])}, which an LSTM of ${config.layers} layer(s) and ` +
        `${config.directions} direction(s) with a linear head does not have: it is another network`,
    );
  }
  return { lstm, head: { weights, bias } };
}

function readLayer(
  read: (name: string, shape: number[]) => Float32Array,
  config: NetworkConfig,
  layer: number,
  direction: number,
): LstmWeights {
  const suffix = `l${layer}${direction === 1 ? "_reverse" : ""}`;
  const gates = 4 * config.hiddenSize;
  return {
    inputWeights: read(`lstm.weight_ih_${suffix}`, [gates, layerInputs(config, layer)]),
    recurrentWeights: read(`lstm.weight_hh_${suffix}`, [gates, config.hiddenSize]),
    inputBias: read(`lstm.bias_ih_${suffix}`, [gates]),
    recurrentBias: read(`lstm.bias_hh_${suffix}`, [gates]),
  };
}

function readWeights(archive: TorchArchive, stateDict: Dictionary, name: string, shape: number[]): Float32Array {
  const tensor = stateDict.get(name);
  if (!(tensor instanceof Tensor)) {
    throw bad(`its state dict has no tensor ${name}, which its model_config calls for`);
  }
  if (tensor.shape.length !== shape.length || shape.some((size, axis) => size !== tensor.shape[axis])) {
    throw bad(`${name} has shape [${tensor.shape.join(", ")}], and model_config calls for [${shape.join(", ")}]`);
  }
  const values = archive.readTensor(tensor, name);
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    throw bad(`${name} holds ${values[broken]} at position ${broken}: its training went astray. Use an earlier one`);
  }
  return values;
}

/** The published training code puts them under `metadata.data_metadata`; straight under `metadata` is read too. */
function readFeatureNames(metadata: unknown): string[] | null {
  if (!(metadata instanceof Map)) return null;
  const inner = metadata.get("data_metadata");
  const names = (inner instanceof Map ? inner.get("feature_names") : undefined) ?? metadata.get("feature_names");
  return Array.isArray(names) && names.every((name) => typeof name === "string") ? names : null;
}

function dictionary(value: unknown, name: string): Dictionary {
  if (value instanceof Map) return value;
  throw bad(`${name} is no dictionary. Expected one with model_state_dict and model_config, as the training saves it`);
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  // A list may hold itself, or without end what holds what it holds.
  return typeof value === "object" && value !== null ? "no plain value" : String(value).slice(0, 100);
}

function bad(reason: string): PredictorError {
  return new PredictorError("bad-checkpoint", `This checkpoint can't be used: ${reason}.`);
}
