import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCheckpoint } from "../model/checkpoint.ts";
import { readContract } from "../model/onnx-metadata.ts";
import { runHr } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hr-training-"));
const path = (name: string) => join(folder, name);

/** The first Python that has PyTorch, or null. */
const python =
  [process.env.PYTHON ?? "python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
  ) ?? null;
if (python === null)
  process.stderr.write("Skipped: no Python with PyTorch (set PYTHON) for the test of the training.\n");

async function hr(...args: string[]) {
  const { status, stderr } = await runHr(folder, args);
  expect(status, stderr).toBe(0);
}

/** Trains a small network briefly; what it printed. */
function train(out: string, ...options: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    python!,
    [
      ...["training/train.py", path("tensors"), "--out", path(out), "--hidden", "8", "--epochs", "3", "--batch", "4"],
      ...["--learning-rate", "1e-2", "--averaging", "0.5", ...options],
    ],
    { encoding: "utf8", env: { ...process.env, OMP_NUM_THREADS: "1" } },
  );
  expect(status, stderr).toBe(0);
  return stdout;
}

test.skipIf(python === null)(
  "a short training on simulated runs learns, says the same when repeated, leaves a fold out, and makes a model",
  async () => {
    await hr("simulate", "--runs", "40", "--runners", "20", "--seed", "3", "--out", "runs.jsonl");
    await hr("dataset", "tensors", "--from", "runs.jsonl", "--out", "tensors");
    const told = train("model.pt");
    const losses = [...told.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
    expect(losses).toHaveLength(3);
    expect(losses[2]).toBeLessThan(losses[0]);
    expect(told).not.toContain("fold");
    expect(train("again.pt")).toBe(told);
    const weights = (name: string) => readCheckpoint(new Uint8Array(readFileSync(path(name)))).head;
    expect(weights("again.pt")).toEqual(weights("model.pt"));

    expect(train("fold.pt", "--fold", "1")).toMatch(/MAE on the fold left out \d+\.\d\d BPM/);
    expect(weights("fold.pt")).not.toEqual(weights("model.pt"));

    await hr(
      ...["import-checkpoint", "model.pt", "--scaler", "tensors/scaler_params.json", "--features", "temporal"],
      ...["--out", "model.onnx"],
    );
    expect(readContract(new Uint8Array(readFileSync(path("model.onnx")))).name).toBe("model");
  },
  120_000,
);
