import { Gunzip } from "fflate";
import { crc32 } from "../../base/crc32.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_FILE_BYTES, MAX_MEMBERS } from "../../base/limits.ts";
import { release } from "../../base/release.ts";
import { deflateChunks } from "./deflate-chunks.ts";

/** Bytes at the end of a gzip member: checksum and length of its content. */
const TRAILER_BYTES = 8;

/** Highest compression of deflate: content bytes per packed byte. */
const MOST_PER_BYTE = 1032;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks all members of a gzip file into one buffer, allocated by the stated size so that nothing is copied twice.
 * @throws PredictorError `malformed-gzip` where it is damaged or cut off, `too-large` past MAX_FILE_BYTES: the
 * size is counted while unpacking, as the stated one may be wrong.
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  let content = new Uint8Array(Math.min(statedBytes(bytes), MAX_FILE_BYTES));
  let size = 0;
  let sum = 0;
  let members = 1;
  const stream = new Gunzip((part) => {
    if (size + part.length > MAX_FILE_BYTES) throw tooLarge("unpacked, it is more than");
    if (size + part.length > content.length) content = asLargeAsAny(content.subarray(0, size));
    content.set(part, size);
    size += part.length;
    sum = crc32(part, sum);
    release(part);
  });
  stream.onmember = (end) => {
    checkSum(bytes, end, sum);
    sum = 0;
    if (++members > MAX_MEMBERS) throw tooManyMembers();
  };
  try {
    let left = bytes.length;
    for (const chunk of deflateChunks(bytes, () => size)) {
      left -= chunk.length;
      stream.push(chunk, left === 0);
    }
  } catch (cause) {
    if (cause instanceof PredictorError) throw cause;
    throw damaged(cause);
  }
  checkSum(bytes, bytes.length, sum);
  return content.subarray(0, size);
}

/** Stated size of a file's last member, mostly its only one, capped at what deflate can make of so many bytes. */
function statedBytes(bytes: Uint8Array): number {
  if (bytes.length < TRAILER_BYTES) return 0;
  const stated = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
  return Math.min(stated, MOST_PER_BYTE * bytes.length);
}

/** Copies content into a buffer of the largest size; the system gives it memory only as it is written. */
function asLargeAsAny(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const room = new Uint8Array(MAX_FILE_BYTES);
  room.set(content);
  return room;
}

/** @throws PredictorError `too-large` of a file of more than MAX_FILE_BYTES. */
export function checkSize(bytes: number): void {
  if (bytes > MAX_FILE_BYTES) throw tooLarge(`${Math.round(bytes / 1e6)} MB is more than`);
}

/**
 * Checks a member's checksum, which the inflater ignores: a flipped bit could pass for another heart rate.
 * @param end end of the member
 * @param sum checksum of its unpacked content
 */
function checkSum(bytes: Uint8Array, end: number, sum: number): void {
  if (end < TRAILER_BYTES) throw damaged();
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
  if (trailer.getUint32(0, true) !== sum) throw damaged();
}

function tooLarge(finding: string): PredictorError {
  return new PredictorError(
    "too-large",
    `The file is too large: ${finding} the ${MAX_FILE_BYTES / 1e6} MB that are read. Split it into single runs.`,
  );
}

function tooManyMembers(): PredictorError {
  return new PredictorError(
    "malformed-gzip",
    `The file is joined of more than ${MAX_MEMBERS} gzip files. Unpack it yourself and choose what is inside.`,
  );
}

function damaged(cause?: unknown): PredictorError {
  return new PredictorError(
    "malformed-gzip",
    "The file is gzip-compressed, but damaged or cut off. Download it again, or unpack it yourself and choose what is inside.",
    cause,
  );
}
