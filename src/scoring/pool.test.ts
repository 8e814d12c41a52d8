import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ErrorCode } from "../base/error.ts";
import { noScores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import { workoutOf } from "../testing/workouts.ts";
import type { ScoringAnswer, ScoringRequest } from "./messages.ts";
import { createScoringPool, type PoolSettings } from "./pool.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

/** A worker that answers when a test says so. */
class FakeWorker {
  static started: FakeWorker[] = [];
  static get alive(): FakeWorker[] {
    return FakeWorker.started.filter(({ terminate }) => terminate.mock.calls.length === 0);
  }
  readonly received: ScoringRequest[] = [];
  readonly terminate = vi.fn();
  answered = 0;
  onmessage: ((event: { data: ScoringAnswer }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;

  constructor() {
    FakeWorker.started.push(this);
  }

  postMessage(message: ScoringRequest): void {
    this.received.push(message);
  }

  answer(data: ScoringAnswer): void {
    this.onmessage?.({ data });
  }

  load(backend: Backend = "wasm", fallbackReason: string | null = null): void {
    this.answer({ kind: "loaded", backend, fallbackReason });
  }

  /** The batches it was given, each as the rows in it. */
  get batches(): { batch: number; rows: number[] }[] {
    return this.received.flatMap((request) =>
      request.kind === "score" ? { batch: request.batch, rows: request.runs.map(({ row }) => row) } : [],
    );
  }

  /** Answers the first batch that it has not answered yet. */
  score(): void {
    const { batch, rows } = this.batches[this.answered++];
    this.answer({ kind: "scored", batch, scored: scoredOf(rows) });
  }

  die(message = "out of memory"): void {
    this.onerror?.({ message });
  }
}

beforeEach(() => {
  FakeWorker.started = [];
  vi.stubGlobal("Worker", FakeWorker);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** What is unscored stands for the row here: its score would need a whole report. */
function scoredOf(rows: number[]): ScoredRuns {
  return { scores: noScores(), unscored: rows.map((row) => unscoredRun(row, "no-heart-rate")) };
}

function unscoredRun(row: number, code: ErrorCode) {
  return { row, name: `run ${row}`, error: { code, message: "" } };
}

function runs(...rows: number[]): RunToScore[] {
  return rows.map((row) => ({
    row,
    workout: workoutOf({ speedKmh: [10] }, { name: `run ${row}` }),
    workoutType: null,
  }));
}

function poolOf(size: number, backend: Backend = "wasm") {
  const onBackend = vi.fn<PoolSettings["onBackend"]>();
  const settings = { gender: null, intent: null };
  const pool = createScoringPool({ model: new Uint8Array(), backend, size, settings, onBackend });
  return { pool, onBackend };
}

/** The rows of what came back, with why each was unscored. */
async function outcome(scored: Promise<ScoredRuns>): Promise<[number, ErrorCode][]> {
  return (await scored).unscored.map(({ row, error }) => [row, error.code]);
}

const done = (...rows: number[]) => rows.map((row) => [row, "no-heart-rate"]);

describe("a pool of scoring workers", () => {
  test("keeps all workers busy, each with one batch more than it is scoring", () => {
    const { pool } = poolOf(2);
    for (let batch = 0; batch < 6; batch++) void pool.score(runs(batch));
    const [one, two] = FakeWorker.started;
    one.load();
    two.load();
    expect(one.batches.map(({ batch }) => batch)).toEqual([0, 1]);
    expect(two.batches.map(({ batch }) => batch)).toEqual([2, 3]);
    two.score();
    expect(two.batches.map(({ batch }) => batch)).toEqual([2, 3, 4]);
    expect(FakeWorker.started).toHaveLength(2);
  });

  test("has room again once no batch waits for a worker", async () => {
    const { pool } = poolOf(1);
    for (let batch = 0; batch < 3; batch++) void pool.score(runs(batch));
    const told = vi.fn();
    void pool.hasRoom().then(told);
    FakeWorker.started[0].load();
    await Promise.resolve();
    expect(told).not.toHaveBeenCalled();
    FakeWorker.started[0].score();
    await Promise.resolve();
    expect(told).toHaveBeenCalledOnce();
  });

  test("does what wants a core to itself once a worker is idle, and leaves it so meanwhile", async () => {
    const { pool } = poolOf(2);
    const [one, two] = FakeWorker.started;
    one.load();
    two.load();
    for (let batch = 0; batch < 8; batch++) void pool.score(runs(batch));
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const worked = pool.withIdleWorker(work);
    one.score();
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
    one.score();
    await Promise.resolve();
    expect(work).toHaveBeenCalledOnce();
    two.score();
    two.score();
    const inHand = () => [one, two].map(({ batches, answered }) => batches.length - answered).sort();
    expect(inHand()).toEqual([0, 2]);
    finish();
    await worked;
    expect(inHand()).toEqual([2, 2]);
  });

  test("does not take a worker for idle that is being loaded", async () => {
    const { pool } = poolOf(2);
    const [one, two] = FakeWorker.started;
    one.load();
    for (let batch = 0; batch < 4; batch++) void pool.score(runs(batch));
    const work = vi.fn(async () => {});
    void pool.withIdleWorker(work);
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
    two.load();
    await Promise.resolve();
    expect(work).toHaveBeenCalledOnce();
  });

  test("waits for no worker on WebGPU, nor once they are gone", async () => {
    const onGpu = poolOf(2, "webgpu").pool;
    FakeWorker.started[0].load("webgpu");
    void onGpu.score(runs(1));
    const work = vi.fn(async () => {});
    await onGpu.withIdleWorker(work);
    const { pool } = poolOf(1);
    FakeWorker.started[1].load();
    void pool.score(runs(1));
    const worked = pool.withIdleWorker(work);
    pool.dispose();
    await worked;
    expect(work).toHaveBeenCalledTimes(2);
  });

  test("gives what a worker that died had in hand to another: no run is lost, and none counted twice", async () => {
    const { pool } = poolOf(2);
    const scored = [runs(1, 2), runs(3), runs(4), runs(5)].map((batch) => outcome(pool.score(batch)));
    const [dying, other] = FakeWorker.started;
    dying.load();
    other.load();
    dying.die();
    // What it would have said comes too late to count.
    dying.score();
    const fresh = FakeWorker.started[2];
    fresh.load();
    other.score();
    other.score();
    for (const worker of [other, fresh]) while (worker.batches.length > worker.answered) worker.score();
    expect(await Promise.all(scored)).toEqual([done(1, 2), done(3), done(4), done(5)]);
  });

  test("takes a batch apart that ends every worker, and leaves out the run at fault alone", async () => {
    const { pool } = poolOf(1);
    const scored = outcome(pool.score(runs(1, 2, 3)));
    // Whichever worker is given run 2 dies of it.
    for (let alive = FakeWorker.alive[0]; alive; alive = FakeWorker.alive[0]) {
      alive.load();
      const next = () => alive.batches[alive.answered];
      while (next() && !next().rows.includes(2)) alive.score();
      if (!next()) break;
      alive.die();
    }
    expect((await scored).toSorted(([a], [b]) => a - b)).toEqual([...done(1), [2, "unexpected"], ...done(3)]);
  });

  test("gives up where workers do nothing but stop", async () => {
    const { pool } = poolOf(1);
    const scored = pool.score(runs(1));
    for (let deaths = 0; FakeWorker.alive.length > 0 && deaths < 50; deaths++)
      FakeWorker.alive[0].die("it could not be fetched");
    await expect(scored).rejects.toThrow(/stopped \(it could not be fetched\)/);
    await expect(pool.score(runs(2))).rejects.toMatchObject({ code: "unexpected" });
  });

  test("fails with the reason where the model can't be loaded", async () => {
    const { pool } = poolOf(2);
    const scored = pool.score(runs(1));
    FakeWorker.started[0].answer({ kind: "failed", batch: null, error: { code: "bad-model", message: "It is none." } });
    await expect(scored).rejects.toMatchObject({ code: "bad-model" });
    expect(FakeWorker.alive).toEqual([]);
  });

  test("lets a worker that fell back on its own go on, and has others join it", async () => {
    const { pool, onBackend } = poolOf(2, "webgpu");
    const [first] = FakeWorker.started;
    first.load("webgpu");
    const scored = outcome(pool.score(runs(1)));
    first.answer({ kind: "fell-back", reason: "device lost" });
    expect(FakeWorker.alive).toHaveLength(2);
    FakeWorker.started[1].load();
    first.score();
    expect(await scored).toEqual(done(1));
    expect(onBackend).toHaveBeenLastCalledWith("wasm", "device lost");
  });

  test("starts a worker a core where WebGPU turns out not to work", () => {
    const { onBackend } = poolOf(3, "webgpu");
    FakeWorker.started[0].load("wasm", "no adapter");
    expect(onBackend).toHaveBeenCalledWith("wasm", "no adapter");
    expect(FakeWorker.alive).toHaveLength(3);
  });

  test("ends its workers at once when it is disposed of", () => {
    const { pool } = poolOf(2);
    pool.dispose();
    expect(FakeWorker.alive).toEqual([]);
    const [loading, dying] = FakeWorker.started;
    loading.load();
    dying.die();
    expect(FakeWorker.alive, "started by what came too late").toEqual([]);
  });
});
