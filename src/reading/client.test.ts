import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MAX_SILENT_READER_MS } from "../base/limits.ts";
import { type FakeWorker, fakeWorkers } from "../testing/fake-worker.ts";
import type { Activity } from "../workout/archive/activity.ts";
import { createReader } from "./client.ts";
import type { Reading, WireRuns } from "./messages.ts";

let started: FakeWorker<Reading>[];

beforeEach(() => {
  started = fakeWorkers<Reading>();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const NO_RUNS: WireRuns = { runs: [], parseMs: 1 };
const file = (name: string) => new File(["a"], name);
/** The names of the files that a worker was given. */
const files = ({ requests }: FakeWorker<Reading>) => requests.map(({ file }) => file.name);
/** What has been asked reaches the worker once the promises before it have settled. */
const posted = () => vi.advanceTimersByTimeAsync(0);

test("a worker without work is given a file at once, that it may read while the page draws that it does", async () => {
  const reader = createReader();
  const a = reader.read(file("a"));
  expect(files(started[0])).toEqual(["a"]);
  started[0].answer(NO_RUNS);
  await a;
  await posted();
  const b = reader.read(file("b"));
  expect(files(started[0])).toEqual(["a", "b"]);
  started[0].answer(NO_RUNS);
  await b;
});

test("files are read one after another by one worker, each with its own runs or its own error", async () => {
  const reader = createReader();
  const [a, b] = [reader.read(file("a")), reader.read(file("b"))];
  await posted();
  const [worker] = started;
  expect(files(worker)).toEqual(["a"]);
  worker.fail({ code: "no-time", message: "No point has a time." });
  await expect(a).rejects.toMatchObject({ code: "no-time" });
  await posted();
  expect(files(worker)).toEqual(["a", "b"]);
  worker.answer(NO_RUNS);
  expect(await b).toEqual({ runs: [], parseMs: 1 });
  expect(started).toHaveLength(1);
});

test("a file that is not read in time ends the worker, and the next one is read by another", async () => {
  const reader = createReader();
  const slow = reader.read(file("slow"));
  const refused = expect(slow).rejects.toMatchObject({ code: "too-slow" });
  const next = reader.read(file("next"));
  await vi.advanceTimersByTimeAsync(MAX_SILENT_READER_MS - 1);
  expect(started[0].terminate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await refused;
  await posted();
  expect(started[0].terminate).toHaveBeenCalled();
  expect(files(started[1])).toEqual(["next"]);
  started[1].answer(NO_RUNS);
  await next;
  await vi.advanceTimersByTimeAsync(2 * MAX_SILENT_READER_MS);
  expect(started[1].terminate).not.toHaveBeenCalled();
});

test("a cancelled file is refused at once; a worker that is done with it soon reads the next one, which no other file is mixed up with", async () => {
  const reader = createReader();
  const abort = new AbortController();
  const reading = expect(reader.read(file("now"), abort.signal)).rejects.toMatchObject({ code: "cancelled" });
  const next = reader.read(file("next"));
  abort.abort();
  await reading;
  await vi.advanceTimersByTimeAsync(50);
  expect(files(started[0])).toEqual(["now"]);
  started[0].answer({ ...NO_RUNS, parseMs: 50 });
  await posted();
  expect(files(started[0])).toEqual(["now", "next"]);
  await vi.advanceTimersByTimeAsync(1000);
  started[0].answer(NO_RUNS);
  expect(await next).toEqual({ runs: [], parseMs: 1 });
});

test("a cancelled file that a worker goes on with ends it, whatever it tells; one that still waits never reaches it", async () => {
  const reader = createReader();
  const [now, later] = [new AbortController(), new AbortController()];
  const reading = expect(reader.read(file("now"), now.signal)).rejects.toMatchObject({ code: "cancelled" });
  const waiting = expect(reader.read(file("later"), later.signal)).rejects.toMatchObject({ code: "cancelled" });
  void reader.read(file("next"));
  later.abort();
  await waiting;
  expect(started[0].terminate).not.toHaveBeenCalled();
  now.abort();
  await reading;
  started[0].tell({ done: 1, total: 2 });
  await vi.advanceTimersByTimeAsync(100);
  expect(started[0].terminate).toHaveBeenCalledOnce();
  expect(started.map(files)).toEqual([["now"], ["next"]]);
});

test("a worker that stops fails the file it read, and another one reads the next", async () => {
  const reader = createReader();
  const failing = expect(reader.read(file("a"))).rejects.toThrow(/stopped \(out of memory\)/);
  await posted();
  started[0].die("out of memory");
  await failing;
  void reader.read(file("b"));
  await posted();
  expect(files(started[1])).toEqual(["b"]);
});

test("what tells that it gets on is waited for, however long it takes; an archive is answered with what it holds", async () => {
  const reader = createReader();
  const told: number[] = [];
  const listing = reader.read(file("export.zip"), undefined, (done) => told.push(done));
  for (const done of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(MAX_SILENT_READER_MS - 1);
    started[0].tell({ done, total: 4 });
  }
  const found = { activities: [], passedOver: { files: 2, workouts: 0 } };
  started[0].answer({ listing: found });
  expect(await listing).toEqual({ listing: found });
  expect(told).toEqual([1, 2, 3]);
  // Nothing waits for the one that took its place.
  await vi.advanceTimersByTimeAsync(2 * MAX_SILENT_READER_MS);
  expect(started).toHaveLength(2);
  expect(started[1].terminate).not.toHaveBeenCalled();
});

test("a worker that was long about a file, a list or courses is ended with what it took; one that reads an archive's activities, once one was refused", async () => {
  const reader = createReader();
  const [refusedFile, archive] = [reader.read(file("large")), reader.read(file("export.zip"))];
  await vi.advanceTimersByTimeAsync(2000);
  started[0].fail({ code: "too-large", message: "It has too many lines." });
  await expect(refusedFile).rejects.toMatchObject({ code: "too-large" });
  expect(started[0].terminate).toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  expect(files(started[1])).toEqual(["export.zip"]);
  started[1].answer({ listing: { activities: [], passedOver: { files: 0, workouts: 0 } } });
  await archive;
  expect(started[1].terminate).toHaveBeenCalled();
  const activity: Activity = {
    name: "run.gpx",
    path: [],
    sport: null,
    heartRates: null,
    heartRateFile: null,
    stated: null,
  };
  const large = reader.readActivity(file("export.zip"), activity);
  await vi.advanceTimersByTimeAsync(2000);
  started[2].answer(NO_RUNS);
  await large;
  expect(started[2].terminate).not.toHaveBeenCalled();
  const refused = reader.readActivity(file("export.zip"), activity);
  await vi.advanceTimersByTimeAsync(2000);
  started[2].fail({ code: "malformed-zip", message: "It holds more." });
  await expect(refused).rejects.toMatchObject({ code: "malformed-zip" });
  expect(started[2].terminate).toHaveBeenCalled();
  const courses = reader.readCourses(file("course.gpx"));
  await vi.advanceTimersByTimeAsync(2000);
  started[3].answer([]);
  expect(await courses).toEqual([]);
  expect(started[3].terminate).toHaveBeenCalled();
});
