import type { ByteSource } from "../base/byte-source.ts";
import { MAX_FILE_BYTES } from "../base/limits.ts";
import { fileSource, type ReadableFile } from "./file-bytes.ts";

/** Bytes compared at a time. */
const CHUNK_BYTES = 1_000_000;

/**
 * Whether two files are one: of one name, one size and the same bytes. Of what is larger than a run's file may be, which
 * is an archive, the first and the last megabyte are compared. A file that can't be read is like no other.
 */
export async function isSameFile(one: ReadableFile, other: ReadableFile): Promise<boolean> {
  if (one.name !== other.name || one.size !== other.size) return false;
  if (one === other) return true;
  const [a, b] = [fileSource(one), fileSource(other)];
  try {
    for (const from of chunkStarts(one.size)) {
      if (!(await isSamePart(a, b, from, Math.min(from + CHUNK_BYTES, one.size)))) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function chunkStarts(size: number): number[] {
  if (size > MAX_FILE_BYTES) return [0, size - CHUNK_BYTES];
  return Array.from({ length: Math.ceil(size / CHUNK_BYTES) }, (_, i) => i * CHUNK_BYTES);
}

async function isSamePart(a: ByteSource, b: ByteSource, from: number, to: number): Promise<boolean> {
  const [own, others] = await Promise.all([a.read(from, to), b.read(from, to)]);
  return own.every((byte, i) => byte === others[i]);
}
