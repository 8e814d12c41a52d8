import { Inflate } from "fflate";
import { type ByteSource, sourceOf } from "../../base/byte-source.ts";
import { concatenate } from "../../base/concatenate.ts";
import { crc32 } from "../../base/crc32.ts";
import { PredictorError } from "../../base/error.ts";
import { MAX_FILE_BYTES, MAX_RATIO } from "../../base/limits.ts";
import { release } from "../../base/release.ts";
import { deflateChunks } from "../formats/deflate-chunks.ts";
import { type ByteReading, readOver, viewOf } from "./byte-reading.ts";
import { damaged, LOCAL_HEADER_BYTES, quoted, type ZipEntry } from "./zip-directory.ts";

const LOCAL_SIGNATURE = 0x04034b50;

const STORED = 0;
const DEFLATED = 8;
/** Method number that stands for AES encryption. */
const AES = 99;

/** Names of the compression methods that are not read. */
const OTHER_METHODS: ReadonlyMap<number, string> = new Map([
  [9, "Deflate64"],
  [12, "bzip2"],
  [14, "LZMA"],
  [93, "Zstandard"],
  [95, "XZ"],
  [98, "PPMd"],
]);

/** Packed bytes that are read at a time. */
const READ_BYTES = 1_000_000;

/**
 * Give up when this many packed bytes produce no output: a stored block has at most 65,535, so more is data after the
 * end.
 */
const MAX_FRUITLESS_BYTES = 131_072;

/**
 * Finds the offset of an entry's packed bytes, after its local header, whose length only the header states.
 * @throws PredictorError `malformed-zip` where there is no such header, or it and the directory disagree.
 */
export function* packedFrom({ name, method, headerAt }: ZipEntry): ByteReading<number> {
  const header = viewOf(yield { from: headerAt, to: headerAt + LOCAL_HEADER_BYTES });
  if (header.byteLength < LOCAL_HEADER_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE) {
    throw damaged(`${quoted(name)} is not where its directory says`);
  }
  if (header.getUint16(8, true) !== method) throw damaged(`it states two ways in which ${quoted(name)} is packed`);
  return headerAt + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
}

/**
 * Unpacks an entry part by part.
 * @throws PredictorError `malformed-zip` where it is encrypted, packed in a way that is not read, damaged (by its
 * checksum), or larger or smaller than the directory says. All of its parts but the last may have been given by then.
 */
export async function* unpack(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  checkMethod(entry);
  let bytes = 0;
  let sum = 0;
  for await (const part of entry.method === STORED ? packed(source, entry) : inflated(source, entry)) {
    bytes += part.length;
    if (bytes > entry.unpackedBytes) throw damaged(`${quoted(entry.name)} holds more than its directory says`);
    sum = crc32(part, sum);
    yield part;
  }
  if (bytes < entry.unpackedBytes) throw damaged(`${quoted(entry.name)} holds less than its directory says`);
  if (sum !== entry.crc32) throw damaged(`the checksum of ${quoted(entry.name)} is not that of its content`);
}

/**
 * Reads an entry's whole content.
 * @param most most bytes that it may have
 * @throws PredictorError as unpack, and `too-large`.
 */
export async function readEntry(source: ByteSource, entry: ZipEntry, most = MAX_FILE_BYTES): Promise<Uint8Array> {
  checkSize(entry, most);
  const content = new Uint8Array(entry.unpackedBytes);
  let at = 0;
  for await (const part of unpack(source, entry)) {
    content.set(part, at);
    at += part.length;
    // A stored part belongs to the source.
    if (entry.method !== STORED) release(part);
  }
  return content;
}

/** Reads the first `count` bytes of an entry's content, or all of fewer; the checksum is not checked. */
export async function readHead(source: ByteSource, entry: ZipEntry, count: number): Promise<Uint8Array> {
  checkMethod(entry);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Most files are packed to under a quarter; bytes unpacked beyond the count are wasted.
  const atATime = Math.ceil(count / 4);
  for await (const part of entry.method === STORED ? packed(source, entry, count) : inflated(source, entry, atATime)) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= count) break;
  }
  return concatenate(Uint8Array, parts).subarray(0, count);
}

/**
 * Opens an archive within an archive. A stored one is read from the outer one's bytes; a packed one is unpacked into
 * memory.
 * @param most most bytes that a packed one may have
 * @throws PredictorError as checkClaim and readEntry.
 */
export async function innerSource(source: ByteSource, entry: ZipEntry, most: number): Promise<ByteSource> {
  const { name, unpackedBytes } = entry;
  if (entry.method !== STORED || entry.isEncrypted) {
    checkClaim(entry, most);
    return sourceOf({ name, bytes: await readEntry(source, entry, most) });
  }
  if (entry.packedBytes !== unpackedBytes) throw damaged(`${quoted(name)} holds more or less than its directory says`);
  const { from: at } = await placeOf(source, entry);
  return { name, size: unpackedBytes, read: (from, to) => source.read(at + from, at + to) };
}

/** Location of an entry's packed bytes. @throws PredictorError `malformed-zip` where it is not within the archive. */
async function placeOf(source: ByteSource, entry: ZipEntry): Promise<{ from: number; to: number }> {
  const from = await readOver(source, packedFrom(entry));
  const to = from + entry.packedBytes;
  if (to > source.size) throw damaged(`${quoted(entry.name)} is said to lie beyond its end`);
  return { from, to };
}

async function* packed(source: ByteSource, entry: ZipEntry, atATime = READ_BYTES): AsyncGenerator<Uint8Array> {
  const { from, to } = await placeOf(source, entry);
  for (let at = from; at < to; at += atATime) yield await source.read(at, Math.min(to, at + atATime));
}

async function* inflated(source: ByteSource, entry: ZipEntry, atATime = READ_BYTES): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  const inflate = new Inflate((part) => {
    if (part.length === 0) return;
    parts.push(part);
    unpackedBytes += part.length;
  });
  let unpackedBytes = 0;
  let left = entry.packedBytes;
  let fruitlessBytes = 0;
  for await (const bytes of packed(source, entry, atATime)) {
    for (const chunk of deflateChunks(bytes, () => unpackedBytes)) {
      left -= chunk.length;
      pushInto(inflate, chunk, left === 0, entry);
      // The inflater would collect bytes after the end of the content, and copy them with every push.
      fruitlessBytes = parts.length > 0 ? 0 : fruitlessBytes + chunk.length;
      if (fruitlessBytes > MAX_FRUITLESS_BYTES) throw damaged(`${quoted(entry.name)} ends before its packed bytes do`);
      yield* parts.splice(0);
    }
  }
}

function pushInto(inflate: Inflate, chunk: Uint8Array, isLast: boolean, { name }: ZipEntry): void {
  try {
    inflate.push(chunk, isLast);
  } catch (cause) {
    throw damaged(`${quoted(name)} can't be unpacked`, cause);
  }
}

function checkMethod({ name, method, isEncrypted }: ZipEntry): void {
  if (isEncrypted || method === AES) {
    throw new PredictorError(
      "malformed-zip",
      `${quoted(name)} is encrypted, and passwords are not asked for here. Unpack the archive yourself and choose the runs inside.`,
    );
  }
  if (method === STORED || method === DEFLATED) return;
  throw new PredictorError(
    "malformed-zip",
    `${quoted(name)} is packed by ${OTHER_METHODS.get(method) ?? `method ${method}`}; stored and deflated files are read. Unpack the archive yourself and choose the runs inside.`,
  );
}

/**
 * Refuses an entry that would unpack to too much.
 * @throws PredictorError `too-large` where an entry would have more than `most` bytes, or MAX_RATIO times its packed ones.
 */
export function checkClaim(entry: ZipEntry, most: number): void {
  checkSize(entry, most);
  const { name, packedBytes, unpackedBytes } = entry;
  if (unpackedBytes <= MAX_RATIO * packedBytes) return;
  throw new PredictorError(
    "too-large",
    `${quoted(name)} would unpack to ${Math.round(unpackedBytes / Math.max(packedBytes, 1)).toLocaleString("en")} times its size; up to ${MAX_RATIO} times are read. Export it again, or unpack it yourself.`,
  );
}

function checkSize({ name, unpackedBytes }: ZipEntry, most: number): void {
  if (unpackedBytes <= most) return;
  throw new PredictorError(
    "too-large",
    `${quoted(name)} has ${Math.round(unpackedBytes / 1e6).toLocaleString("en")} MB unpacked; up to ${(most / 1e6).toLocaleString("en")} MB of it are read. Unpack the archive yourself and choose what is inside.`,
  );
}
