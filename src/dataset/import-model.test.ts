import { describe, expect, test } from "vitest";
import { featureSets } from "../features/catalogue.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { prepareRun } from "../model/prepare.ts";
import { checkpointContent, torchFile } from "../testing/checkpoint-file.ts";
import { randomNetwork, runOracle } from "../testing/lstm-oracle.ts";
import { runOnnx } from "../testing/onnx-session.ts";
import { workoutOfHubRow } from "../workout/formats/record.ts";
import { type ImportRequest, importModel } from "./import-model.ts";
import { writeHubRows } from "./parquet/parquet.ts";
import { buildTestSplit } from "./test-split.ts";

const network = randomNetwork({ inputSize: 14, hiddenSize: 3, layers: 2, directions: 2 }, 4);

function request(scalerName: string, scaler: Uint8Array, changes: Partial<ImportRequest> = {}): ImportRequest {
  return {
    checkpoint: torchFile(checkpointContent(network)),
    scaler: { name: scalerName, bytes: scaler },
    features: "temporal",
    name: "mine",
    licence: "unknown",
    ...changes,
  };
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe("a scaler estimated from a Parquet split", () => {
  const rows = buildTestSplit({ seed: 3, runs: 4 });

  test("scales by the mean and spread of the model's own columns, and the model says where it is from", async () => {
    const { contract, write } = await importModel(request("few.parquet", await writeHubRows(rows)));
    expect(contract.trainedOn.description).toContain("Scaler estimated from few.parquet");
    const model = write(contract);
    expect(readContract(model)).toEqual(contract);

    const tables = rows.map(
      (row) => prepareRun(workoutOfHubRow(row, ""), contract, { gender: null, intent: null }).features,
    );
    const moments = featureSets.temporal.map((name, j) => {
      if (name === "gender") return { mean: 0, std: 1 };
      const values = tables.flatMap(({ columns }) => Array.from(columns[j]));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return { mean, std: Math.sqrt(variance) };
    });
    const scaler = { mean: moments.map(({ mean }) => mean), std: moments.map(({ std }) => std) };
    const features = [Array.from({ length: 500 }, (_, i) => tables[0].columns.map((column) => column[i]))];
    const { heartRate } = await runOnnx(model, features);
    const expected = runOracle(network, scaler, features).heartRate[0];
    expect(Math.max(...expected.map((bpm, i) => Math.abs(bpm - heartRate[0][i])))).toBeLessThan(1e-3);
  });

  test("leaves out the runs that can't be used, and is refused where none can", async () => {
    const speed = rows[1].speed.map(() => Number.NaN);
    const broken = { ...rows[1], speed };
    const alone = importModel(request("broken.parquet", await writeHubRows([broken])));
    await expect(alone).rejects.toMatchObject({ code: "no-runs" });
    const beside = await importModel(request("a.parquet", await writeHubRows([rows[0], broken])));
    const without = await importModel(request("a.parquet", await writeHubRows([rows[0]])));
    expect(beside.write(beside.contract)).toEqual(without.write(without.contract));
  });
});

test("the training's own scaler is taken as it is, and nothing is said of an estimate", async () => {
  const parameters = Object.fromEntries(featureSets.typed.map((name) => [name, { mean: 1, std: 2 }]));
  const { contract, scalerNote } = await importModel(request("s.json", json(parameters), { features: "typed" }));
  expect(scalerNote).toBe("");
  expect(contract.features).toEqual(featureSets.typed);
  expect(contract.trainedOn.description).not.toContain("estimated");
});

test("what is neither scaler nor split, and a scaler without one of the features, are refused", async () => {
  await expect(importModel(request("s.json", json([])))).rejects.toMatchObject({ code: "bad-scaler" });
  const short = importModel(request("s.json", json({ speed: { mean: 1, std: 2 } })));
  await expect(short).rejects.toThrow(/no entry for altitude/);
});
