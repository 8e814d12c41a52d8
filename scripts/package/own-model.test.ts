import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readContract } from "../../src/model/onnx-metadata.ts";
import { gpxFile } from "../../src/testing/gpx-file.ts";
import { runHr } from "../../src/testing/terminal.ts";
import { hasPython, PYTHON } from "../hub/card-python.ts";

const EXAMPLE = "examples/own_model.py";
/** What the example wrote where Python ran it last, and the hash of that example; `vitest -u` writes both, where Python has onnx. */
const STORED = join(process.cwd(), "scripts/package/own-model.json");

const folder = mkdtempSync(join(tmpdir(), "own-model-"));
const hash = createHash("sha256").update(readFileSync(EXAMPLE)).digest("hex");

test.skipIf(!hasPython(["numpy", "onnx"]))("Python writes the model that is stored", async () => {
  const path = join(folder, "written.onnx");
  const { status, stderr } = spawnSync(PYTHON, [EXAMPLE, path], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const written = { example: hash, model: readFileSync(path).toString("base64") };
  await expect(`${JSON.stringify(written, null, 2)}\n`).toMatchFileSnapshot(STORED);
});

test("hr predicts by the model of the example, which is its three weights", async () => {
  const { example, model } = JSON.parse(readFileSync(STORED, "utf8"));
  expect(example, `${EXAMPLE} has changed: run this test with -u where Python has onnx`).toBe(hash);
  const bytes = Buffer.from(model, "base64");
  expect(readContract(bytes)).toMatchObject({ name: "my model", features: ["speed", "cumulative_elevation_gain"] });
  writeFileSync(join(folder, "my-model.onnx"), bytes);
  writeFileSync(join(folder, "run.gpx"), gpxFile({ minutes: 10 }));
  const asked = ["run.gpx", "--json", "--model", "my-model.onnx"];
  const [predicted, { columns }] = await Promise.all(
    ["predict", "features"].map(async (command) => JSON.parse((await runHr(folder, [command, ...asked])).stdout)),
  );
  expect(predicted.predicted_hr_bpm).toHaveLength(101);
  for (const [i, bpm] of predicted.predicted_hr_bpm.entries()) {
    expect(bpm).toBeCloseTo(110 + 4 * columns.speed[i] + 0.1 * columns.cumulative_elevation_gain[i], 3);
  }
});
