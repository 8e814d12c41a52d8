import { linesOf } from "../base/byte-lines.ts";
import { asPredictorError, cancelled, PredictorError } from "../base/error.ts";
import { MAX_RUNS } from "../base/limits.ts";
import { nextTask } from "../base/next-task.ts";
import { isGzip } from "../workout/formats/gzip.ts";
import { textOf } from "../workout/formats/text.ts";
import type { Track } from "../workout/workout.ts";
import type { KeptCourse } from "./kept-course.ts";
import { badLibrary, courseLine, keptLine, readKeptLine } from "./kept-line.ts";
import type { NewRun } from "./kept-run.ts";
import type { Kept, Library } from "./library.ts";
import { beginsLibrary } from "./library-mark.ts";

/** Bytes of a line of a library's file: a run of as many steps as are read, with five numbers each. @limit */
const MAX_LINE_BYTES = 30_000_000;
/** Unpacked bytes of a library's file: 20,000 runs of two hours. @limit */
const MAX_LIBRARY_BYTES = 2_000_000_000;

/** Bytes that are unpacked at a time: where they are damaged, what came of them before is lost, too. */
const PIECE_BYTES = 8192;

/** Runs that are kept in one transaction. */
const BATCH = 20;

/** What an import has come to. */
export interface ImportReport {
  /** Runs that were not in the library before. */
  fresh: number;
  /** Runs that were in it, some of them completed by what the file knows. */
  known: number;
  /** Courses that the file holds. */
  courses: KeptCourse[];
  /** Lines that could not be read, and why. */
  failed: { line: number; error: PredictorError }[];
}

export interface ExportOptions {
  /** Ids of the runs to write; all where none are given. */
  ids?: ReadonlySet<string> | undefined;
  /** Courses to write beside them. */
  courses?: readonly KeptCourse[];
  /** Hears of each run that is to be written next. */
  onProgress?: (written: number, total: number) => void;
}

export interface ImportOptions {
  signal?: AbortSignal;
  /** Hears of each batch that was kept. */
  onProgress?: (report: ImportReport) => void;
}

/**
 * Writes a library as one file: gzipped lines of JSON, a run or a course each, as docs/json-and-csv.md describes. One run is
 * in memory at a time; one that is removed meanwhile is left out. What models say of the runs is left out, too, as they say it again.
 */
export function exportLibrary(library: Library, options: ExportOptions = {}): ReadableStream<Uint8Array> {
  const lines = linesOfLibrary(library, options);
  const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(`${value}\n`));
    },
  });
  return text.pipeThrough(new CompressionStream("gzip"));
}

async function* linesOfLibrary(
  library: Library,
  { ids, courses = [], onProgress }: ExportOptions,
): AsyncGenerator<string> {
  const runs = (await library.summaries()).filter(({ id }) => !ids || ids.has(id));
  for (const [written, run] of runs.entries()) {
    onProgress?.(written, runs.length);
    const track = await trackUnlessRemoved(library, run.id);
    if (track !== null) yield keptLine(run, track);
  }
  for (const course of courses) yield courseLine(course);
}

async function trackUnlessRemoved(library: Library, id: string): Promise<Track | null> {
  try {
    return await library.track(id);
  } catch (thrown) {
    if (asPredictorError(thrown).code === "not-kept") return null;
    throw thrown;
  }
}

/**
 * Keeps the runs of a file that exportLibrary wrote, packed or unpacked by the browser, in batches: what was kept stays
 * where the file is damaged further on or the import is stopped. Courses are reported, for the caller to keep. A line that can't be
 * read is told and passed over.
 * @throws PredictorError `bad-library` where the file is damaged or no library, `newer-library`, `too-large`,
 * `cancelled`, or as `keep` rejects.
 */
export async function importLibrary(
  library: Library,
  file: ReadableStream<Uint8Array>,
  { signal, onProgress }: ImportOptions = {},
): Promise<ImportReport> {
  const report: ImportReport = { fresh: 0, known: 0, courses: [], failed: [] };
  let batch: NewRun[] = [];
  const keepBatch = async () => {
    const due = batch;
    batch = [];
    if (due.length > 0) count(report, await library.keep(due));
    onProgress?.({ ...report, courses: [...report.courses], failed: [...report.failed] });
  };
  try {
    for await (const { number, entry } of entriesOf(file)) {
      if (signal?.aborted) throw cancelled("all of the library was read");
      if ("error" in entry) report.failed.push({ line: number, error: entry.error });
      else if ("course" in entry) report.courses.push(entry.course);
      else if (batch.push(entry.run) === BATCH) await keepBatch();
      await nextTask();
    }
  } catch (thrown) {
    // What came before the damage is sound.
    await keepBatch();
    throw thrown;
  }
  await keepBatch();
  return report;
}

function count(report: ImportReport, kept: readonly Kept[]): void {
  for (const { outcome } of kept) {
    if (outcome === "new") report.fresh++;
    else report.known++;
  }
}

async function* entriesOf(file: ReadableStream<Uint8Array>) {
  let last = 0;
  try {
    for await (const { number, text } of linesOf(unpacked(file), MAX_LINE_BYTES)) {
      last = number;
      if (number > MAX_RUNS) throw tooLarge(`it holds more than ${MAX_RUNS.toLocaleString("en")} runs`);
      yield { number, entry: entryOfLine(text, number) };
    }
  } catch (thrown) {
    if (thrown instanceof PredictorError) throw thrown;
    throw new PredictorError(
      "bad-library",
      `The library's file is damaged or cut off after line ${last}: the runs up to there were read. Write it again on the device that it comes from.`,
      thrown,
    );
  }
  if (last === 0) throw notLibrary();
}

/** @throws PredictorError where the file is no library, or a newer one, as its first line shows. */
function entryOfLine(
  bytes: Uint8Array | null,
  number: number,
): ReturnType<typeof readKeptLine> | { error: PredictorError } {
  try {
    const text = bytes && textOf(bytes);
    if (!text) throw badLibrary("it is too long, or no text");
    return readKeptLine(text);
  } catch (thrown) {
    const error = asPredictorError(thrown);
    if (error.code === "newer-library") throw error;
    if (number === 1 && !(bytes && beginsLibrary(bytes))) throw notLibrary();
    return { error };
  }
}

/** The file's bytes in parts, unpacked where it is gzip. */
async function* unpacked(file: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = file.getReader();
  let total = 0;
  try {
    const { value: head } = await reader.read();
    if (!head) return;
    const pieces = piecesOf(head, reader);
    const rest = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    const content = (isGzip(head) ? rest.pipeThrough(new DecompressionStream("gzip")) : rest).getReader();
    for (let part = await content.read(); !part.done; part = await content.read()) {
      total += part.value.length;
      if (total > MAX_LIBRARY_BYTES) throw tooLarge(`unpacked, it is more than ${MAX_LIBRARY_BYTES / 1e9} GB`);
      yield part.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* piecesOf(head: Uint8Array, reader: ReadableStreamDefaultReader<Uint8Array>) {
  for (let part: Uint8Array | undefined = head; part; part = (await reader.read()).value) {
    for (let from = 0; from < part.length; from += PIECE_BYTES) yield part.slice(from, from + PIECE_BYTES);
  }
}

function notLibrary(): PredictorError {
  return new PredictorError(
    "bad-library",
    "This file is no library: choose one that was written by “Take it with you” or hr library.",
  );
}

function tooLarge(finding: string): PredictorError {
  return new PredictorError(
    "too-large",
    `The library's file is too large: ${finding}. Write it in parts by hr library export.`,
  );
}
