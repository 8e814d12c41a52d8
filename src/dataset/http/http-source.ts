import { sourceOf } from "../../base/byte-source.ts";
import { cancelled, PredictorError } from "../../base/error.ts";
import { collect, partsOf } from "../../reading/collect.ts";
import { type AbortableSource, throwIfAborted } from "../source.ts";

/** The first bytes, for whose sake the server tells how many there are. */
const FIRST_BYTES = 16;

/** Up to so many bytes a file is fetched whole at once: its parts would cost more in requests. */
const SMALL_BYTES = 1_000_000;

/** Bytes of a split from a server that ignores ranges, and sends the whole. @limit */
const MAX_WHOLE_BYTES = 8_000_000;

/** Tries in a row that bring nothing before a request is given up; pauses between them double. @limit */
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 250;

/** A try that brought so many bytes before it broke off is no failure: the next goes on behind them. */
const PROGRESS_BYTES = 65_536;

/** Silence of a server before a try counts as failed. @limit */
const MAX_SILENT_MS = 20_000;

export interface HttpOptions {
  /** Whether the file is asked for whole at once: it is known to be small. */
  whole?: boolean;
  signal?: AbortSignal | undefined;
  /** Bytes as they come, those of broken answers too. */
  onBytes?: (bytes: number) => void;
  /** How many are to come in all, where the file is fetched whole. */
  onWhole?: (bytes: number) => void;
}

/**
 * A file behind an address, read by HTTP range. What breaks off is asked for again, from where it broke off.
 * The size is not asked for by HEAD: the length of a compressed answer is not the file's.
 * @throws PredictorError `bad-value` where it is no address; `no-ranges` where the file is large and the server sends
 * nothing but the whole; `no-access` where the page may not read it; `download-failed`; `cancelled`.
 */
export async function openHttpSource(url: string, options: HttpOptions = {}): Promise<AbortableSource> {
  const { whole = false, signal, onBytes = () => {}, onWhole = () => {} } = options;
  const file: HttpFile = { url: checkedAddress(url), name: nameOf(url), onBytes, onWhole };
  let tries = 0;
  const first = await insist(file, signal, () => begin(file, { whole, isFirst: tries++ === 0 }, signal));
  if (first.kind === "whole") return sourceOf({ name: file.name, bytes: first.bytes });
  const { size, version, head } = first;
  const source: AbortableSource = {
    ...{ name: file.name, size },
    async read(from, to, signal) {
      // What came with the size need not be asked for again.
      if (to <= head.length) return head.subarray(from, to);
      return readRange(file, { from, to, size, version }, signal);
    },
  };
  if (size > SMALL_BYTES) return source;
  onWhole(size);
  return sourceOf({ name: file.name, bytes: await source.read(0, size, signal) });
}

interface HttpFile {
  url: URL;
  name: string;
  onBytes(bytes: number): void;
  onWhole(bytes: number): void;
}

/** What tells one version of a file from another, as far as the server lets pages see it. */
type Version = string;

type Beginning =
  | { kind: "whole"; bytes: Uint8Array }
  | { kind: "part"; size: number; version: Version; head: Uint8Array };

async function begin(
  file: HttpFile,
  { whole, isFirst }: { whole: boolean; isFirst: boolean },
  signal?: AbortSignal,
): Promise<Beginning> {
  const range = whole ? null : `bytes=0-${FIRST_BYTES - 1}`;
  const blocked = policyWatch();
  try {
    return await exchange(file, range, signal, async (response, heard) => {
      if (response.status !== 206) return { kind: "whole", bytes: await takeWhole(file, response, heard) };
      const stated = rangeOf(response);
      if (stated !== null && stated.from !== 0) throw elsewhere(file, stated.from, 0);
      const head = await takeHead(file, response, heard);
      const size = stated?.size ?? (await sizeOf(file, signal));
      return { kind: "part", size, version: versionOf(response), head };
    });
  } catch (thrown) {
    // A connection may break off once; what is refused, is refused again.
    if (isFirst || !(thrown instanceof Unanswered)) throw thrown;
    throw (await refusal(file, await blocked.end(), signal)) ?? thrown;
  } finally {
    void blocked.end();
  }
}

/** Takes note of what the page's security policy refuses, which a failed request itself does not tell. */
function policyWatch(): { end(): Promise<boolean> } {
  let refused = false;
  const note = () => {
    refused = true;
  };
  globalThis.addEventListener?.("securitypolicyviolation", note);
  return {
    async end() {
      // The browser tells of it in a task of its own.
      await new Promise((resolve) => setTimeout(resolve));
      globalThis.removeEventListener?.("securitypolicyviolation", note);
      return refused;
    },
  };
}

/** Why a browser refused to read another host's file, which it tells no script; null where nothing shows that it did. */
async function refusal(file: HttpFile, byPolicy: boolean, signal?: AbortSignal): Promise<PredictorError | null> {
  if (byPolicy) {
    return noAccess(`The security policy of this page's host keeps it from reading ${file.url.origin}.`);
  }
  const { location } = globalThis;
  if (location === undefined || location.origin === file.url.origin) return null;
  const probe = new AbortController();
  const end = () => probe.abort();
  signal?.addEventListener("abort", end, { once: true });
  try {
    // An answer that no script may read shows that there is a server, and that it was the browser that refused.
    await fetch(file.url, { mode: "no-cors", cache: "no-store", signal: probe.signal });
    return noAccess(`${file.url.origin} does not let pages of other hosts read its files (it sends no CORS headers).`);
  } catch {
    throwIfAborted(signal);
    return null;
  } finally {
    signal?.removeEventListener("abort", end);
    probe.abort();
  }
}

/** The first bytes, of a server that sends no more than was asked for. */
function takeHead(file: HttpFile, response: Response, heard: (bytes: number) => void): Promise<Uint8Array> {
  let loaded = 0;
  return collect(bodyOf(response), ({ length }) => {
    heard(length);
    loaded += length;
    if (loaded > FIRST_BYTES) throw tooMuch(file, FIRST_BYTES);
  });
}

/** The size, where the server hides `Content-Range` from pages: the length of all that comes from byte 0 on. */
function sizeOf(file: HttpFile, signal?: AbortSignal): Promise<number> {
  return exchange(file, "bytes=0-", signal, async (response) => {
    const length = Number(response.headers.get("content-length"));
    if (response.status === 206 && length > 0) return length;
    throw noRanges(file, null);
  });
}

/** An answer that ignores the range, if it is small enough to be taken. */
async function takeWhole(file: HttpFile, response: Response, heard: (bytes: number) => void): Promise<Uint8Array> {
  // A compressed answer's length is not that of what arrives here.
  const stated = response.headers.get("content-encoding") ? null : response.headers.get("content-length");
  const length = stated === null ? null : Number(stated);
  if (length !== null && length > MAX_WHOLE_BYTES) throw noRanges(file, length);
  if (length !== null) file.onWhole(length);
  let loaded = 0;
  const bytes = await collect(bodyOf(response), (part) => {
    loaded += part.length;
    heard(part.length);
    if (loaded > MAX_WHOLE_BYTES) throw noRanges(file, null);
  });
  if (length !== null && bytes.length < length) throw new Error(`${bytes.length} of ${length} bytes came`);
  return bytes;
}

interface Wanted {
  from: number;
  to: number;
  size: number;
  version: Version;
}

async function readRange(file: HttpFile, wanted: Wanted, signal?: AbortSignal): Promise<Uint8Array> {
  const { from, to } = wanted;
  const bytes = new Uint8Array(to - from);
  let have = 0;
  const attempt = async () => {
    if (have === bytes.length) return;
    await exchange(file, `bytes=${from + have}-${to - 1}`, signal, async (response, heard) => {
      checkAnswer(file, response, { ...wanted, from: from + have });
      for await (const part of partsOf(bodyOf(response))) {
        heard(part.length);
        if (have + part.length > bytes.length) throw tooMuch(file, to - from);
        bytes.set(part, have);
        have += part.length;
      }
    });
    if (have < bytes.length) throw new Error(`the answer ended at byte ${from + have} of ${wanted.size}`);
  };
  await insist(file, signal, attempt, () => have);
  return bytes;
}

/** @throws PredictorError where another answer than the one asked for came; no further try would mend it. */
function checkAnswer(file: HttpFile, response: Response, { from, size, version }: Wanted): void {
  if (response.status === 200) throw noRanges(file, size);
  const range = rangeOf(response);
  if (range !== null && range.size === size && range.from !== from) {
    throw elsewhere(file, range.from, from);
  }
  if ((range !== null && range.size !== size) || versionOf(response) !== version) throw changed(file);
}

/** What `Content-Range` says, where the server lets pages see it. */
function rangeOf(response: Response): { from: number; size: number } | null {
  const [, from, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
  return from === undefined ? null : { from: Number(from), size: Number(size) };
}

function versionOf({ headers }: Response): Version {
  return `${headers.get("etag") ?? ""} ${headers.get("last-modified") ?? ""}`;
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body === null) throw new Error("the answer has no body");
  return response.body;
}

/** A request that came to no answer: what keeps a browser from reading one looks the same as no server. */
class Unanswered extends Error {}

/**
 * One request, ended where the server is silent for too long.
 * @throws PredictorError where no further try would help; any other Error where one may.
 */
async function exchange<T>(
  file: HttpFile,
  range: string | null,
  signal: AbortSignal | undefined,
  take: (response: Response, heard: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const watch = new AbortController();
  const end = () => watch.abort();
  signal?.addEventListener("abort", end, { once: true });
  let silence = setTimeout(end, MAX_SILENT_MS);
  const heard = (bytes: number) => {
    clearTimeout(silence);
    silence = setTimeout(end, MAX_SILENT_MS);
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
    if (watch.signal.aborted) throw new Error(`the server was silent for ${MAX_SILENT_MS / 1000} seconds`);
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

/** Tries again after a pause, a few times, where trying may help. */
async function insist<T>(
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

function checkedAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new PredictorError("bad-value", `"${text}" is no address of a file: one begins with https://.`);
}

function nameOf(address: string): string {
  const { pathname, host } = checkedAddress(address);
  return pathname.slice(pathname.lastIndexOf("/") + 1) || host;
}

function noAccess(reason: string): PredictorError {
  return new PredictorError("no-access", `${reason} Download the file and drop it on this page.`);
}

function noRanges({ url, name }: HttpFile, size: number | null): PredictorError {
  const bytes = size === null ? `more than ${MAX_WHOLE_BYTES / 1e6} MB` : `${Math.round(size / 1e6)} MB`;
  return new PredictorError(
    "no-ranges",
    `${url.host} sends ${name} only as a whole (it ignores byte ranges), and that is ${bytes}; up to ${MAX_WHOLE_BYTES / 1e6} MB are taken so. Download the file and drop it on this page.`,
  );
}

function tooMuch(file: HttpFile, wantedBytes: number): PredictorError {
  return misled(file, `more than the ${wantedBytes} bytes asked for came`);
}

function elsewhere(file: HttpFile, from: number, wantedFrom: number): PredictorError {
  return misled(file, `the bytes from ${from} on came in place of those from ${wantedFrom} on`);
}

function misled({ url, name }: HttpFile, reason: string): PredictorError {
  return new PredictorError(
    "download-failed",
    `${url.host} does not send the parts of ${name} that it is asked for (${reason}). Download the file and drop it on this page.`,
  );
}

function changed({ name }: HttpFile): PredictorError {
  return new PredictorError("download-failed", `${name} was changed on its server while it was read: open it again.`);
}

function brokenOff({ url, name }: HttpFile, cause: unknown): PredictorError {
  return new PredictorError(
    "download-failed",
    `${name} could not be fetched from ${url.host} (${reasonOf(cause)}; tried ${MAX_TRIES} times). Check the connection and try again.`,
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
