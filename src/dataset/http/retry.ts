import { cancelled, PredictorError } from "../../base/error.ts";
import type { HttpFile } from "./http-file.ts";

/** Tries in a row that bring nothing before a request is given up; pauses between them double. @limit */
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 250;

/** A try that brought so many bytes before it broke off is no failure: the next goes on behind them. */
const PROGRESS_BYTES = 65_536;

/** Tries again after a pause, a few times, where trying may help. */
export async function insist<T>(
  file: HttpFile,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
  broughtBytes: () => number = () => 0,
): Promise<T> {
  for (let failures = 0; ; ) {
    const before = broughtBytes();
    try {
      return await attempt();
    } catch (thrown) {
      if (thrown instanceof PredictorError) throw thrown;
      failures = broughtBytes() - before >= PROGRESS_BYTES ? 0 : failures + 1;
      if (isOffline()) throw withoutNetwork(file, thrown);
      if (failures === MAX_TRIES) throw brokenOff(file, thrown);
      await pause((FIRST_PAUSE_MS * 2 ** failures) / 2, signal);
    }
  }
}

/** @throws PredictorError `cancelled`, at once. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled("it was read"));
    const stop = () => {
      clearTimeout(timer);
      reject(cancelled("it was read"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

function brokenOff({ url, name }: HttpFile, cause: unknown): PredictorError {
  return new PredictorError(
    "download-failed",
    `${name} could not be fetched from ${url.host} (${reasonOf(cause)}; tried ${MAX_TRIES} times). Check the connection and try again.`,
    cause,
  );
}

/** Whether the device knows that it has no network. Node does not tell. */
function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

function withoutNetwork({ url, name }: HttpFile, cause: unknown): PredictorError {
  return new PredictorError(
    "download-failed",
    `${name} lies at ${url.host}, and this device has no network now. Open it again when there is one, or drop the file on this page if you have it.`,
    cause,
  );
}

/** Whatever a browser calls a connection that breaks: each has words of its own. Node's code tells more. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const words = thrown instanceof TypeError ? "the connection broke off" : thrown.message;
  const code = codeOf(thrown);
  return code === null ? words : `${words}, ${code}`;
}

/** Node says why a request failed in the error's cause, or in that one's. */
function codeOf({ cause }: Error): string | null {
  if (!(cause instanceof Error)) return null;
  return "code" in cause ? String(cause.code) : codeOf(cause);
}
