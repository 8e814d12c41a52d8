import { cancelled, PredictorError } from "../../base/error.ts";
import { throwIfAborted } from "../source.ts";
import { changed, type HttpFile } from "./http-file.ts";

/** Silence of a server before a try counts as failed. @limit */
const MAX_SILENT_SERVER_MS = 20_000;

/** A request that came to no answer: what keeps a browser from reading one looks the same as no server. */
export class Unanswered extends Error {}

/**
 * One request, ended where the server is silent for too long.
 * @throws PredictorError where no further try would help; any other Error where one may.
 */
export async function exchange<T>(
  file: HttpFile,
  range: string | null,
  signal: AbortSignal | undefined,
  take: (response: Response, heard: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const watch = new AbortController();
  const end = () => watch.abort();
  signal?.addEventListener("abort", end, { once: true });
  let silence = setTimeout(end, MAX_SILENT_SERVER_MS);
  const heard = (bytes: number) => {
    clearTimeout(silence);
    silence = setTimeout(end, MAX_SILENT_SERVER_MS);
    file.onBytes(bytes);
  };
  try {
    const response = await fetch(file.url, {
      signal: watch.signal,
      // Browsers make requests for ranges of one address wait for one another where they may keep the answers.
      ...(range !== null && { headers: { range }, cache: "no-store" as const }),
    }).catch((cause: Error) => {
      throw new Unanswered("no answer came", { cause });
    });
    heard(0);
    checkStatus(file, response);
    return await take(response, heard);
  } catch (thrown) {
    if (signal?.aborted) throw cancelled("it was read");
    if (watch.signal.aborted) throw new Error(`the server was silent for ${MAX_SILENT_SERVER_MS / 1000} seconds`);
    throw thrown;
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", end);
    // Whatever of the answer nobody took is not waited for.
    watch.abort();
  }
}

/** @throws Error where the server may do better at the next try, PredictorError where it will not. */
function checkStatus(file: HttpFile, { status, ok }: Response): void {
  if (ok) return;
  if (status === 416) throw changed(file);
  if (status >= 500 || status === 408 || status === 429) throw new Error(`the server answered ${status}`);
  throw new PredictorError(
    "download-failed",
    `${file.url.host} answered ${status} in place of ${file.name}: check the address.`,
  );
}
