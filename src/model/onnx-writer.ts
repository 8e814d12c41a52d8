import { concatenate } from "../base/concatenate.ts";
import { PredictorError } from "../base/error.ts";
import type { ModelContract } from "./contract.ts";
import { type LstmNetwork, type LstmWeights, layerInputs, layerUnits, type NetworkConfig } from "./network.ts";
import { contractMetadata } from "./onnx-metadata.ts";
import { encodeModel, type OnnxGraph, type OnnxNode, type OnnxTensor } from "./onnx-protobuf.ts";
import type { Scaler } from "./scaler.ts";

/**
 * A trained network as an ONNX model that describes itself.
 *
 * Input `features` float32 [batch, time, feature], unscaled: the graph scales. Outputs `heart_rate` float32
 * [batch, time], BPM, and `hidden` float32 [batch, time, units], what the last layer hands to the head.
 * The same arguments give the same bytes.
 *
 * @throws PredictorError `bad-checkpoint` where network, scaler and contract differ in their number of features,
 * `bad-model` or `unknown-feature` where the contract would be refused when read.
 */
export function writeOnnx(network: LstmNetwork, scaler: Scaler, contract: ModelContract): Uint8Array {
  const { inputSize } = network.config;
  if (contract.features.length !== inputSize || scaler.mean.length !== inputSize || scaler.std.length !== inputSize) {
    throw new PredictorError(
      "bad-checkpoint",
      `The checkpoint's network takes ${inputSize} features a step, the contract names ${contract.features.length} and the scaler ${scaler.mean.length}: they belong to different models.`,
    );
  }
  return encodeModel(buildGraph(network, scaler), [contractMetadata(contract)]);
}

/** Scaling, one ONNX LSTM a layer with its directions side by side, and the linear head. */
function buildGraph(network: LstmNetwork, scaler: Scaler): OnnxGraph {
  const { config, lstm } = network;
  const layers = lstm.map((directions, layer) => buildLayer(config, layer, directions));
  return {
    name: "heart_rate_lstm",
    nodes: [...scalingNodes, ...layers.flatMap(({ nodes }) => nodes), ...headNodes],
    initializers: [
      { name: "mean", dims: [config.inputSize], values: Float32Array.from(scaler.mean) },
      { name: "std", dims: [config.inputSize], values: Float32Array.from(scaler.std) },
      ...layers.flatMap(({ initializers }) => initializers),
      { name: "joined_shape", dims: [3], values: BigInt64Array.of(0n, 0n, BigInt(layerUnits(config))) },
      { name: "head_weights", dims: [layerUnits(config), 1], values: network.head.weights },
      { name: "head_bias", dims: [1], values: Float32Array.of(network.head.bias) },
      { name: "last_axis", dims: [1], values: BigInt64Array.of(2n) },
    ],
    inputs: [{ name: "features", dims: ["batch", "time", config.inputSize] }],
    outputs: [
      { name: "heart_rate", dims: ["batch", "time"] },
      { name: "hidden", dims: ["batch", "time", layerUnits(config)] },
    ],
  };
}

/** Time goes first, as the LSTM operator wants it: ONNX Runtime runs no other layout. */
const scalingNodes: OnnxNode[] = [
  { operator: "Sub", inputs: ["features", "mean"], output: "centred" },
  { operator: "Div", inputs: ["centred", "std"], output: "scaled" },
  { operator: "Transpose", inputs: ["scaled"], output: "input_0", attributes: { perm: [1, 0, 2] } },
];

const headNodes: OnnxNode[] = [
  { operator: "MatMul", inputs: ["hidden", "head_weights"], output: "weighted" },
  { operator: "Add", inputs: ["weighted", "head_bias"], output: "head" },
  { operator: "Squeeze", inputs: ["head", "last_axis"], output: "heart_rate" },
];

/**
 * An LSTM node gives [time, direction, batch, unit]; the directions' units are put side by side, and the last
 * layer's batch first again. https://onnx.ai/onnx/operators/onnx__LSTM.html
 */
function buildLayer(
  config: NetworkConfig,
  layer: number,
  directions: LstmWeights[],
): { nodes: OnnxNode[]; initializers: OnnxTensor[] } {
  const { hiddenSize } = config;
  const last = layer === config.layers - 1;
  const name = (part: string) => `${part}_${layer}`;
  const tensor = (part: string, dims: number[], values: (weights: LstmWeights) => Float32Array[]): OnnxTensor => ({
    name: name(part),
    dims: [config.directions, ...dims],
    values: concatenate(Float32Array, directions.flatMap(values)),
  });
  return {
    nodes: [
      {
        operator: "LSTM",
        inputs: ["input", "W", "R", "B"].map(name),
        output: name("lstm"),
        attributes: { direction: config.directions === 2 ? "bidirectional" : "forward", hidden_size: hiddenSize },
      },
      {
        operator: "Transpose",
        inputs: [name("lstm")],
        output: name("sides"),
        attributes: { perm: last ? [2, 0, 1, 3] : [0, 2, 1, 3] },
      },
      {
        operator: "Reshape",
        inputs: [name("sides"), "joined_shape"],
        output: last ? "hidden" : `input_${layer + 1}`,
      },
    ],
    initializers: [
      tensor("W", [4 * hiddenSize, layerInputs(config, layer)], ({ inputWeights }) => [gatesForOnnx(inputWeights)]),
      tensor("R", [4 * hiddenSize, hiddenSize], ({ recurrentWeights }) => [gatesForOnnx(recurrentWeights)]),
      tensor("B", [8 * hiddenSize], ({ inputBias, recurrentBias }) => [
        gatesForOnnx(inputBias),
        gatesForOnnx(recurrentBias),
      ]),
    ],
  };
}

/** PyTorch stacks the gates as input, forget, cell, output; ONNX as input, output, forget, cell. */
function gatesForOnnx(stacked: Float32Array): Float32Array {
  const size = stacked.length / 4;
  const [input, forget, cell, output] = [0, 1, 2, 3].map((gate) => stacked.subarray(gate * size, (gate + 1) * size));
  return concatenate(Float32Array, [input, output, forget, cell]);
}
