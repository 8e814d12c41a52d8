import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ErrorCode } from "../base/error.ts";
import { noScores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import { type FakeWorker, fakeWorkers } from "../testing/fake-worker.ts";
import { workoutOf } from "../testing/workouts.ts";
import type { FallbackNotice, ScoringWork } from "./messages.ts";
import { createScoringPool, type PoolSettings } from "./pool.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

type Worker = FakeWorker<ScoringWork, FallbackNotice>;

let started: Worker[];
/** How many of its batches a worker has answered. */
let answered: Map<Worker, number>;

beforeEach(() => {
  started = fakeWorkers();
  answered = new Map();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const alive = () => started.filter(({ isAlive }) => isAlive);
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function load(worker: Worker, backend: Backend = "wasm", fallbackReason: string | null = null): Promise<void> {
  worker.answer({ backend, fallbackReason }, 0);
  await settled();
}

/** The batches that a worker was given, each as the rows in it. */
function batchesOf({ received }: Worker): { id: number; rows: number[] }[] {
  return received.flatMap((message) =>
    "request" in message && message.request.kind === "score"
      ? { id: message.id, rows: message.request.runs.map(({ row }) => row) }
      : [],
  );
}

function inHand(worker: Worker): { id: number; rows: number[] }[] {
  return batchesOf(worker).slice(answered.get(worker) ?? 0);
}

/** Answers the first batch that a worker has not answered yet. */
async function score(worker: Worker): Promise<void> {
  const [{ id, rows }] = inHand(worker);
  answered.set(worker, (answered.get(worker) ?? 0) + 1);
  worker.answer(scoredOf(rows), id);
  await settled();
}

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
  test("keeps all workers busy, each with one batch more than it is scoring", async () => {
    const { pool } = poolOf(2);
    for (let batch = 0; batch < 6; batch++) void pool.score(runs(batch));
    const [one, two] = started;
    await load(one);
    await load(two);
    expect(batchesOf(one).flatMap(({ rows }) => rows)).toEqual([0, 1]);
    expect(batchesOf(two).flatMap(({ rows }) => rows)).toEqual([2, 3]);
    await score(two);
    expect(batchesOf(two).flatMap(({ rows }) => rows)).toEqual([2, 3, 4]);
    expect(started).toHaveLength(2);
  });

  test("has room again once no batch waits for a worker", async () => {
    const { pool } = poolOf(1);
    for (let batch = 0; batch < 3; batch++) void pool.score(runs(batch));
    const told = vi.fn();
    void pool.hasRoom().then(told);
    await load(started[0]);
    await Promise.resolve();
    expect(told).not.toHaveBeenCalled();
    await score(started[0]);
    await Promise.resolve();
    expect(told).toHaveBeenCalledOnce();
  });

  test("does what wants a core to itself once a worker is idle, and leaves it so meanwhile", async () => {
    const { pool } = poolOf(2);
    const [one, two] = started;
    await load(one);
    await load(two);
    for (let batch = 0; batch < 8; batch++) void pool.score(runs(batch));
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const worked = pool.withIdleWorker(work);
    await score(one);
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
    await score(one);
    await Promise.resolve();
    expect(work).toHaveBeenCalledOnce();
    await score(two);
    await score(two);
    const inHands = () => [one, two].map((worker) => inHand(worker).length).sort();
    expect(inHands()).toEqual([0, 2]);
    finish();
    await worked;
    expect(inHands()).toEqual([2, 2]);
  });

  test("does not take a worker for idle that is being loaded", async () => {
    const { pool } = poolOf(2);
    const [one, two] = started;
    await load(one);
    for (let batch = 0; batch < 4; batch++) void pool.score(runs(batch));
    const work = vi.fn(async () => {});
    void pool.withIdleWorker(work);
    await Promise.resolve();
    expect(work).not.toHaveBeenCalled();
    await load(two);
    await Promise.resolve();
    expect(work).toHaveBeenCalledOnce();
  });

  test("waits for no worker on WebGPU, nor once they are gone", async () => {
    const onGpu = poolOf(2, "webgpu").pool;
    await load(started[0], "webgpu");
    void onGpu.score(runs(1));
    const work = vi.fn(async () => {});
    await onGpu.withIdleWorker(work);
    const { pool } = poolOf(1);
    await load(started[1]);
    void pool.score(runs(1));
    const worked = pool.withIdleWorker(work);
    pool.dispose();
    await worked;
    expect(work).toHaveBeenCalledTimes(2);
  });

  test("gives what a worker that died had in hand to another: no run is lost, and none counted twice", async () => {
    const { pool } = poolOf(2);
    const scored = [runs(1, 2), runs(3), runs(4), runs(5)].map((batch) => outcome(pool.score(batch)));
    const [dying, other] = started;
    await load(dying);
    await load(other);
    dying.die("out of memory");
    // What it would have said comes too late to count.
    await score(dying);
    const fresh = started[2];
    await load(fresh);
    await score(other);
    await score(other);
    for (const worker of [other, fresh]) while (inHand(worker).length > 0) await score(worker);
    expect(await Promise.all(scored)).toEqual([done(1, 2), done(3), done(4), done(5)]);
  });

  test("takes a batch apart that ends every worker, and leaves out the run at fault alone", async () => {
    const { pool } = poolOf(1);
    const scored = outcome(pool.score(runs(1, 2, 3)));
    // Whichever worker is given run 2 dies of it.
    for (let [worker] = alive(); worker; [worker] = alive()) {
      await load(worker);
      const next = () => inHand(worker)[0];
      while (next() && !next().rows.includes(2)) await score(worker);
      if (!next()) break;
      worker.die("out of memory");
      await settled();
    }
    expect((await scored).toSorted(([a], [b]) => a - b)).toEqual([...done(1), [2, "unexpected"], ...done(3)]);
  });

  test("gives up where workers do nothing but stop", async () => {
    const { pool } = poolOf(1);
    const scored = pool.score(runs(1));
    for (let deaths = 0; alive().length > 0 && deaths < 50; deaths++) alive()[0].die("it could not be fetched");
    await expect(scored).rejects.toThrow(/stopped \(it could not be fetched\)/);
    await expect(pool.score(runs(2))).rejects.toMatchObject({ code: "unexpected" });
  });

  test("fails with the reason where the model can't be loaded", async () => {
    const { pool } = poolOf(2);
    const scored = pool.score(runs(1));
    started[0].fail({ code: "bad-model", message: "It is none." }, 0);
    await expect(scored).rejects.toMatchObject({ code: "bad-model" });
    expect(alive()).toEqual([]);
  });

  test("lets a worker that fell back on its own go on, and has others join it", async () => {
    const { pool, onBackend } = poolOf(2, "webgpu");
    const [first] = started;
    await load(first, "webgpu");
    const scored = outcome(pool.score(runs(1)));
    first.notice("device lost");
    expect(alive()).toHaveLength(2);
    await load(started[1]);
    await score(first);
    expect(await scored).toEqual(done(1));
    expect(onBackend).toHaveBeenLastCalledWith("wasm", "device lost");
  });

  test("starts a worker a core where WebGPU turns out not to work", async () => {
    const { onBackend } = poolOf(3, "webgpu");
    await load(started[0], "wasm", "no adapter");
    expect(onBackend).toHaveBeenCalledWith("wasm", "no adapter");
    expect(alive()).toHaveLength(3);
  });

  test("ends its workers at once when it is disposed of", async () => {
    const { pool } = poolOf(2);
    pool.dispose();
    expect(alive()).toEqual([]);
    const [loading, dying] = started;
    await load(loading);
    dying.die("out of memory");
    expect(alive(), "started by what came too late").toEqual([]);
  });
});
