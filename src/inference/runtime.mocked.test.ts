import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import { featureSets } from "../features/catalogue.ts";
import type { ModelContract } from "../model/contract.ts";
import type { LstmNetwork } from "../model/network.ts";
import { contractMetadata } from "../model/onnx-metadata.ts";
import { encodeModel, type OnnxGraph } from "../model/onnx-protobuf.ts";
import { writeOnnx } from "../model/onnx-writer.ts";
import { anyContract, anyPrior } from "../testing/contract.ts";
import { randomFeatures, randomNetwork } from "../testing/lstm-oracle.ts";
import { trackOf } from "../testing/tracks.ts";
import { series, workoutOf } from "../testing/workouts.ts";
import { createRunnableModel, predictRun, predictTrack } from "./predict.ts";
import { createRuntime, type Runtime } from "./runtime.ts";
import { proveModel } from "./trial-run.ts";

const FEATURES = featureSets.temporal.length;
const NETWORK = randomNetwork({ inputSize: FEATURES, hiddenSize: 8, layers: 2, directions: 1 }, 1);
/** Runners differ in a constant, and by what the first unit holds. */
const DIRECTIONS = [
  [8, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 4, 0, 0, 0, 0, 0, 0, 0],
];
const CONTRACT = anyContract({ calibration: anyPrior({ directions: DIRECTIONS }) });
const UNSCALED = { mean: new Array(FEATURES).fill(0), std: new Array(FEATURES).fill(1) };

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - b[i])),
    a.length === b.length ? 0 : Infinity,
  );

const modelOf = (contract: ModelContract) => createRunnableModel(writeOnnx(NETWORK, UNSCALED, contract), "wasm");

const runtimeOf = (network: LstmNetwork) =>
  createRuntime(writeOnnx(network, UNSCALED, CONTRACT), "wasm", { beside: "hidden" });

const mean = (input: string, output: string, axes: number[], keepdims: 0 | 1 = 0) => [
  { operator: "ReduceMean", inputs: [input], output, attributes: { axes, keepdims } },
];

/** A model whose heart rate is the mean of its features: as simple as a graph can be. */
function graphOf(changes: Partial<OnnxGraph>): Uint8Array {
  const graph: OnnxGraph = {
    name: "mean",
    nodes: mean("features", "heart_rate", [2]),
    initializers: [],
    inputs: [{ name: "features", dims: ["batch", "time", FEATURES] }],
    outputs: [{ name: "heart_rate", dims: ["batch", "time"] }],
    ...changes,
  };
  return encodeModel(graph, [contractMetadata(CONTRACT)]);
}

const { webGpu } = vi.hoisted(() => ({
  /** ONNX Runtime on a graphics device, in as far as it is used here; a test says how it runs and when it is lost. */
  webGpu: {
    Tensor: class {
      constructor(
        readonly type: string,
        readonly data: Float32Array,
        readonly dims: number[],
      ) {}
      getData = async () => this.data;
    },
    env: { wasm: {}, webgpu: { device: Promise.resolve({ lost: new Promise<{ message: string }>(() => {}) }) } },
    InferenceSession: {
      create: async () => ({ inputNames: ["features"], outputNames: ["heart_rate", "hidden"], run: webGpu.run }),
    },
    run: async (_: unknown, _outputs: string[]): Promise<unknown> => ({}),
  },
}));
vi.mock("onnxruntime-web/jspi", () => webGpu);
vi.mock("onnxruntime-web/webgpu", () => webGpu);

describe("on a graphics device", () => {
  const rows = new Float32Array(20 * FEATURES);

  test("a run ends where the device is lost, and whatever is asked for then does", async () => {
    let lose: (loss: { message: string }) => void = () => {};
    const lost = new Promise<{ message: string }>((resolve) => {
      lose = resolve;
    });
    webGpu.env.webgpu.device = Promise.resolve({ lost });
    webGpu.run = () => new Promise(() => {});
    const runtime = await createRuntime(new Uint8Array(), "webgpu");
    const running = runtime.run(rows, FEATURES);
    lose({ message: "unplugged" });
    const loss = { code: "backend-failed", message: "The graphics device was lost: unplugged" };
    await expect(running).rejects.toMatchObject(loss);
    await expect(runtime.run(rows, FEATURES)).rejects.toMatchObject(loss);
  });

  test("WebAssembly that was fetched is handed over, and not held once it is compiled", async () => {
    const wasm = Uint8Array.of(1, 2);
    const { create } = webGpu.InferenceSession;
    let handedOver: unknown;
    vi.spyOn(webGpu.InferenceSession, "create").mockImplementationOnce(() => {
      handedOver = (webGpu.env.wasm as { wasmBinary?: unknown }).wasmBinary;
      return create();
    });
    await createRuntime(new Uint8Array(), "webgpu", { wasm });
    expect(handedOver).toBe(wasm.buffer);
    expect(webGpu.env.wasm).not.toHaveProperty("wasmBinary");
  });

  test("what runs came to is kept by nobody but who asked for them", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const given: WeakRef<Float32Array>[] = [];
    webGpu.env.webgpu.device = Promise.resolve({ lost: new Promise(() => {}) });
    webGpu.run = async () => {
      const heartRateBpm = new Float32Array(20).fill(150);
      given.push(new WeakRef(heartRateBpm));
      return { heart_rate: new webGpu.Tensor("float32", heartRateBpm, [1, 20]) };
    };
    const runtime = await createRuntime(new Uint8Array(), "webgpu");
    for (let i = 0; i < 20; i++) await runtime.run(rows, FEATURES);
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    expect(given.filter((output) => output.deref()).length).toBeLessThanOrEqual(2);
  });
});

test("a hidden state is copied out for whoever asks for it alone, and no output that the model lacks", async () => {
  const asked: string[][] = [];
  webGpu.env.webgpu.device = Promise.resolve({ lost: new Promise(() => {}) });
  webGpu.run = async (_, outputs) => {
    asked.push(outputs);
    const tensor = (...dims: number[]) => new webGpu.Tensor("float32", new Float32Array(20).fill(150), dims);
    return { heart_rate: tensor(1, 20), hidden: tensor(1, 20, 1) };
  };
  const ask = async (options?: Parameters<typeof createRuntime>[2]) =>
    (await createRuntime(new Uint8Array(), "webgpu", options)).run(new Float32Array(20 * FEATURES), FEATURES);
  expect(await ask()).toMatchObject({ along: null, hidden: null });
  expect(await ask({ beside: "hidden" })).toMatchObject({ along: null, hidden: new Float32Array(20).fill(150) });
  expect(asked).toEqual([["heart_rate"], ["heart_rate", "hidden"]]);
});

test("runs asked for at once come out as if asked for one by one", async () => {
  const runtime = await runtimeOf(NETWORK);
  const inputs = [20, 300, 50].map((steps, i) => Float32Array.from(randomFeatures(1, steps, UNSCALED, i).flat(2)));
  const together = await Promise.all(inputs.map((rows) => runtime.run(rows, FEATURES)));
  for (const [i, rows] of inputs.entries()) {
    const { heartRateBpm, hidden } = await runtime.run(rows, FEATURES);
    expect(together[i].heartRateBpm).toEqual(heartRateBpm);
    expect(hidden).toHaveLength(8 * heartRateBpm.length);
  }
  await runtime.dispose();
});

test("a run that fails does not stop the next", async () => {
  const runtime = await runtimeOf(NETWORK);
  const failing = runtime.run(new Float32Array(20 * (FEATURES + 1)), FEATURES + 1);
  const next = runtime.run(new Float32Array(20 * FEATURES), FEATURES);
  await expect(failing).rejects.toMatchObject({ code: "bad-model" });
  expect((await next).heartRateBpm).toHaveLength(20);
});

test("bytes that are no model are refused with the reason", async () => {
  const refusal = createRuntime(new TextEncoder().encode("<gpx/>"), "wasm");
  await expect(refusal).rejects.toThrow(PredictorError);
  await expect(refusal).rejects.toMatchObject({ code: "bad-model" });
});

test("a model that gives no number for a heart rate is refused when run", async () => {
  const runtime = await runtimeOf({ ...NETWORK, head: { ...NETWORK.head, bias: Number.NaN } });
  await expect(runtime.run(new Float32Array(20 * FEATURES), FEATURES)).rejects.toThrow(
    /NaN for a heart rate at timestep 1 of 20/,
  );
});

test("a run predicted again from its track, as a link carries it, comes out the same", async () => {
  const model = await modelOf(CONTRACT);
  const settings = { gender: null, intent: null };
  const recorded = workoutOf(
    {
      timeS: series(3600, (i) => i),
      speedKmh: series(3600, (i) => 10 + Math.sin(i / 90)),
      altitudeM: series(3600, (i) => 300 + i / 60),
    },
    { gender: 1 },
  );
  const first = await predictRun(recorded, model, settings);
  const again = await predictTrack(first.track, model, settings);
  expect(again.heartRateBpm).toEqual(first.heartRateBpm);
  expect(first.heartRateBpm).toHaveLength(600);
  expect(again.along).toEqual(first.along);
  const female = await predictTrack(first.track, model, { ...settings, gender: 0 });
  expect(female.heartRateBpm).not.toEqual(first.heartRateBpm);
});

test("a run tells where it stands along the directions in which runners differ, where the model has any", async () => {
  const track = trackOf({ speedKmh: series(50, (i) => 10 + Math.sin(i / 9)) });
  const alongOf = async (contract: ModelContract) =>
    (await predictTrack(track, await modelOf(contract), { gender: null, intent: null })).along;
  const along = await alongOf(CONTRACT);
  expect(along).toHaveLength(50 * 2);
  expect(along!.filter((_, i) => i % 2 === 0)).toEqual(new Float32Array(50).fill(8));
  expect(new Set(along!.filter((_, i) => i % 2 === 1)).size).toBeGreaterThan(40);
  expect(await alongOf(anyContract({ calibration: null, intervals: null }))).toBeNull();
  await expect(alongOf(anyContract())).rejects.toThrow(
    /a direction has 4 weights, where a constant and 8 units ask for 9/,
  );
});

describe("a batch comes out as its runs do alone", () => {
  const runOf = (steps: number, seed: number) => Float32Array.from(randomFeatures(1, steps, UNSCALED, seed).flat(2));

  async function expectAsAlone(runtime: Runtime, batch: Float32Array[]): Promise<void> {
    const together = await runtime.runBatch(batch, FEATURES);
    expect(together).toHaveLength(batch.length);
    for (const [i, rows] of batch.entries()) {
      const alone = await runtime.run(rows, FEATURES);
      expect(largestDifference(together[i].heartRateBpm, alone.heartRateBpm)).toBeLessThan(1e-4);
      expect(largestDifference(together[i].hidden ?? [], alone.hidden ?? [])).toBeLessThan(1e-4);
      expect(largestDifference(together[i].along ?? [], alone.along ?? [])).toBeLessThan(1e-3);
    }
  }

  test.each([
    ["reads forward only", NETWORK],
    ["reads backward too", randomNetwork({ inputSize: FEATURES, hiddenSize: 8, layers: 2, directions: 2 }, 2)],
  ])("where a network %s, of any lengths", async (_, network) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }), async (lengths) => {
        const runtime = await runtimeOf(network);
        await expectAsAlone(runtime, lengths.map(runOf));
        await runtime.dispose();
      }),
      { numRuns: 12 },
    );
  });

  test("and stands along directions as it does alone", async () => {
    const { runtime } = await modelOf(CONTRACT);
    await expectAsAlone(runtime, [20, 30, 30].map(runOf));
  });

  test("where a model sets each run against the others of its batch", async () => {
    const less = { operator: "Sub", inputs: ["own", "all"], output: "heart_rate" };
    const model = graphOf({ nodes: [...mean("features", "own", [2]), ...mean("own", "all", [0], 1), less] });
    await expectAsAlone(await createRuntime(model, "wasm"), [20, 30, 30].map(runOf));
  });

  test("where a model takes one run at a time", async () => {
    const model = graphOf({ inputs: [{ name: "features", dims: [1, "time", FEATURES] }] });
    await expectAsAlone(await createRuntime(model, "wasm"), [20, 30, 30].map(runOf));
  });

  test("and the run that can't be predicted is named", async () => {
    const runtime = await createRuntime(graphOf({}), "wasm");
    const broken = runOf(20, 1).fill(Number.NaN, 10 * FEATURES);
    await expect(runtime.runBatch([runOf(30, 0), broken, runOf(30, 2)], FEATURES)).rejects.toThrow(
      /^Run 2 of 3: The model gives NaN for a heart rate at timestep 11 of 20/,
    );
    await expectAsAlone(runtime, [runOf(30, 0), runOf(25, 2)]);
  });
});

describe("a model that does not keep to its contract is refused before it serves, with the reason", () => {
  const prove = async (model: Uint8Array, contract = CONTRACT) =>
    proveModel({ contract, runtime: await createRuntime(model, "wasm") });

  test("while one that keeps to it is not", async () => {
    await prove(graphOf({}));
  });

  test.each<[string, Uint8Array, RegExp]>([
    [
      "its input has another name",
      graphOf({
        nodes: mean("run", "heart_rate", [2]),
        inputs: [{ name: "run", dims: ["batch", "time", FEATURES] }],
      }),
      /lacks the input features/,
    ],
    [
      "its output has another name",
      graphOf({ nodes: mean("features", "bpm", [2]), outputs: [{ name: "bpm", dims: ["batch", "time"] }] }),
      /lacks the output heart_rate/,
    ],
    [
      "it takes fewer features than its contract names",
      graphOf({ inputs: [{ name: "features", dims: ["batch", "time", 3] }] }),
      /could not be run: .*Got: 14 Expected: 3/s,
    ],
    [
      "it wants more than the features",
      graphOf({
        inputs: [
          { name: "features", dims: ["batch", "time", FEATURES] },
          { name: "age", dims: [1] },
        ],
      }),
      /could not be run: .*age/s,
    ],
    [
      "it gives one heart rate for the whole run",
      graphOf({ nodes: mean("features", "heart_rate", [1, 2]), outputs: [{ name: "heart_rate", dims: ["batch"] }] }),
      /gives heart_rate as float32 \[1\] where float32 \[1,601\] belongs/,
    ],
    [
      "it does not stand along directions at each timestep",
      graphOf({
        nodes: [...mean("features", "heart_rate", [2]), ...mean("features", "along", [1])],
        outputs: [
          { name: "heart_rate", dims: ["batch", "time"] },
          { name: "along", dims: ["batch", FEATURES] },
        ],
      }),
      /gives along as float32 \[1,14\]/,
    ],
    [
      "its weights give NaN",
      writeOnnx({ ...NETWORK, head: { ...NETWORK.head, bias: Number.NaN } }, UNSCALED, CONTRACT),
      /NaN for a heart rate/,
    ],
  ])("where %s", async (_, model, message) => {
    await expect(prove(model)).rejects.toMatchObject({ code: "bad-model", message: expect.stringMatching(message) });
  });

  test("where its contract names fewer features than it takes", async () => {
    const contract = anyContract({ features: ["speed", "altitude"] });
    await expect(prove(graphOf({}), contract)).rejects.toThrow(/Got: 2 Expected: 14/);
  });
});
