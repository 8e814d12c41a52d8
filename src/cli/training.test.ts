/** @module-tag slow */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { concatenate } from "../base/concatenate.ts";
import { featureSets } from "../features/catalogue.ts";
import { computeFeatures, toRows } from "../features/compute.ts";
import { largestDifference } from "../inference/model-output.ts";
import { createRuntime } from "../inference/runtime.ts";
import { readCheckpoint } from "../model/checkpoint.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { expectedAfter, SLOPES } from "../testing/slopes.ts";
import { runHr } from "../testing/terminal.ts";
import { trackOf } from "../testing/tracks.ts";
import { costOfRunning } from "../workout/graded-speed.ts";
import { openNamedModel } from "./model-file.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-training-"));
const path = (name: string) => join(folder, name);

/** Looks for PyTorch without loading it, which takes seconds. */
const FINDS_TORCH = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";

/** The first Python that has PyTorch, or null. */
const python =
  [process.env.PYTHON ?? "python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", FINDS_TORCH]).status === 0,
  ) ?? null;
if (python === null)
  process.stderr.write("Skipped: no Python with PyTorch (set PYTHON) for the tests of the training.\n");

/** Runs an `hr` command; what it printed. */
async function hr(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runHr(folder, args);
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Runs Python; what it printed. */
function inPython(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(python!, args, {
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1" },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** Runs the training's program with each of several lists of arguments, for PyTorch takes a second to load. */
const TRAINS_IN_TURN = `
import contextlib, io, json, runpy, sys
sys.path.insert(0, "training")
told = []
for arguments in sys.argv[1:]:
    sys.argv = ["train.py", *json.loads(arguments)]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path("training/train.py", run_name="__main__")
    told.append(out.getvalue())
print(json.dumps(told))
`;

/** Trains small networks briefly, each with its options beside where it is written to; what each training printed. */
function train(...trainings: [out: string, ...options: string[]][]): string[] {
  const lists = trainings.map(([out, ...options]) => [
    ...[path("tensors"), "--out", path(out), "--hidden", "8", "--epochs", "3", "--batch", "8"],
    ...["--learning-rate", "3e-2", "--averaging", "0.5", ...options],
  ]);
  return JSON.parse(inPython("-c", TRAINS_IN_TURN, ...lists.map((list) => JSON.stringify(list))));
}

test.skipIf(python === null)(
  "a short training on simulated runs learns, says the same when repeated, and goes from data to a model's card",
  async () => {
    await hr("simulate", "--runs", "40", "--runners", "30", "--seed", "3", "--out", "runs.jsonl");
    await hr("dataset", "tensors", "--from", "runs.jsonl", "--out", "tensors");
    const kinetics = ["--arch", "kinetics", "--epochs", "1"];
    const [told, , toldOfFold, toldAgain] = train(
      ["model.pt"],
      ["network.onnx", ...kinetics],
      ["fold.onnx", ...kinetics, "--fold", "1"],
      ["again.pt"],
    );
    const losses = [...told.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0]);
    expect(told).not.toContain("fold");
    expect(toldAgain).toBe(told);
    const weights = (name: string) => readCheckpoint(new Uint8Array(readFileSync(path(name)))).head;
    expect(weights("again.pt")).toEqual(weights("model.pt"));

    await hr(
      ...["import-checkpoint", "model.pt", "--scaler", "tensors/scaler_params.json", "--features", "temporal"],
      ...["--out", "model.onnx"],
    );
    expect(readContract(new Uint8Array(readFileSync(path("model.onnx")))).name).toBe("model");

    expect(toldOfFold).toMatch(/MAE on the fold left out \d+\.\d\d BPM/);
    expect(readFileSync(path("fold.onnx"))).not.toEqual(readFileSync(path("network.onnx")));
    const folds = Array<string[]>(5).fill(["--fold", "fold.onnx"]).flat();
    await hr("describe-model", "network.onnx", "--tensors", "tensors", ...folds, "--out", "kinetics.onnx");
    const { contract, runtime } = await openNamedModel(path("kinetics.onnx"));
    expect(contract).toMatchObject({ name: "kinetics", settlingS: 0, features: featureSets.temporal });
    expect(contract.calibration!.directions[0]).toHaveLength(1 + 8);
    const card = await hr("scorecard", "runs.jsonl", "--split", "test", "--model", "kinetics.onnx");
    const { runs, runners, mae } = contract.errors!;
    expect(card).toContain(`| population | ${runs} | ${runners} | ${mae.toFixed(2)} (`);
    for (const speedKmh of [5, 8, 11, 14, 17]) {
      const bySlope = await expectedAfter(
        runtime,
        10,
        SLOPES.map((slope) => ({ speedKmh, slope })),
      );
      expect(bySlope).toEqual(bySlope.toSorted((a, b) => a - b));
    }
    // A climb is a faster run, by what the slope costs: from half to one and a half of it.
    const flat = (share: number) => ({
      speedKmh: 8 * (1 + share * (costOfRunning(0.05) / costOfRunning(0) - 1)),
      slope: 0,
    });
    const [little, climb, much] = await expectedAfter(runtime, 10, [
      flat(0.5),
      { speedKmh: 8, slope: 0.05 },
      flat(1.5),
    ]);
    expect(climb).toBeGreaterThan(little);
    expect(climb).toBeLessThan(much);
  },
  240_000,
);

describe.skipIf(python === null)("a network of each architecture", () => {
  const architectures = ["lstm", "attention", "tcn", "transformer", "kinetics"];
  const lengths = [30, 230, 460];
  const runs = lengths.map((length, k) => {
    const hilly = Float32Array.from({ length }, (_, i) => 40 * Math.sin(i / 25 + k));
    const speedKmh = Float32Array.from({ length }, (_, i) => Math.max(0, 10 + 5 * Math.sin(i / 9)));
    return toRows(computeFeatures(trackOf({ speedKmh, altitudeM: hilly }), featureSets.temporal, "start"));
  });

  /** Saves a network of each architecture with random weights, and what it makes of the runs in PyTorch. */
  const program = `
import json, sys
from types import SimpleNamespace
sys.path.insert(0, "training")
import numpy, torch
from pathlib import Path
from saving import save_onnx
from tensors import Recipe
from train import make_network
folder, names, lengths, architectures = Path(sys.argv[1]), *map(json.loads, sys.argv[2:])
recipe = Recipe(names, 6.0, torch.full((14,), 2.0), torch.full((14,), 9.0))
runs = torch.from_numpy(numpy.fromfile(folder / "features.f32", numpy.float32).reshape(-1, 14)).split(lengths)
for arch in architectures:
    torch.manual_seed(1)
    options = dict(arch=arch, inputs="flat" if arch != "lstm" else "published", rest_s=60.0, hidden=8, layers=None, dropout=0.3)
    network = make_network(SimpleNamespace(**options), recipe).eval()
    save_onnx(folder / f"{arch}.onnx", network, 14)
    with torch.no_grad():
        numpy.concatenate([network(run[None])[0][0].numpy() for run in runs]).tofile(folder / f"{arch}.f32")
`;

  test("comes out of ONNX Runtime as out of PyTorch, whatever the run's length, alone and among longer ones", async () => {
    writeFileSync(path("features.f32"), concatenate(Float32Array, runs));
    inPython(
      "-c",
      program,
      folder,
      ...[featureSets.temporal, lengths, architectures].map((list) => JSON.stringify(list)),
    );
    for (const name of architectures) {
      const expected = new Float32Array(new Uint8Array(readFileSync(path(`${name}.f32`))).buffer);
      const runtime = await createRuntime(readFileSync(path(`${name}.onnx`)), "wasm", { beside: "hidden" });
      const together = await runtime.runBatch(runs, 14);
      const alone = await Promise.all(runs.map((rows) => runtime.run(rows, 14)));
      for (const outputs of [together, alone]) {
        const heartRate = concatenate(
          Float32Array,
          outputs.map(({ heartRateBpm }) => heartRateBpm),
        );
        expect(heartRate).toHaveLength(expected.length);
        expect(largestDifference(heartRate, expected), name).toBeLessThan(0.01);
      }
      expect(together[0].hidden).toHaveLength(30 * 8);
      // What comes later in a run changes nothing of what is expected now.
      const { heartRateBpm: begun } = await runtime.run(runs[2].subarray(0, 230 * 14), 14);
      expect(largestDifference(begun, alone[2].heartRateBpm), `${name}, the beginning of a run`).toBeLessThan(0.01);
      await runtime.dispose();
    }
  }, 60_000);
});
