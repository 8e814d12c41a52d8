import type { ByteSource } from "../base/byte-source.ts";
import { PredictorError } from "../base/error.ts";
import { MAX_FILE_BYTES } from "../base/limits.ts";

/** The parts of a `File` that are read. */
export interface ReadableFile {
  name: string;
  size: number;
  /** Milliseconds since 1970. */
  lastModified?: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  /** A part of it, from one byte up to another. */
  slice(from: number, to: number): Pick<ReadableFile, "arrayBuffer">;
}

/**
 * A file's bytes. One that is too large to be parsed is not brought into memory.
 * @throws PredictorError `too-large`, `unreadable-file`.
 */
export async function bytesOf(file: ReadableFile): Promise<Uint8Array> {
  if (file.size > MAX_FILE_BYTES) {
    throw new PredictorError(
      "too-large",
      `The file has ${Math.round(file.size / 1e6)} MB; files up to ${MAX_FILE_BYTES / 1e6} MB are read. Export the runs in parts.`,
    );
  }
  return read(file, file.size);
}

/** Bytes of a file that is read at once: to ask for more of it later takes as long as to read a megabyte. */
const MAX_READ_AT_ONCE = 8_000_000;

/** Bytes of a stream that are in memory at a time. */
const STREAMED_BYTES = 1_000_000;

/** Enough to tell an archive from a run. */
const START_BYTES = 4;

/**
 * The first bytes of a file, which tell whether it is an archive, to be read in parts; all of them of a file that is small.
 * @throws PredictorError `unreadable-file`.
 */
export function startOf(file: ReadableFile): Promise<Uint8Array> {
  return file.size <= MAX_READ_AT_ONCE ? bytesOf(file) : fileSource(file).read(0, START_BYTES);
}

/** A file that is read in parts, whatever its size. Its reading throws PredictorError `unreadable-file`. */
export function fileSource(file: ReadableFile): ByteSource {
  return { name: file.name, size: file.size, read: (from, to) => read(file.slice(from, to), to - from) };
}

/**
 * A file's bytes as a stream, a megabyte at a time.
 * @param onRead hears of the bytes that were read so far
 * @returns a stream that ends in a PredictorError `unreadable-file` where the file can't be read
 */
export function streamOf(file: ReadableFile, onRead?: (bytes: number) => void): ReadableStream<Uint8Array> {
  const source = fileSource(file);
  let from = 0;
  return new ReadableStream({
    async pull(controller) {
      const to = Math.min(from + STREAMED_BYTES, file.size);
      if (from < to) controller.enqueue(await source.read(from, to));
      from = to;
      onRead?.(from);
      if (from === file.size) controller.close();
    },
  });
}

async function read(part: Pick<ReadableFile, "arrayBuffer">, length: number): Promise<Uint8Array> {
  const bytes = await part.arrayBuffer().catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (bytes.byteLength !== length) throw unreadable();
  return new Uint8Array(bytes);
}

function unreadable(cause?: unknown): PredictorError {
  return new PredictorError(
    "unreadable-file",
    "The browser could not read it: it may be a folder, or have been moved or changed. Choose the file again.",
    cause,
  );
}
