import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import { anyContract } from "../testing/contract.ts";
import type { Backend } from "./backend.ts";
import type { OnBytes } from "./download.ts";
import { loadModel } from "./load-model.ts";
import type { LoadProgress } from "./predictor.ts";
import type { Runtime } from "./runtime.ts";

const { download, createRuntime } = vi.hoisted(() => ({
  download: vi.fn(async (_url: string, _onBytes: OnBytes) => new Uint8Array()),
  createRuntime: vi.fn<(model: Uint8Array, backend: Backend) => Promise<Runtime>>(),
}));
vi.mock("./download.ts", () => ({ download, downloadCompressed: download }));
vi.mock("./runtime.ts", async (original) => ({ ...(await original<typeof import("./runtime.ts")>()), createRuntime }));
vi.mock("../model/onnx-metadata.ts", () => ({ readContract: () => anyContract() }));

const dispose = vi.fn(async () => {});

function runtimeOf(backend: Backend, failure: PredictorError | null, bpm = 150): Runtime {
  const run: Runtime["run"] = async (rows, features) => {
    if (failure) throw failure;
    return { heartRateBpm: new Float32Array(rows.length / features).fill(bpm), along: null, hidden: null };
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

test("a model that WASM runs is not refused for what WebGPU makes of it", async () => {
  const misshapen = new PredictorError("bad-model", "The model gives heart_rate as float32 [1]");
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, backend === "webgpu" ? misshapen : null));
  const { runtime, fallbackReason } = await loadModel("model.onnx", "webgpu", () => {});
  expect(runtime.backend).toBe("wasm");
  expect(fallbackReason).toBe(misshapen.message);
});

test("where WebGPU computes another heart rate than WASM, WASM serves instead", async () => {
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, null, backend === "webgpu" ? 150.06 : 150));
  const { runtime, fallbackReason } = await loadModel("model.onnx", "webgpu", () => {});
  expect(runtime.backend).toBe("wasm");
  expect(fallbackReason).toMatch(/up to 0\.060 bpm off WASM's/);
  expect(dispose).toHaveBeenCalledTimes(1);
});

test.each([
  ["jspi", { Suspending: class {} }],
  ["asyncify", {}],
])("what runs WebGPU is the build that the browser can run: %s", async (build, webAssembly) => {
  vi.stubGlobal("WebAssembly", webAssembly);
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, null));
  vi.resetModules();
  await (await import("./load-model.ts")).loadModel("model.onnx", "webgpu", () => {});
  const fetched = download.mock.calls.map(([url]) => url).filter((url) => /jspi|asyncify/.test(url));
  expect(fetched).toEqual([expect.stringContaining(build)]);
});

test("how much is to come is told where every download tells it, and what is at hand needs none", async () => {
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, null));
  download.mockImplementation(async (url, onBytes) => {
    const totalBytes = url.includes("onnx-model") ? 40 : 1000;
    onBytes(totalBytes / 2, totalBytes);
    onBytes(totalBytes, totalBytes);
    return new Uint8Array();
  });
  vi.resetModules();
  const { loadModel: load } = await import("./load-model.ts");
  const told: LoadProgress[] = [];
  await load("onnx-model", "webgpu", (progress) => told.push(progress));
  const loading = told.flatMap((progress) => (progress.phase === "loading" ? progress : []));
  expect(loading.map(({ loadedBytes, totalBytes }) => [loadedBytes, totalBytes])).toEqual([
    [20, null],
    [40, null],
    [540, 1040],
    [1040, 1040],
    [500, 1000],
    [1000, 1000],
  ]);
});

test("a device that is lost later leaves WASM to serve, is told of, and not tried again", async () => {
  let lost: PredictorError | null = null;
  createRuntime.mockImplementation(async (_, backend) => {
    const runtime = runtimeOf(backend, null);
    const run: Runtime["run"] = async (...args) => {
      if (lost && backend === "webgpu") throw lost;
      return runtime.run(...args);
    };
    return { ...runtime, run };
  });
  const onFallback = vi.fn();
  const { runtime } = await loadModel("model.onnx", "webgpu", () => {}, onFallback);
  expect(runtime.backend).toBe("webgpu");
  lost = failing;
  expect((await runtime.run(new Float32Array(28), 14)).heartRateBpm).toHaveLength(2);
  expect(onFallback.mock.calls).toEqual([[failing.message]]);
  const again = await loadModel("model.onnx", "webgpu", () => {});
  expect(again.runtime.backend).toBe("wasm");
  expect(again.fallbackReason).toMatch(/load the page again.*device lost/);
});

test("a model that WASM can't run either is refused, and its memory given back", async () => {
  const broken = new PredictorError("bad-model", "The model gives NaN for a heart rate");
  createRuntime.mockImplementation(async (_, backend) => runtimeOf(backend, broken));
  await expect(loadModel("model.onnx", "wasm", () => {})).rejects.toBe(broken);
  expect(dispose).toHaveBeenCalledTimes(1);
});
