import { Gunzip } from "fflate";
import { concatenate } from "../concatenate.ts";
import { PredictorError } from "../error.ts";
import { crc32 } from "./crc32.ts";
import { DEFLATE_CHUNK_BYTES, MAX_FILE_BYTES, MAX_MEMBERS } from "./limits.ts";

/** A gzip member ends with the checksum and the length of its content. */
const TRAILER_BYTES = 8;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file, of all its members.
 * @throws PredictorError `malformed-gzip` where it is damaged or cut off, `too-large` past MAX_FILE_BYTES: the size
 * is counted as it unpacks, as the one a gzip file states of itself may be wrong.
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const members: Member[] = [];
  let size = 0;
  const stream = new Gunzip((part) => {
    size += part.length;
    if (size > MAX_FILE_BYTES) throw tooLarge("unpacked, it is more than");
    parts.push(part);
  });
  stream.onmember = (offset) => {
    if (members.push({ end: offset, contentEnd: size }) > MAX_MEMBERS) throw tooManyMembers();
  };
  try {
    for (let from = 0; from < bytes.length; from += DEFLATE_CHUNK_BYTES) {
      stream.push(bytes.subarray(from, from + DEFLATE_CHUNK_BYTES), from + DEFLATE_CHUNK_BYTES >= bytes.length);
    }
  } catch (cause) {
    if (cause instanceof PredictorError) throw cause;
    throw damaged(cause);
  }
  members.push({ end: bytes.length, contentEnd: size });
  const content = concatenate(Uint8Array, parts);
  checkMembers(bytes, content, members);
  return content;
}

/** @throws PredictorError `too-large` of a file of more than MAX_FILE_BYTES. */
export function checkSize(bytes: number): void {
  if (bytes > MAX_FILE_BYTES) throw tooLarge(`${Math.round(bytes / 1e6)} MB is more than`);
}

/** Where a member ends in the file, and its content in the whole. */
interface Member {
  end: number;
  contentEnd: number;
}

/** The inflater does not look at the checksums; without them a flipped bit could pass for another heart rate. */
function checkMembers(bytes: Uint8Array, content: Uint8Array, members: Member[]): void {
  let from = 0;
  for (const { end, contentEnd } of members) {
    if (end < TRAILER_BYTES) throw damaged();
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
    if (trailer.getUint32(0, true) !== crc32(content.subarray(from, contentEnd))) throw damaged();
    from = contentEnd;
  }
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
