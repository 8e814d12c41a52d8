import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workoutOf } from "../testing/workouts.ts";
import { createPredictor } from "./client.ts";
import type { ClientMessage, WorkerMessage } from "./messages.ts";
import type { LoadedModel, RunSource } from "./predictor.ts";

const { download } = vi.hoisted(() => ({ download: vi.fn(async (_url: string) => new Uint8Array([1, 2])) }));
vi.mock("./download.ts", () => ({ download, downloadCompressed: download }));

/** A worker that answers when a test says so. */
class FakeWorker {
  static started: FakeWorker[] = [];
  readonly received: ClientMessage[] = [];
  readonly terminate = vi.fn();
  onmessage: ((event: { data: WorkerMessage }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;

  constructor() {
    FakeWorker.started.push(this);
  }

  postMessage(message: ClientMessage): void {
    this.received.push(message);
  }
}

beforeEach(() => {
  FakeWorker.started = [];
  download.mockClear();
  vi.stubGlobal("Worker", FakeWorker);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const source: RunSource = { kind: "workout", workout: workoutOf({ speedKmh: [9, 10] }) };
const settings = { gender: null, intent: null };
const kinds = ({ received }: FakeWorker) => received.map(({ kind }) => kind);

test("a worker that fails fails what was asked of it, and the next load starts another", async () => {
  const predictor = createPredictor();
  const asked = predictor.predict(source, settings);
  FakeWorker.started[0].onerror?.({ message: "out of memory" });
  await expect(asked).rejects.toThrow(/stopped \(out of memory\)/);
  await expect(predictor.predict(source, settings)).rejects.toThrow(/failed before/);

  void predictor.load("model.onnx", "wasm", () => {});
  await vi.waitFor(() => expect(FakeWorker.started).toHaveLength(2));
  await vi.waitFor(() => expect(kinds(FakeWorker.started[1])).toEqual(["load"]));
});

test("the page fetches the model and ONNX Runtime for its worker, the latter for each worker once", async () => {
  const predictor = createPredictor();
  const fetched = () => download.mock.calls.map(([url]) => url.replace(/.*\//, ""));
  const wasm = expect.stringMatching(/^ort-wasm-simd-threaded.*\.wasm/);
  const load = async (worker: FakeWorker, model: string | Uint8Array) => {
    download.mockClear();
    const loading = predictor.load(model, "wasm", () => {});
    await vi.waitFor(() => expect(kinds(worker).at(-1)).toBe("load"));
    return { request: worker.received.at(-1)!, loading };
  };
  const answer = ({ onmessage }: FakeWorker, { id }: ClientMessage) =>
    onmessage?.({ data: { kind: "loaded", id, model: {} as LoadedModel } });

  const [first] = FakeWorker.started;
  const { request, loading } = await load(first, "a.onnx");
  expect(fetched()).toEqual(["a.onnx", wasm]);
  expect(request).toMatchObject({ model: new Uint8Array([1, 2]), wasm: new Uint8Array([1, 2]) });
  answer(first, request);
  await loading;

  first.received.length = 0;
  const again = await load(first, new Uint8Array([3]));
  expect(fetched()).toEqual([]);
  expect(again.request).toMatchObject({ model: new Uint8Array([3]), wasm: undefined });
  first.onerror?.({ message: "out of memory" });
  await expect(again.loading).rejects.toThrow(/out of memory/);

  void predictor.load("b.onnx", "wasm", () => {});
  await vi.waitFor(() => expect(FakeWorker.started).toHaveLength(2));
  await vi.waitFor(() => expect(kinds(FakeWorker.started[1])).toEqual(["load"]));
  expect(fetched()).toEqual(["b.onnx", wasm]);
});

test("of two loads that overlap, the worker is asked for the later one last", async () => {
  const predictor = createPredictor();
  const [worker] = FakeWorker.started;
  let arrive = (_: Uint8Array<ArrayBuffer>) => {};
  download.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  void predictor.load("slow.onnx", "wasm", () => {});
  void predictor.load(new Uint8Array([3]), "wasm", () => {});
  await vi.waitFor(() => expect(download).toHaveBeenCalled());
  expect(worker.received).toEqual([]);
  arrive(new Uint8Array([7]));
  await vi.waitFor(() => expect(worker.received).toHaveLength(1));
  worker.onmessage?.({ data: { kind: "loaded", id: worker.received[0].id, model: {} as LoadedModel } });
  await vi.waitFor(() => expect(worker.received).toHaveLength(2));
  expect(worker.received).toMatchObject([{ model: new Uint8Array([7]) }, { model: new Uint8Array([3]) }]);
});

test("a measurement has a worker to itself, which is ended when it is done or no longer wanted", async () => {
  const predictor = createPredictor();
  const measurement = { batch: 16, wasm: { singleMs: 12, batchMs: 200 }, webgpu: { obstacle: "none" } };
  const done = predictor.measure("model.onnx", new AbortController().signal, () => {});
  const [serving, measuring] = FakeWorker.started;
  measuring.onmessage?.({ data: { kind: "measured", id: 0, measurement } });
  expect(await done).toEqual(measurement);
  expect(measuring.terminate).toHaveBeenCalled();

  const abort = new AbortController();
  const stopped = predictor.measure("model.onnx", abort.signal, () => {});
  abort.abort();
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  expect(FakeWorker.started[2].terminate).toHaveBeenCalled();
  expect(serving.terminate).not.toHaveBeenCalled();
});

test("that WebGPU stopped serving is told without being asked", () => {
  const predictor = createPredictor();
  const listener = vi.fn();
  predictor.onFallback(listener);
  FakeWorker.started[0].onmessage?.({ data: { kind: "fell-back", reason: "The graphics device was lost." } });
  expect(listener.mock.calls).toEqual([["The graphics device was lost."]]);
});
