import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakeWorker, fakeWorkers } from "../testing/fake-worker.ts";
import type { SplitFacts, SplitOrigin, SplitRow } from "./split.ts";
import { createSplitReader } from "./split-client.ts";
import type { ReadingSplits } from "./split-messages.ts";

let started: FakeWorker<ReadingSplits>[];

beforeEach(() => {
  started = fakeWorkers();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const origin: SplitOrigin = { kind: "url", url: "https://example.org/test.parquet" };
const facts: SplitFacts = {
  name: "test.parquet",
  fileBytes: 9,
  rows: 2,
  rowGroups: [],
  columns: [],
  figures: "stated" as const,
  notes: [],
};
const row = (row: number) => ({ row }) as SplitRow;

async function opened() {
  const reader = createSplitReader();
  const opening = reader.open(origin);
  const worker = started.at(-1)!;
  worker.answer(facts);
  return { reader, worker, split: await opening };
}

test("no worker is started before a split is opened, and one serves them all, whose calls overlap", async () => {
  const reader = createSplitReader();
  expect(started).toHaveLength(0);
  const both = Promise.all([reader.open(origin), reader.open(origin)]);
  const [worker] = started;
  worker.tell({ fetchedBytes: 1 }, 1);
  worker.answer({ ...facts, rows: 1 }, 1);
  worker.tell({ fetchedBytes: 7 }, 0);
  worker.answer(facts, 0);
  const [first, second] = await both;
  expect([first.facts.rows, second.facts.rows]).toEqual([2, 1]);
  expect([first.fetchedBytes(), second.fetchedBytes()]).toEqual([7, 1]);
  expect(started).toHaveLength(1);
});

test("rows are handed over as they come, and what was fetched is told with them", async () => {
  const { worker, split } = await opened();
  const rows: number[] = [];
  const listing = split.rows((some) => rows.push(...some.map(({ row }) => row)));
  worker.tell({ rows: [row(0)], fetchedBytes: 300 });
  expect(rows).toEqual([0]);
  expect(split.fetchedBytes()).toBe(300);
  worker.tell({ rows: [row(1)], fetchedBytes: 400 });
  worker.answer(undefined);
  await listing;
  expect(rows).toEqual([0, 1]);
});

test("what is called off is refused at once, the worker is told, and what it still says is not heard", async () => {
  const { worker, split } = await opened();
  const abort = new AbortController();
  const onRows = vi.fn();
  const listing = split.rows(onRows, abort.signal);
  abort.abort();
  await expect(listing).rejects.toMatchObject({ code: "cancelled" });
  expect(worker.received.at(-1)).toEqual({ cancel: worker.latest });
  worker.tell({ rows: [row(0)], fetchedBytes: 1 });
  worker.fail({ code: "cancelled", message: "Stopped." });
  expect(onRows).not.toHaveBeenCalled();

  const asked = worker.received.length;
  await expect(split.workout(0, abort.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect(worker.received).toHaveLength(asked);
});

test("a split that is called off before word of it came is closed, as nobody has it", async () => {
  const reader = createSplitReader();
  const abort = new AbortController();
  const opening = reader.open(origin, { signal: abort.signal });
  abort.abort();
  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
  expect(started[0].requests).toEqual([
    { kind: "open", split: 0, origin },
    { kind: "close", split: 0 },
  ]);
});

test("a failure keeps its code, and the split stays open", async () => {
  const { worker, split } = await opened();
  const asking = split.workouts(3);
  const failed = { code: "download-failed", message: "Check the connection and try again." } as const;
  worker.fail(failed);
  await expect(asking).rejects.toMatchObject(failed);
  const again = split.workouts(3);
  const error = { code: "no-speed", message: "It has no speed." } as const;
  worker.answer([{ row: 5, workoutId: 6, run: { name: "run 6", error } }]);
  expect(await again).toMatchObject([{ row: 5, workoutId: 6, run: { name: "run 6", error } }]);
});

test("a worker that stops fails what was asked of it, and the next split starts another", async () => {
  const { reader, worker, split } = await opened();
  const asking = split.rowOf(7);
  expect(split.isLost()).toBe(false);
  worker.die("out of memory");
  await expect(asking).rejects.toThrow(/stopped \(out of memory\): open the split again/);
  await expect(split.sparklines(0, 9)).rejects.toThrow(/failed before/);
  void reader.open(origin);
  expect(started).toHaveLength(2);
  expect(split.isLost()).toBe(true);
  // What went with the first worker asks nothing of the second.
  await expect(split.workout(0)).rejects.toThrow(/failed before/);
  split.close();
  expect(started[1].received).toHaveLength(1);
});

test("a reader that is disposed of leaves nobody waiting", async () => {
  const { reader, worker, split } = await opened();
  const asking = split.workout(0);
  reader.dispose();
  expect(worker.terminate).toHaveBeenCalledOnce();
  await expect(asking).rejects.toThrow(/it was ended/);
  await expect(split.rowOf(7)).rejects.toThrow(/failed before/);
});
