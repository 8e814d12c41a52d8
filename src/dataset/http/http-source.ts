import { sourceOf } from "../../base/byte-source.ts";
import { PredictorError } from "../../base/error.ts";
import { collect, partsOf } from "../../reading/collect.ts";
import type { AbortableSource } from "../source.ts";
import { exchange, Unanswered } from "./exchange.ts";
import { changed, elsewhere, type HttpFile, MAX_WHOLE_BYTES, noRanges, tooMuch } from "./http-file.ts";
import { policyWatch, refusal } from "./refusal.ts";
import { insist } from "./retry.ts";

/** The first bytes, for whose sake the server tells how many there are. */
const FIRST_BYTES = 16;

/** Largest file that is fetched whole at once: its parts would cost more in requests. */
const SMALL_BYTES = 1_000_000;

export interface HttpOptions {
  /** Whether the file is asked for whole at once: it is known to be small. */
  whole?: boolean;
  signal?: AbortSignal | undefined;
  /** Bytes as they come, those of broken answers too. */
  onBytes?: (bytes: number) => void;
  /** Receives the size of a file that is fetched whole. */
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

/** Version of a file, as far as the server lets pages see it. */
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

/** Range that `Content-Range` states, where the server lets pages see it. */
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

function checkedAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new PredictorError("bad-value", `"${text}" is no address of a file: one begins with https://.`);
}

function nameOf(address: string): string {
  const { pathname, host } = checkedAddress(address);
  return pathname.slice(pathname.lastIndexOf("/") + 1) || host;
}
