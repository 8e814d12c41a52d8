import { concatenate } from "./concatenate.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

export const LINE_FEED = 0x0a;
const SPACE = 0x20;
const MARK = [0xef, 0xbb, 0xbf];

export interface Line {
  /** Line number from 1, blank lines counted. */
  number: number;
  /** Without blanks around it, as bytes; null where it has more bytes than are read. */
  text: Uint8Array | null;
}

/** The lines of a text that hold something, one of them in memory at a time. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maximumBytes = MAX_FILE_BYTES): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array) => {
    length += part.length;
    // A line that is too long is passed over, not kept.
    if (length > maximumBytes) parts = [];
    else parts.push(part);
  };
  const line = (): Line | null => {
    const text = length > maximumBytes ? null : trimmed(concatenate(Uint8Array, parts));
    parts = [];
    length = 0;
    return text?.length === 0 ? null : { number, text };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, end));
      const whole = line();
      if (whole) yield whole;
      number++;
      from = end + 1;
    }
    take(chunk.subarray(from));
  }
  const rest = line();
  if (rest) yield rest;
}

/** Without blanks around it, and without the mark. */
function trimmed(text: Uint8Array): Uint8Array {
  const bytes = withoutMark(text);
  const from = afterBlanks(bytes);
  return bytes.subarray(from, beforeBlanks(bytes, from, bytes.length));
}

/** Offset of the first byte from one offset on that is no blank; the number of bytes where all are. */
export function afterBlanks(bytes: Uint8Array, from = 0): number {
  let at = from;
  while (at < bytes.length && bytes[at] <= SPACE) at++;
  return at;
}

/** Offset behind the last byte between two offsets that is no blank; the first offset where all are. */
export function beforeBlanks(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] <= SPACE) end--;
  return end;
}

/** Without the mark that some programs begin UTF-8 with. */
export function withoutMark(text: Uint8Array): Uint8Array {
  return MARK.every((byte, i) => text[i] === byte) ? text.subarray(MARK.length) : text;
}
