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

/** A file that is read in parts, whatever its size. Its reading throws PredictorError `unreadable-file`. */
export function fileSource(file: ReadableFile): ByteSource {
  return { name: file.name, size: file.size, read: (from, to) => read(file.slice(from, to), to - from) };
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
