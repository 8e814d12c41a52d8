import type { ByteSource } from "../../base/byte-source.ts";

/**
 * A way through bytes that asks for one part after another: written once, taken in memory at once and over a source as
 * its parts arrive.
 */
export type ByteReading<T> = Generator<{ from: number; to: number }, T, Uint8Array>;

/** Takes a reading over bytes that come in parts. @throws PredictorError as the source does, and the reading. */
export async function readOver<T>(source: ByteSource, reading: ByteReading<T>): Promise<T> {
  let step = reading.next();
  while (!step.done) step = reading.next(await source.read(step.value.from, step.value.to));
  return step.value;
}

/** Takes a reading over bytes that are in memory. @throws PredictorError as the reading does. */
export function readIn<T>(bytes: Uint8Array, reading: ByteReading<T>): T {
  let step = reading.next();
  while (!step.done) step = reading.next(bytes.subarray(step.value.from, step.value.to));
  return step.value;
}

/** A view of bytes, for their numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
