import { PredictorError } from "../workout/error.ts";
import { MAX_FILE_BYTES } from "../workout/formats/limits.ts";

/** What is read of a `File`. */
export interface ReadableFile {
  name: string;
  size: number;
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
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new PredictorError(
      "unreadable-file",
      "The browser could not read it: it may be a folder, or have been moved. Choose the file again.",
      cause,
    );
  }
}
