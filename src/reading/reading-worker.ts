import { type Call, HandedOver, serveRequests } from "../base/worker-service.ts";
import { Archive } from "../workout/archive/archive.ts";
import { isZip } from "../workout/archive/zip-directory.ts";
import { parseWorkouts } from "../workout/formats/parse.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { trialFile } from "../workout/trial-run.ts";
import type { NamedBytes } from "../workout/workout.ts";
import { bytesOf, fileSource, type ReadableFile, startOf } from "./file-bytes.ts";
import type { Reading, WireRuns } from "./messages.ts";
import { buffersOf, wireCourse, wireRun } from "./wire-run.ts";

/** Shortest interval between two reports of progress. */
const TELL_EVERY_MS = 100;

/** Time without a request after which an archive's bytes in memory are dropped. */
const FORGET_AFTER_MS = 5000;

/** How often the trial file is read: as often as it gets faster. */
const TRIALS = 6;
const TRIAL_EVERY_MS = 250;

serveRequests<Reading>(self, {
  async read({ file }, { tell }) {
    const startMs = performance.now();
    const start = await startOf(file);
    if (isZip(start)) return { listing: await opened(file).list(nowAndThen(tell)) };
    const bytes = start.length === file.size ? start : await bytesOf(file);
    return handedOver(parseWorkouts({ name: file.name, bytes }), startMs);
  },
  async "read-courses"({ file }) {
    // Most files are read as runs alone.
    const { parseCourses } = await import("../workout/formats/parse-courses.ts");
    return parseCourses({ name: file.name, bytes: await bytesOf(file) }).map(wireCourse);
  },
  async "read-activity"({ file, activity }) {
    const startMs = performance.now();
    return handedOver(await opened(file).read(activity), startMs);
  },
});

/** The archive that was read from last: its activities are asked for one after another. */
let last: { file: ReadableFile; archive: Archive } | null = null;
let forgetting: ReturnType<typeof setTimeout>;

function opened(file: ReadableFile): Archive {
  clearTimeout(forgetting);
  forgetting = setTimeout(() => {
    last = null;
  }, FORGET_AFTER_MS);
  if (last === null || !isSame(last.file, file)) last = { file, archive: new Archive(fileSource(file)) };
  return last.archive;
}

/** Every message brings a file of its own, though it may be of the same bytes. */
function isSame(a: ReadableFile, b: ReadableFile): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

function nowAndThen(tell: Call<Reading["read"]["progress"]>["tell"]): (done: number, total: number) => void {
  let toldMs = performance.now();
  return (done, total) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < TELL_EVERY_MS) return;
    toldMs = nowMs;
    tell({ done, total });
  };
}

function handedOver(parsed: ParsedRun[], startMs: number): HandedOver<WireRuns> {
  const buffers = buffersOf(parsed.flatMap((run) => ("error" in run ? [] : [run.workout])));
  return new HandedOver({ runs: parsed.map(wireRun), parseMs: performance.now() - startMs }, buffers);
}

function readTrials(file: NamedBytes, times: number): void {
  parseWorkouts(file);
  if (times > 1) setTimeout(() => readTrials(file, times - 1), TRIAL_EVERY_MS);
}

// So that the first file does not wait for the browser to compile what reads it. It compiles better what runs again; in
// between, the page has the processor.
setTimeout(() => readTrials(trialFile(), TRIALS));
