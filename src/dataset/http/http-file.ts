import { PredictorError } from "../../base/error.ts";

/** A file behind an address, with who is told of what comes of it. */
export interface HttpFile {
  url: URL;
  name: string;
  onBytes(bytes: number): void;
  onWhole(bytes: number): void;
}

/** Bytes of a split from a server that ignores ranges, and sends the whole. @limit */
export const MAX_WHOLE_BYTES = 8_000_000;

export function noRanges({ url, name }: HttpFile, size: number | null): PredictorError {
  const bytes = size === null ? `more than ${MAX_WHOLE_BYTES / 1e6} MB` : `${Math.round(size / 1e6)} MB`;
  return new PredictorError(
    "no-ranges",
    `${url.host} sends ${name} only as a whole (it ignores byte ranges), and that is ${bytes}; up to ${MAX_WHOLE_BYTES / 1e6} MB are taken so. Download the file and drop it on this page.`,
  );
}

export function tooMuch(file: HttpFile, wantedBytes: number): PredictorError {
  return misled(file, `more than the ${wantedBytes} bytes asked for came`);
}

export function elsewhere(file: HttpFile, from: number, wantedFrom: number): PredictorError {
  return misled(file, `the bytes from ${from} on came in place of those from ${wantedFrom} on`);
}

function misled({ url, name }: HttpFile, reason: string): PredictorError {
  return new PredictorError(
    "download-failed",
    `${url.host} does not send the parts of ${name} that it is asked for (${reason}). Download the file and drop it on this page.`,
  );
}

export function changed({ name }: HttpFile): PredictorError {
  return new PredictorError("download-failed", `${name} was changed on its server while it was read: open it again.`);
}
