import type { ByteSource } from "../../base/byte-source.ts";

/**
 * A reader that asks for one range of bytes after another, so that the same code reads from memory at once and from a
 * source as its parts arrive.
 */
export type ByteReading<T> = Generator<{ from: number; to: number }, T, Uint8Array>;

/** Runs a reading over a source. @throws PredictorError as the source and the reading do. */
export async function readOver<T>(source: ByteSource, reading: ByteReading<T>): Promise<T> {
  let step = reading.next();
  while (!step.done) step = reading.next(await source.read(step.value.from, step.value.to));
  return step.value;
}

/** Runs a reading over bytes in memory. @throws PredictorError as the reading does. */
export function readIn<T>(bytes: Uint8Array, reading: ByteReading<T>): T {
  let step = reading.next();
  while (!step.done) step = reading.next(bytes.subarray(step.value.from, step.value.to));
  return step.value;
}

/** A view of bytes, for their numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
