import { counted } from "../base/counted.ts";

/** The shape of an LSTM regressor: how PyTorch's `torch.nn.LSTM` and a linear head are put together. */
export interface NetworkConfig {
  /** Features a timestep. */
  inputSize: number;
  /** Units a layer and direction. */
  hiddenSize: number;
  layers: number;
  /** 2 where the network also reads the run backward. */
  directions: 1 | 2;
}

/**
 * Weights of one layer in one direction, row by row, as PyTorch keeps them: the four gates stacked in the order
 * input, forget, cell, output (https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html).
 */
export interface LstmWeights {
  /** [4 × hiddenSize, inputs]; the first layer's inputs are the features, a later one's the units below. */
  inputWeights: Float32Array;
  /** [4 × hiddenSize, hiddenSize]. */
  recurrentWeights: Float32Array;
  /** [4 × hiddenSize], as is the recurrent one: PyTorch has two where one would do. */
  inputBias: Float32Array;
  recurrentBias: Float32Array;
}

/** A trained network: stacked LSTM layers and a linear head that gives one number a timestep, in BPM. */
export interface LstmNetwork {
  config: NetworkConfig;
  /** Weights by [layer][direction]: forward, backward. */
  lstm: LstmWeights[][];
  head: {
    /** One a unit of the last layer: forward units first. */
    weights: Float32Array;
    bias: number;
  };
}

/** Kind and size of a network in a few words. */
export function networkWords({ layers, hiddenSize, directions }: NetworkConfig): string {
  const both = directions === 2 ? ", read forward and backward" : "";
  return `LSTM, ${counted(layers, "layer")} of ${hiddenSize} units${both}`;
}

/** Width of what a layer hands on at every timestep: the units of all its directions. */
export function layerUnits({ hiddenSize, directions }: NetworkConfig): number {
  return hiddenSize * directions;
}

/** Width of what a layer takes in at every timestep. */
export function layerInputs(config: NetworkConfig, layer: number): number {
  return layer === 0 ? config.inputSize : layerUnits(config);
}
