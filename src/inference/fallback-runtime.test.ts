import { expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import type { Backend } from "./backend.ts";
import { withReserve } from "./fallback-runtime.ts";
import type { Runtime } from "./runtime.ts";

const lost = new PredictorError("backend-failed", "The graphics device was lost.");

/** Says of each step how many runs it had served before; fails from the given run on. */
function runtimeOf(backend: Backend, failsFrom = Infinity, failure: PredictorError = lost) {
  let served = 0;
  const run = vi.fn<Runtime["run"]>(async (rows, features) => {
    await Promise.resolve();
    if (served >= failsFrom) throw failure;
    return { heartRateBpm: new Float32Array(rows.length / features).fill(served++), along: null, hidden: null };
  });
  const runBatch: Runtime["runBatch"] = (batch, features) => Promise.all(batch.map((rows) => run(rows, features)));
  return { backend, run, runBatch, dispose: vi.fn(async () => {}) };
}

const rows = new Float32Array(28);

test("runs and batches that fail midway are all there, from the reserve, and the reason is told once", async () => {
  const reserve = runtimeOf("wasm");
  const onFallback = vi.fn();
  const runtime = withReserve(runtimeOf("webgpu", 3), reserve, onFallback);
  const asked = [
    runtime.run(rows, 14),
    runtime.runBatch([rows, rows, rows, rows], 14),
    runtime.run(rows, 14),
    runtime.runBatch([rows, rows], 14),
  ];
  const outputs = (await Promise.all(asked)).flat();
  expect(outputs.map(({ heartRateBpm }) => heartRateBpm.length)).toEqual(new Array(8).fill(2));
  expect(runtime.backend).toBe("wasm");
  expect(onFallback.mock.calls).toEqual([[lost.message]]);
  expect(reserve.run).toHaveBeenCalledTimes(7);
});

test("what failed is not asked again, nor to give its memory back", async () => {
  const preferred = runtimeOf("webgpu", 0);
  const reserve = runtimeOf("wasm");
  const runtime = withReserve(preferred, reserve, () => {});
  for (let i = 0; i < 3; i++) await runtime.run(rows, 14);
  await runtime.dispose();
  expect(preferred.run).toHaveBeenCalledTimes(1);
  expect(preferred.dispose).not.toHaveBeenCalled();
  expect(reserve.dispose).toHaveBeenCalledTimes(1);
});

test("a run that is at fault itself stays refused, and WebGPU serves on", async () => {
  const broken = new PredictorError("bad-model", "The model gives no number.");
  const runtime = withReserve(runtimeOf("webgpu", 1, broken), runtimeOf("wasm"), () => {});
  await runtime.run(rows, 14);
  await expect(runtime.run(rows, 14)).rejects.toBe(broken);
  expect(runtime.backend).toBe("webgpu");
});
