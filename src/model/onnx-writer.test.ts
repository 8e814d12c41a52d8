import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { anyContract } from "../testing/contract.ts";
import { randomFeatures, randomNetwork, runOracle, type Sequences } from "../testing/lstm-oracle.ts";
import { runOnnx } from "../testing/onnx-session.ts";
import { sharedPath } from "../testing/shared.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { LstmNetwork, NetworkConfig } from "./network.ts";
import { writeOnnx } from "./onnx-writer.ts";
import { parseScaler, type Scaler } from "./scaler.ts";

const scaler: Scaler = { mean: [9.5, 115, 0], std: [2, 12.5, 1] };
const contract = anyContract({ features: ["speed", "altitude", "gender"] });

describe("ONNX Runtime computes what PyTorch's equations say", () => {
  test.each<Omit<NetworkConfig, "inputSize">>([
    { hiddenSize: 5, layers: 1, directions: 1 },
    { hiddenSize: 4, layers: 2, directions: 1 },
    { hiddenSize: 3, layers: 1, directions: 2 },
    { hiddenSize: 6, layers: 2, directions: 2 },
    { hiddenSize: 1, layers: 3, directions: 2 },
  ])("$layers layer(s) of $hiddenSize units in $directions direction(s), three runs at once", async (shape) => {
    const network = randomNetwork({ inputSize: 3, ...shape }, 17);
    const features = randomFeatures(3, 40, scaler, 5);
    const expected = runOracle(network, scaler, features);
    const found = await runOnnx(writeOnnx(network, scaler, contract), features);
    expectClose(found.heartRate.flat(), expected.heartRate.flat(), 1e-4);
    expectClose(found.hidden.flat(2), expected.hidden.flat(2), 1e-5);
    expect(found.hidden[0][0]).toHaveLength(shape.hiddenSize * shape.directions);
  });

  test("a run of one step, and one of four hours", async () => {
    const network = randomNetwork({ inputSize: 3, hiddenSize: 4, layers: 2, directions: 1 }, 3);
    const model = writeOnnx(network, scaler, contract);
    for (const steps of [1, 2400]) {
      const features = randomFeatures(1, steps, scaler, steps);
      const { heartRate } = await runOnnx(model, features);
      expectClose(heartRate[0], runOracle(network, scaler, features).heartRate[0], 1e-4);
    }
  });
});

describe("a checkpoint becomes a model that predicts what PyTorch did", () => {
  // torch.nn.LSTM(2, 2) and torch.nn.Linear(2, 1) of PyTorch 1.13 with these weights gave these numbers.
  const network: LstmNetwork = {
    config: { inputSize: 2, hiddenSize: 2, layers: 1, directions: 1 },
    lstm: [
      [
        {
          inputWeights: Float32Array.of(
            ...[0.5, -0.5, 1.25, 0.25, -0.75, 1, 0, -1],
            ...[0.75, -0.25, -1.25, 0.5, -0.5, 1.25, 0.25, -0.75],
          ),
          recurrentWeights: Float32Array.of(
            ...[0.125, -0.375, -0.25, 0.625, -0.625, 0.25, 0.375, -0.125],
            ...[0, -0.5, -0.375, 0.5, 0.625, 0.125, 0.25, -0.25],
          ),
          inputBias: Float32Array.of(0.25, -0.25, 0.625, 0.125, -0.375, 0.5, 0, -0.5),
          recurrentBias: Float32Array.of(-0.25, 0, 0.25, -0.1875, 0.0625, 0.3125, -0.125, 0.125),
        },
      ],
    ],
    head: { weights: Float32Array.of(20, -8), bias: 150 },
  };
  const features: Sequences = [
    [
      [10, 100],
      [12, 101],
      [8, 99.5],
      [0, 99.5],
    ],
  ];
  const heartRateBpm = [147.660995, 146.33255, 145.701202, 141.690903];

  test("through the file and the graph", async () => {
    const checkpoint = readCheckpoint(torchFile(checkpointContent(network)));
    const scales = { mean: [10, 100], std: [2, 0.5] };
    const model = writeOnnx(checkpoint, scales, anyContract({ features: ["speed", "altitude"] }));
    const { heartRate, hidden } = await runOnnx(model, features);
    expectClose(heartRate[0], heartRateBpm, 2e-5);
    expectClose(hidden[0][3], [-0.377762, 0.094231], 1e-6);
  });

  test("by the oracle that the other tests lean on", () => {
    const { heartRate } = runOracle(network, { mean: [10, 100], std: [2, 0.5] }, features);
    expectClose(heartRate[0], heartRateBpm, 2e-5);
  });
});

describe("a model file", () => {
  const network = randomNetwork({ inputSize: 3, hiddenSize: 4, layers: 2, directions: 1 }, 1);

  test("has the same bytes each time it is written", () => {
    expect(writeOnnx(network, scaler, contract)).toEqual(writeOnnx(network, scaler, contract));
  });

  test("is not written where network, scaler and contract take different features", () => {
    const refusal = expect.objectContaining({
      code: "bad-checkpoint",
      message: expect.stringMatching(/takes 3 features a step, the contract names 14 and the scaler 3/),
    });
    expect(() => writeOnnx(network, scaler, anyContract())).toThrow(refusal);
    expect(() => writeOnnx(network, { mean: [1], std: [1] }, contract)).toThrow(/the scaler 1/);
  });

  test("is not written with a contract that could not be read again", () => {
    const broken = { ...contract, longestRunS: Number.NaN };
    expect(() => writeOnnx(network, scaler, broken)).toThrow(expect.objectContaining({ code: "bad-model" }));
  });
});

const reference = sharedPath("reference");

describe.skipIf(reference === null)("the published layout's reference checkpoint", () => {
  const names = featureSets.temporal;
  let model: Uint8Array;

  beforeAll(() => {
    const scales = parseScaler(readFileSync(`${reference}/scaler_params.json`, "utf8"), names);
    model = writeOnnx(readCheckpoint(readFileSync(`${reference}/checkpoint.pt`)), scales, anyContract());
  });

  test("predicts to the fourth decimal what PyTorch predicted", async () => {
    const inputs = readJson<{ cases: { name: string; temporal: Record<string, number[]> }[] }>("features.json");
    const outputs = readJson<{ cases: { name: string; hr_bpm: number[] }[] }>("predictions.json");
    for (const { name, hr_bpm: expected } of outputs.cases) {
      const columns = inputs.cases.find((it) => it.name === name)?.temporal ?? {};
      const rows = expected.map((_, i) => names.map((feature) => columns[feature][i]));
      const { heartRate } = await runOnnx(model, [rows]);
      expectClose(heartRate[0], expected, 1e-4);
    }
  });

  function readJson<T>(file: string): T {
    return JSON.parse(readFileSync(`${reference}/${file}`, "utf8"));
  }
});

function expectClose(found: number[], expected: number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const worst = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
  expect(worst).toBeLessThan(tolerance);
}
