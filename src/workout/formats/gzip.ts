import { Gunzip } from "fflate";
import { PredictorError } from "../error.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

/** Compressed bytes taken at a time: deflate makes at most a thousandfold of them before the size is looked at. */
const CHUNK_BYTES = 16_384;

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
  let size = 0;
  let complete = false;
  const stream = new Gunzip((part, final) => {
    size += part.length;
    if (size > MAX_FILE_BYTES) throw tooLarge("unpacked, it is more than");
    parts.push(part);
    complete = final;
  });
  try {
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
      stream.push(bytes.subarray(from, from + CHUNK_BYTES), from + CHUNK_BYTES >= bytes.length);
    }
  } catch (cause) {
    if (cause instanceof PredictorError) throw cause;
    throw damaged(cause);
  }
  if (!complete) throw damaged();
  return joined(parts, size);
}

/** @throws PredictorError `too-large` */
export function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge(`${Math.round(bytes.length / 1e6)} MB is more than`);
}

function tooLarge(finding: string): PredictorError {
  return new PredictorError(
    "too-large",
    `The file is too large: ${finding} the ${MAX_FILE_BYTES / 1e6} MB that are read. Split it into single runs.`,
  );
}

function damaged(cause?: unknown): PredictorError {
  return new PredictorError(
    "malformed-gzip",
    "The file is gzip-compressed, but damaged or cut off. Download it again, or unpack it yourself and choose what is inside.",
    cause,
  );
}

function joined(parts: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
