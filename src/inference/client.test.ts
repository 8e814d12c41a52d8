import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { workoutOf } from "../testing/workouts.ts";
import { createPredictor } from "./client.ts";
import type { ClientMessage, WorkerMessage } from "./messages.ts";
import type { RunSource } from "./predictor.ts";

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
  expect(FakeWorker.started).toHaveLength(2);
  expect(kinds(FakeWorker.started[1])).toEqual(["load"]);
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
