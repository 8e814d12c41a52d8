import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakeWorker, fakeWorkers } from "../testing/fake-worker.ts";
import { workoutOf } from "../testing/workouts.ts";
import { createPredictor } from "./client.ts";
import type { FallbackNotice, Predicting } from "./messages.ts";
import type { LoadedModel, RunSource } from "./predictor.ts";

const { download } = vi.hoisted(() => ({ download: vi.fn(async (_url: string) => new Uint8Array([1, 2])) }));
vi.mock("./download.ts", () => ({ download, downloadCompressed: download }));

let started: FakeWorker<Predicting, FallbackNotice>[];

beforeEach(() => {
  download.mockClear();
  started = fakeWorkers();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const source: RunSource = { kind: "workout", workout: workoutOf({ speedKmh: [9, 10] }) };
const settings = { gender: null, intent: null };
const kinds = ({ requests }: FakeWorker<Predicting, FallbackNotice>) => requests.map(({ kind }) => kind);

test("a worker that fails fails what was asked of it, and the next load starts another", async () => {
  const predictor = createPredictor();
  const asked = predictor.predict(source, settings);
  started[0].die("out of memory");
  await expect(asked).rejects.toThrow(/stopped \(out of memory\)/);
  await expect(predictor.predict(source, settings)).rejects.toThrow(/failed before/);

  void predictor.load("model.onnx", "wasm", () => {});
  await vi.waitFor(() => expect(started).toHaveLength(2));
  await vi.waitFor(() => expect(kinds(started[1])).toEqual(["load"]));
});

test("the page fetches the model and ONNX Runtime for its worker, the latter for each worker once", async () => {
  const predictor = createPredictor();
  const fetched = () => download.mock.calls.map(([url]) => url.replace(/.*\//, ""));
  const wasm = expect.stringMatching(/^ort-wasm-simd-threaded.*\.wasm/);
  const load = async (worker: (typeof started)[number], model: string | Uint8Array) => {
    download.mockClear();
    const loading = predictor.load(model, "wasm", () => {});
    await vi.waitFor(() => expect(kinds(worker).at(-1)).toBe("load"));
    return { request: worker.requests.at(-1)!, loading };
  };
  const [first] = started;
  const { request, loading } = await load(first, "a.onnx");
  expect(fetched()).toEqual(["a.onnx", wasm]);
  expect(request).toMatchObject({ model: new Uint8Array([1, 2]), wasm: new Uint8Array([1, 2]) });
  first.answer({} as LoadedModel);
  await loading;

  first.received.length = 0;
  const again = await load(first, new Uint8Array([3]));
  expect(fetched()).toEqual([]);
  expect(again.request).toMatchObject({ model: new Uint8Array([3]), wasm: undefined });
  first.die("out of memory");
  await expect(again.loading).rejects.toThrow(/out of memory/);

  void predictor.load("b.onnx", "wasm", () => {});
  await vi.waitFor(() => expect(started).toHaveLength(2));
  await vi.waitFor(() => expect(kinds(started[1])).toEqual(["load"]));
  expect(fetched()).toEqual(["b.onnx", wasm]);
});

test("of two loads that overlap, the worker is asked for the later one last", async () => {
  const predictor = createPredictor();
  const [worker] = started;
  let arrive = (_: Uint8Array<ArrayBuffer>) => {};
  download.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  void predictor.load("slow.onnx", "wasm", () => {});
  void predictor.load(new Uint8Array([3]), "wasm", () => {});
  await vi.waitFor(() => expect(download).toHaveBeenCalled());
  expect(worker.requests).toEqual([]);
  arrive(new Uint8Array([7]));
  await vi.waitFor(() => expect(worker.requests).toHaveLength(1));
  worker.answer({} as LoadedModel);
  await vi.waitFor(() => expect(worker.requests).toHaveLength(2));
  expect(worker.requests).toMatchObject([{ model: new Uint8Array([7]) }, { model: new Uint8Array([3]) }]);
});

test("a measurement has a worker to itself, which is ended when it is done or no longer wanted", async () => {
  const predictor = createPredictor();
  const measurement = { batch: 16, wasm: { singleMs: 12, batchMs: 200 }, webgpu: { obstacle: "none" } };
  const done = predictor.measure("model.onnx", new AbortController().signal, () => {});
  const [serving, measuring] = started;
  measuring.answer(measurement);
  expect(await done).toEqual(measurement);
  expect(measuring.isAlive).toBe(false);

  const abort = new AbortController();
  const stopped = predictor.measure("model.onnx", abort.signal, () => {});
  abort.abort();
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  expect(started[2].isAlive).toBe(false);
  expect(serving.isAlive).toBe(true);
});

test("that WebGPU stopped serving is told without being asked", () => {
  const predictor = createPredictor();
  const listener = vi.fn();
  predictor.onFallback(listener);
  started[0].notice("The graphics device was lost.");
  expect(listener.mock.calls).toEqual([["The graphics device was lost."]]);
});
