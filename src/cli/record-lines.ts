import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { afterBlanks, beforeBlanks, LINE_FEED, linesOf, withoutMark } from "../base/byte-lines.ts";
import { PredictorError } from "../base/error.ts";
import { MAX_FILE_BYTES } from "../base/limits.ts";
import { readKeptLine } from "../library/kept-line.ts";
import { JSON_FORMS } from "../workout/formats/formats.ts";
import { isGzip } from "../workout/formats/gzip.ts";
import { arePoints, POINTS_LOOKED_AT, runsOfLine } from "../workout/formats/json.ts";
import type { ParsedRun } from "../workout/formats/parsed-run.ts";
import { type Text, textOf } from "../workout/formats/text.ts";
import type { ReadListener } from "./files.ts";

const jsonForms = Object.values(JSON_FORMS);

/** Bytes read at a time. */
const CHUNK_BYTES = 1_000_000;

const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Whether a file, gzipped or not, holds one record a line, as JSON lines and FitRec do: its first line is a record
 * from brace to brace, and another line follows. Such files grow to gigabytes, and are read line by line.
 * @throws what Node says of a file that can't be read.
 */
export async function holdsRecordLines(path: string): Promise<boolean> {
  try {
    return await beginsWithRecordLine(contentOf(path));
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Whether those records are points of one run, which is read as a whole. */
export async function holdsPointLines(path: string): Promise<boolean> {
  const first: Text[] = [];
  try {
    for await (const { text } of linesOf(contentOf(path))) {
      if (text === null || first.push(lineText(text)) === POINTS_LOOKED_AT) break;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return arePoints(first, jsonForms);
}

/** Looks no further than a line may be long: what unpacks to gigabytes of blanks is left to who counts its bytes. */
async function beginsWithRecordLine(content: AsyncIterable<Uint8Array>): Promise<boolean> {
  const start = new RecordLineStart();
  let looked = 0;
  for await (const chunk of content) {
    const answer = start.take(looked === 0 ? withoutMark(chunk) : chunk);
    if (answer !== null) return answer;
    looked += chunk.length;
    if (looked > MAX_FILE_BYTES) return false;
  }
  return false;
}

/** What a file's first bytes say of whether it holds a record a line. */
class RecordLineStart {
  /** The last byte of the first line that is no blank; 0 before there is one. */
  #last = 0;
  #hasEnded = false;

  /** Looks at the bytes that come next; the answer, or null while it lies further on. */
  take(bytes: Uint8Array): boolean | null {
    let at = 0;
    if (this.#last === 0) {
      at = afterBlanks(bytes);
      if (at === bytes.length) return null;
      if (bytes[at] !== BRACE) return false;
    }
    if (!this.#hasEnded) {
      const lineFeedAt = bytes.indexOf(LINE_FEED, at);
      const end = lineFeedAt < 0 ? bytes.length : lineFeedAt;
      const to = beforeBlanks(bytes, at, end);
      if (to > at) this.#last = bytes[to - 1];
      if (lineFeedAt < 0) return null;
      if (this.#last !== CLOSING_BRACE) return false;
      this.#hasEnded = true;
      at = end;
    }
    return afterBlanks(bytes, at) < bytes.length ? true : null;
  }
}

/**
 * The runs of a file that holds one record a line, one line in memory at a time. A line that can't be read is an entry
 * with its error, and so is the place where a compressed file is damaged, after which nothing can be read. The courses of a
 * library's file are passed over.
 */
export async function* readRecordLines(path: string, onRead: ReadListener): AsyncGenerator<ParsedRun> {
  const name = basename(path);
  let last = 0;
  try {
    for await (const { number, text } of linesOf(contentOf(path, onRead))) {
      const runs = runsOfLine(name, number, () => lineText(text), jsonForms);
      if (!(runs.some((run) => "error" in run) && isCourse(text))) yield* runs;
      last = number;
    }
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    const message = `The file is gzip-compressed, but damaged or cut off after line ${last}: the lines up to there were read. Download it again.`;
    yield { name, error: new PredictorError("malformed-gzip", message, cause) };
  }
}

/** Whether a line is a course of a library's file. */
function isCourse(line: Uint8Array | null): boolean {
  try {
    return "course" in readKeptLine(lineText(line));
  } catch {
    return false;
  }
}

/** A file's bytes piece by piece, unpacked where it is gzip. */
async function* contentOf(path: string, onRead?: ReadListener): AsyncGenerator<Uint8Array> {
  const isPacked = isGzip(await firstBytes(path));
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  // What goes wrong, the stream at the pipeline's end throws.
  const content = isPacked ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : file;
  let told = 0;
  for await (const chunk of content) {
    onRead?.(file.bytesRead - told);
    told = file.bytesRead;
    yield chunk;
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: new Uint8Array(2) });
    return buffer;
  } finally {
    await file.close();
  }
}

/** Whether zlib could not unpack what it was given. */
function isDamage(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith("Z_");
}

/** @throws PredictorError `too-large`, `unknown-format`. */
function lineText(line: Uint8Array | null): Text {
  if (line === null) {
    const most = `${MAX_FILE_BYTES / 1e6} MB`;
    throw new PredictorError("too-large", `it is longer than the ${most} that a run is read of. Split it.`);
  }
  const text = textOf(line);
  if (text === null) throw new PredictorError("unknown-format", "it is no text.");
  return text;
}
