import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noScores } from "../evaluation/scores.ts";
import { type FakeWorker, fakeWorkers } from "../testing/fake-worker.ts";
import type { Tallying } from "./messages.ts";
import { createTally } from "./tally.ts";

let started: FakeWorker<Tallying>[];

beforeEach(() => {
  started = fakeWorkers();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("no worker is started before there are scores, and one takes them all, in order", async () => {
  const tally = createTally();
  tally.clear();
  expect(started).toHaveLength(0);
  tally.add(noScores());
  tally.clear();
  tally.add(noScores());
  const listing = tally.list();
  const [worker] = started;
  expect(worker.requests.map(({ kind }) => kind)).toEqual(["add", "clear", "add", "list"]);
  worker.answer([]);
  expect(await listing).toEqual([]);
  expect(started).toHaveLength(1);
});

test("figures of a worker that died are refused, until there is something new to add up", async () => {
  const tally = createTally();
  tally.add(noScores());
  const evaluating = tally.evaluate(0.9);
  started[0].die("out of memory");
  await expect(evaluating).rejects.toThrow(/stopped \(out of memory\): score the runs again/);
  tally.add(noScores());
  await expect(tally.evaluate(0.9)).rejects.toMatchObject({ code: "unexpected" });
  tally.clear();
  tally.add(noScores());
  void tally.list();
  expect(started.map(({ requests }) => requests.length)).toEqual([2, 2]);
});
