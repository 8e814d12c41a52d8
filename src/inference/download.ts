import { PredictorError } from "../base/error.ts";
import { collect } from "../reading/collect.ts";
import { isGzip } from "../workout/formats/gzip.ts";

/** Bytes received, and how many are to come in all; null where the server does not tell. */
export type OnBytes = (loadedBytes: number, totalBytes: number | null) => void;

/**
 * Fetches a file. One that lies on the host gzipped, as its name says by `.gz`, is unpacked. Some hosts take such a name
 * for an encoding and say so, and then it arrives unpacked already.
 * @throws PredictorError `download-failed`.
 */
export async function download(url: string, onBytes: OnBytes): Promise<Uint8Array> {
  const bytes = await fetchBytes(url, onBytes);
  return url.endsWith(".gz") && isGzip(bytes) ? unpacked(bytes, url) : bytes;
}

async function fetchBytes(url: string, onBytes: OnBytes): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    // A compressed answer's length is not that of what arrives here.
    const length = response.headers.get("content-encoding") ? null : response.headers.get("content-length");
    const totalBytes = length === null ? null : Number(length);
    let loadedBytes = 0;
    return await collect(response.body, (part) => {
      loadedBytes += part.length;
      onBytes(loadedBytes, totalBytes);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PredictorError(
      "download-failed",
      `${nameOf(url)} could not be fetched (${reason}): check the connection and try again.`,
      error,
    );
  }
}

async function unpacked(bytes: Uint8Array, url: string): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  const content = await new Response(stream).arrayBuffer().catch((cause: unknown) => {
    throw new PredictorError(
      "download-failed",
      `${nameOf(url)} arrived damaged: load the page again, or try another connection.`,
      cause,
    );
  });
  return new Uint8Array(content);
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
