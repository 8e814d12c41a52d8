import { beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import { anyContract } from "../testing/contract.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { Backend } from "./backend.ts";
import { measureBackends } from "./measure.ts";
import type { Runtime } from "./runtime.ts";

const { start, startEqual, webGpuObstacle } = vi.hoisted(() => ({
  start: vi.fn(),
  startEqual: vi.fn(),
  webGpuObstacle: vi.fn<() => Promise<string | null>>(async () => null),
}));
vi.mock("./load-model.ts", () => ({
  start,
  startEqual,
  webGpuObstacle,
  unequal: (bpm: number) => `${bpm.toFixed(2)} bpm apart`,
}));

const contract = anyContract();
const STEPS = 100;

/** Takes as long as it is told for a run and for a batch, and gives one heart rate throughout. */
function modelOn(backend: Backend, runMs: number, batchMs: number, bpm = (_run: number) => 150) {
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const output = (rows: Float32Array, run: number) => ({
    heartRateBpm: new Float32Array(rows.length / contract.features.length).fill(bpm(run)),
    along: null,
    hidden: null,
  });
  const runtime: Runtime = {
    backend,
    run: (rows) => after(runMs).then(() => output(rows, 0)),
    runBatch: (batch) => after(batchMs).then(() => batch.map(output)),
    dispose: async () => {},
  };
  const track = trackOf({ speedKmh: series(STEPS, () => 10) });
  return { contract, runtime, file: new Uint8Array(), proof: { track } };
}

beforeEach(() => {
  start.mockResolvedValue(modelOn("wasm", 1, 40));
});

test("both are timed, on one run and on a batch of several lengths", async () => {
  startEqual.mockResolvedValue(modelOn("webgpu", 20, 5));
  const { batch, wasm, webgpu } = await measureBackends("model.onnx", () => {});
  if ("obstacle" in webgpu) throw new Error(webgpu.obstacle);
  expect(batch).toBe(16);
  expect(wasm.singleMs).toBeLessThan(webgpu.singleMs);
  expect(webgpu.batchMs).toBeLessThan(wasm.batchMs);
});

test("a heart rate that differs in one run of the batch rules WebGPU out", async () => {
  startEqual.mockResolvedValue(modelOn("webgpu", 1, 1, (run) => (run === 3 ? 150.1 : 150)));
  expect((await measureBackends("model.onnx", () => {})).webgpu).toEqual({ obstacle: "0.10 bpm apart" });
});

test("what keeps WebGPU from running is said in its place, and a download that failed is no measurement", async () => {
  webGpuObstacle.mockResolvedValueOnce("This browser has no WebGPU.");
  expect((await measureBackends("model.onnx", () => {})).webgpu).toEqual({ obstacle: "This browser has no WebGPU." });
  startEqual.mockRejectedValueOnce(new PredictorError("backend-failed", "WebGPU could not be started"));
  expect((await measureBackends("model.onnx", () => {})).webgpu).toEqual({ obstacle: "WebGPU could not be started" });
  const offline = new PredictorError("download-failed", "offline");
  startEqual.mockRejectedValueOnce(offline);
  await expect(measureBackends("model.onnx", () => {})).rejects.toBe(offline);
});
