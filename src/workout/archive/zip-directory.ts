import { PredictorError } from "../../base/error.ts";
import { MAX_DIRECTORY_BYTES, MAX_ENTRIES } from "../../base/limits.ts";
import { decodeName } from "../formats/text.ts";
import { type ByteReading, viewOf } from "./byte-reading.ts";

/** A file in a ZIP archive by the archive's directory, whose statements may be wrong. */
export interface ZipEntry {
  /** Path in the archive, for display and matching only: nothing is opened by it. */
  name: string;
  /** Compression method: 0 is stored, 8 deflated; see zip-entry.ts. */
  method: number;
  isEncrypted: boolean;
  crc32: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Offset of the entry's local header. */
  headerAt: number;
}

const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;

const ENTRY_BYTES = 46;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR64_BYTES = 20;
const MAX_COMMENT_BYTES = 0xffff;
/** Fewest bytes of a local header, which precedes an entry's packed bytes. */
export const LOCAL_HEADER_BYTES = 30;

/** Value of a 2-byte or 4-byte field whose number is in the ZIP64 extra field. */
const IN_ZIP64_16 = 0xffff;
const IN_ZIP64_32 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;
const ENCRYPTED = 0x0001;

/** Whether a file begins like a ZIP archive, be it an empty one. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * Reads the list of files in a ZIP archive, in the order of its directory; folders are left out. Only the archive's end and
 * directory are read. Source: PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
 * @param size size of the archive in bytes
 * @throws PredictorError `malformed-zip` where it is cut off, one of several parts, or states the impossible, such as
 * files that share bytes (by which a small archive can unpack to more than any memory); `too-large` past MAX_ENTRIES or
 * MAX_DIRECTORY_BYTES.
 */
export function* zipDirectory(size: number): ByteReading<ZipEntry[]> {
  const end = yield* endRecord(size);
  if (end.entries > MAX_ENTRIES) throw tooMany(end.entries);
  if (end.bytes > MAX_DIRECTORY_BYTES) throw tooLong(end.bytes);
  if (end.from + end.bytes > end.at) throw damaged("its directory is said to lie where it can't");
  const directory = yield { from: end.from, to: end.from + end.bytes };
  const entries = entriesOf(directory, end.entries);
  checkPlaces(entries, end.from);
  return entries.filter(({ name }) => !name.endsWith("/"));
}

/** Location of the directory. */
interface End {
  from: number;
  bytes: number;
  entries: number;
  /** Offset of the end record itself, the directory's upper limit. */
  at: number;
}

function* endRecord(size: number): ByteReading<End> {
  const tailAt = Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES - LOCATOR64_BYTES);
  const tail = yield { from: tailAt, to: size };
  const view = viewOf(tail);
  const at = endIn(view);
  if (at < 0) throw damaged("its end, where the directory stands, is missing: it was cut off");
  const end: End = {
    entries: view.getUint16(at + 10, true),
    bytes: view.getUint32(at + 12, true),
    from: view.getUint32(at + 16, true),
    at: tailAt + at,
  };
  const locatorAt = at - LOCATOR64_BYTES;
  const isWide = locatorAt >= 0 && view.getUint32(locatorAt, true) === LOCATOR64_SIGNATURE;
  if (isWide) return yield* wideEndRecord(numberAt(view, locatorAt + 8), size);
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== end.entries) throw oneOfSeveral();
  return end;
}

/** Reads ZIP64's end record, of archives of more than 4 GB or 65,535 files. */
function* wideEndRecord(at: number, size: number): ByteReading<End> {
  if (at + END64_BYTES > size) throw damaged("its directory is said to lie beyond its end");
  const view = viewOf(yield { from: at, to: at + END64_BYTES });
  if (view.getUint32(0, true) !== END64_SIGNATURE) throw damaged("its directory is said to lie where it does not");
  if (view.getUint32(16, true) !== 0 || numberAt(view, 24) !== numberAt(view, 32)) throw oneOfSeveral();
  return { entries: numberAt(view, 32), bytes: numberAt(view, 40), from: numberAt(view, 48), at };
}

/** Finds the end record in an archive's last bytes: the last signature with room for the stated comment; −1 for none. */
function endIn(tail: DataView): number {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    const isEnd = tail.getUint32(at, true) === END_SIGNATURE;
    if (isEnd && at + END_BYTES + tail.getUint16(at + 20, true) <= tail.byteLength) return at;
  }
  return -1;
}

function entriesOf(directory: Uint8Array, count: number): ZipEntry[] {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + ENTRY_BYTES > directory.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw damaged(`its directory says ${count} files and lists ${entries.length}`);
    }
    const nameTo = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    const extraTo = nameTo + view.getUint16(at + 30, true);
    const next = extraTo + view.getUint16(at + 32, true);
    if (next > directory.length) throw damaged("its directory ends within an entry");
    entries.push({
      name: decodeName(directory.subarray(at + ENTRY_BYTES, nameTo)),
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & ENCRYPTED) !== 0,
      crc32: view.getUint32(at + 16, true),
      ...placeOf(view, at, nameTo, extraTo),
    });
    at = next;
  }
  return entries;
}

/** Reads an entry's sizes and offset; those that do not fit are in the extra field, in this order. */
function placeOf(view: DataView, at: number, extraFrom: number, extraTo: number) {
  let wide = wideFieldAt(view, extraFrom, extraTo);
  const number = (narrow: number): number => {
    if (narrow !== IN_ZIP64_32 || wide === null) return narrow;
    if (wide.from + 8 > wide.to) throw damaged("its directory leaves out a size");
    const value = numberAt(view, wide.from);
    wide = { ...wide, from: wide.from + 8 };
    return value;
  };
  const unpackedBytes = number(view.getUint32(at + 24, true));
  const packedBytes = number(view.getUint32(at + 20, true));
  const headerAt = number(view.getUint32(at + 42, true));
  const part = view.getUint16(at + 34, true);
  if (part !== 0 && part !== IN_ZIP64_16) throw oneOfSeveral();
  return { unpackedBytes, packedBytes, headerAt };
}

function wideFieldAt(view: DataView, from: number, to: number): { from: number; to: number } | null {
  for (let at = from; at + 4 <= to; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end <= to && view.getUint16(at, true) === ZIP64_EXTRA) return { from: at + 4, to: end };
    at = end;
  }
  return null;
}

/**
 * Checks that every entry has bytes of its own, before the directory. Where they overlap, a few kilobytes can unpack to
 * petabytes (D. Fifield, "A better zip bomb", 2019).
 */
function checkPlaces(entries: readonly ZipEntry[], directoryFrom: number): void {
  const inOrder = entries.toSorted((a, b) => a.headerAt - b.headerAt);
  for (const [i, { name, headerAt, packedBytes }] of inOrder.entries()) {
    const end = headerAt + LOCAL_HEADER_BYTES + packedBytes;
    if (end > directoryFrom) throw damaged(`${quoted(name)} is said to lie beyond its end`);
    const next = inOrder[i + 1];
    if (next && end > next.headerAt) {
      throw damaged(`${quoted(name)} and ${quoted(next.name)} are said to lie in the same bytes`);
    }
  }
}

/** Reads an 8-byte number. @throws PredictorError `malformed-zip` where it is larger than any file. */
function numberAt(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw damaged("it states a size that no file has");
  return value;
}

/** Shortens a name from an archive for a sentence. */
export function quoted(name: string): string {
  return `“${name.length > 100 ? `${name.slice(0, 100)}…` : name}”`;
}

function tooMany(entries: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The ZIP archive holds ${entries.toLocaleString("en")} files; up to ${MAX_ENTRIES.toLocaleString("en")} are listed. Unpack it, and choose the runs inside.`,
  );
}

function tooLong(bytes: number): PredictorError {
  return new PredictorError(
    "too-large",
    `The list of what the ZIP archive holds has ${Math.round(bytes / 1e6).toLocaleString("en")} MB; up to ${MAX_DIRECTORY_BYTES / 1e6} MB are read. Unpack it, and choose the runs inside.`,
  );
}

function oneOfSeveral(): PredictorError {
  return new PredictorError(
    "malformed-zip",
    "This is one part of a ZIP archive that was split into several. Join them, or unpack them, and choose the runs inside.",
  );
}

/** @param finding goes on from "The ZIP archive is damaged:" */
export function damaged(finding: string, cause?: unknown): PredictorError {
  return new PredictorError(
    "malformed-zip",
    `The ZIP archive is damaged: ${finding}. Download it again, or unpack it yourself and choose the runs inside.`,
    cause,
  );
}
