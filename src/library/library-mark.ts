import { Gunzip } from "fflate";
import { isGzip } from "../workout/formats/gzip.ts";

/** Ending of a library's file. */
export const LIBRARY_ENDING = ".jsonl.gz";

/** First letters of a library's file, in any version. */
const LIBRARY_MARK = '{"library":';

/** First bytes of a file by which a library is known. */
export const LIBRARY_HEAD_BYTES = 1000;

/** Whether a file is a library, by its first LIBRARY_HEAD_BYTES. */
export function holdsLibrary(head: Uint8Array): boolean {
  return isGzip(head) ? beginsLibrary(firstUnpacked(head)) : beginsLibrary(head);
}

/** Whether an unpacked file begins as a library does. */
export function beginsLibrary(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, LIBRARY_MARK.length)) === LIBRARY_MARK;
}

function firstUnpacked(head: Uint8Array): Uint8Array {
  let first = new Uint8Array(0);
  try {
    const stream = new Gunzip((part) => {
      if (first.length === 0) first = Uint8Array.from(part.subarray(0, LIBRARY_MARK.length));
    });
    stream.push(head, false);
  } catch {
    // Some other file that begins like gzip.
  }
  return first;
}
