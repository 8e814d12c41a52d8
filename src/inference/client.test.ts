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
