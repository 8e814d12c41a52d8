import { type LstmNetwork, type LstmWeights, layerInputs, layerUnits, type NetworkConfig } from "../model/network.ts";
import type { Scaler } from "../model/scaler.ts";

/** Values of a batch of sequences, [batch][time][value]. */
export type Sequences = number[][][];

/**
 * What a network makes of unscaled features, in double precision and by the equations of PyTorch's documentation
 * (https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html): slow, and plain enough to be believed.
 */
export function runOracle(
  network: LstmNetwork,
  { mean, std }: Scaler,
  features: Sequences,
): { heartRate: number[][]; hidden: Sequences } {
  const scaled = features.map((rows) => rows.map((row) => row.map((value, j) => (value - mean[j]) / std[j])));
  const hidden = scaled.map((rows) =>
    network.lstm.reduce((below, directions) => {
      const forward = runDirection(directions[0], network.config.hiddenSize, below);
      if (directions.length === 1) return forward;
      const backward = runDirection(directions[1], network.config.hiddenSize, below.toReversed()).toReversed();
      return forward.map((units, t) => [...units, ...backward[t]]);
    }, rows),
  );
  const { weights, bias } = network.head;
  const heartRate = hidden.map((rows) => rows.map((units) => bias + dot(weights, 0, units)));
  return { heartRate, hidden };
}

function runDirection(weights: LstmWeights, hiddenSize: number, inputs: number[][]): number[][] {
  let hidden = new Array<number>(hiddenSize).fill(0);
  let cell = new Array<number>(hiddenSize).fill(0);
  return inputs.map((input) => {
    const before = hidden;
    const gate = (block: number, unit: number) => {
      const row = block * hiddenSize + unit;
      return (
        dot(weights.inputWeights, row * input.length, input) +
        weights.inputBias[row] +
        dot(weights.recurrentWeights, row * hiddenSize, before) +
        weights.recurrentBias[row]
      );
    };
    cell = cell.map((c, j) => sigmoid(gate(1, j)) * c + sigmoid(gate(0, j)) * Math.tanh(gate(2, j)));
    hidden = cell.map((c, j) => sigmoid(gate(3, j)) * Math.tanh(c));
    return hidden;
  });
}

/** A network of that shape with weights drawn evenly from −1 to 1. */
export function randomNetwork(config: NetworkConfig, seed: number): LstmNetwork {
  const random = uniform(seed);
  const draw = (length: number) => Float32Array.from({ length }, random);
  const gates = 4 * config.hiddenSize;
  const lstm = Array.from({ length: config.layers }, (_, layer) =>
    Array.from({ length: config.directions }, () => ({
      inputWeights: draw(gates * layerInputs(config, layer)),
      recurrentWeights: draw(gates * config.hiddenSize),
      inputBias: draw(gates),
      recurrentBias: draw(gates),
    })),
  );
  return { config, lstm, head: { weights: draw(layerUnits(config)), bias: Math.fround(150 + random()) } };
}

/** Features drawn evenly from −1 to 1, or from about a mean where a scaler says so. */
export function randomFeatures(batch: number, time: number, { mean, std }: Scaler, seed: number): Sequences {
  const random = uniform(seed);
  return Array.from({ length: batch }, () =>
    Array.from({ length: time }, () => mean.map((centre, j) => Math.fround(centre + 2 * std[j] * random()))),
  );
}

/** Generates numbers from −1 to 1 by mulberry32. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

function dot(weights: Float32Array, start: number, values: number[]): number {
  return values.reduce((sum, value, k) => sum + value * weights[start + k], 0);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
