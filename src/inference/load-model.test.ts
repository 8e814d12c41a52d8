import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { PredictorError } from "../workout/error.ts";
import { loadModel } from "./load-model.ts";
import type { Backend, Runtime } from "./runtime.ts";

const { download, createRuntime } = vi.hoisted(() => ({
  download: vi.fn(async (_url: string) => new Uint8Array()),
  createRuntime: vi.fn<(model: Uint8Array, backend: Backend) => Promise<Runtime>>(),
}));
vi.mock("./download.ts", () => ({ download }));
vi.mock("./runtime.ts", () => ({ createRuntime }));
vi.mock("../model/onnx-metadata.ts", () => ({ readContract: () => anyContract() }));

const dispose = vi.fn(async () => {});

function runtimeOf(backend: Backend, failure: PredictorError | null): Runtime {
  const run: Runtime["run"] = async (rows, features) => {
    if (failure) throw failure;
    return { heartRateBpm: new Float32Array(rows.length / features), hidden: null };
  };
  const runBatch: Runtime["runBatch"] = (batch, features) => Promise.all(batch.map((rows) => run(rows, features)));
  return { backend, dispose, run, runBatch };
}

/** A browser that has WebGPU, and an adapter for it. */
beforeEach(() => {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
  vi.stubGlobal("WebAssembly", { Suspending: class {} });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

const failing = new PredictorError("backend-failed", "The model could not be run: device lost");

test("where the host does not give out what WebGPU runs on, WASM serves instead", async () => {
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, null));
  download.mockImplementation(async (url) => {
    if (url.includes("jspi")) throw new PredictorError("download-failed", "the server answered 404");
    return new Uint8Array();
  });
  const { runtime, fallbackReason } = await loadModel("model.onnx", "webgpu", () => {});
  expect(runtime.backend).toBe("wasm");
  expect(fallbackReason).toContain("404");
});

test("where WebGPU starts but can't run the model, WASM serves instead and the page can say why", async () => {
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, backend === "webgpu" ? failing : null));
  const { runtime, fallbackReason } = await loadModel("model.onnx", "webgpu", () => {});
  expect(runtime.backend).toBe("wasm");
  expect(fallbackReason).toBe(failing.message);
  expect(dispose).toHaveBeenCalledTimes(1);
});

test("a model that WASM can't run either is refused, and its memory given back", async () => {
  const broken = new PredictorError("bad-model", "The model gives NaN for a heart rate");
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, broken));
  await expect(loadModel("model.onnx", "wasm", () => {})).rejects.toBe(broken);
  expect(dispose).toHaveBeenCalledTimes(1);
});
