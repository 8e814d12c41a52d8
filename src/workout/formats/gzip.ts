import { Gunzip } from "fflate";
import { crc32 } from "../../base/crc32.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_FILE_BYTES, MAX_MEMBERS } from "../../base/limits.ts";
import { release } from "../../base/release.ts";
import { deflateChunks } from "./deflate-chunks.ts";

/** A gzip member ends with the checksum and the length of its content. */
const TRAILER_BYTES = 8;

/** Bytes of content that a byte of deflate stands for at most. */
const MOST_PER_BYTE = 1032;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file, of all its members, in one piece of memory that no part of it is copied into twice.
 * @throws PredictorError `malformed-gzip` where it is damaged or cut off, `too-large` past MAX_FILE_BYTES: the size
 * is counted as it unpacks, as the one a gzip file states of itself may be wrong.
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

/** Stated size of a file's last member, mostly the only one; capped at what deflate can make of so many bytes. */
function statedBytes(bytes: Uint8Array): number {
  if (bytes.length < TRAILER_BYTES) return 0;
  const stated = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
  return Math.min(stated, MOST_PER_BYTE * bytes.length);
}

/** Room for whatever may be read; the system gives memory for it as it is written. */
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
 * The inflater does not look at the checksums; without them a flipped bit could pass for another heart rate.
 * @param end where the member ends
 * @param sum the checksum of its content
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
