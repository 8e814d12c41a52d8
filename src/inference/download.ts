import { collect } from "../reading/collect.ts";
import { PredictorError } from "../workout/error.ts";

/** Bytes received, and how many are to come in all; null where the server does not tell. */
export type OnBytes = (loadedBytes: number, totalBytes: number | null) => void;

/**
 * A file's bytes, told as they arrive.
 * @throws PredictorError `download-failed`.
 */
export async function download(url: string, onBytes: OnBytes): Promise<Uint8Array> {
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
      `${url.slice(url.lastIndexOf("/") + 1)} could not be fetched (${reason}): check the connection and try again.`,
      error,
    );
  }
}
