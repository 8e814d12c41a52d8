import { crc32, deflateRawSync } from "node:zlib";
import { concatenate } from "../base/concatenate.ts";

/** A file to be put into an archive, and whatever its directory is to state of it that is not so. */
export interface ZippedFile {
  name: string | Uint8Array;
  content: Uint8Array | string;
  /** "stored" as it is; deflated unless said. */
  packing?: "stored" | "deflated";
  /** Bytes in the archive, where they are not the packed content. */
  packed?: Uint8Array;
  method?: number;
  flags?: number;
  statedBytes?: number;
  statedPackedBytes?: number;
  statedCrc32?: number;
  /** Added to where it lies. */
  headerAtShift?: number;
  /** Lies where the first file lies, and takes no bytes of its own. */
  atFirst?: boolean;
}

interface ArchiveShape {
  /** Whether the directory states sizes and places in ZIP64's wider fields. */
  wide?: boolean;
  comment?: string;
  /** Number of parts that the archive claims to be the first of. */
  parts?: number;
  statedEntries?: number;
  statedDirectoryBytes?: number;
  directoryAtShift?: number;
}

/** A ZIP archive, sound unless it is told otherwise. */
export function zipFile(files: readonly ZippedFile[], shape: ArchiveShape = {}): Uint8Array {
  const wide = shape.wide ?? false;
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const made = madeOf(file);
    const headerAt = (file.atFirst ? 0 : at) + (file.headerAtShift ?? 0);
    directory.push(directoryEntry(made, headerAt, wide));
    if (file.atFirst) continue;
    const local = localHeader(made);
    parts.push(local, made.packed);
    at += local.length + made.packed.length;
  }
  const listed = concatenate(Uint8Array, directory);
  const end = {
    entries: shape.statedEntries ?? files.length,
    bytes: shape.statedDirectoryBytes ?? listed.length,
    at: at + (shape.directoryAtShift ?? 0),
    part: (shape.parts ?? 1) - 1,
  };
  const wideEnd = wide ? wideEndRecords(end, at + listed.length) : new Uint8Array();
  return concatenate(Uint8Array, [...parts, listed, wideEnd, endRecord(end, wide, bytesOf(shape.comment ?? ""))]);
}

/** Content that is packed now, for archives that are made of it more than once; without a name. */
export function packedOnce(content: Uint8Array): Omit<ZippedFile, "name"> {
  return { content: "", packed: deflateRawSync(content), statedBytes: content.length, statedCrc32: crc32(content) };
}

interface Made {
  name: Uint8Array;
  packed: Uint8Array;
  method: number;
  flags: number;
  crc: number;
  bytes: number;
  packedBytes: number;
}

function madeOf(file: ZippedFile): Made {
  const content = bytesOf(file.content);
  const isStored = file.packing === "stored";
  const packed = file.packed ?? (isStored ? content : deflateRawSync(content));
  return {
    name: bytesOf(file.name),
    packed,
    method: file.method ?? (isStored ? 0 : 8),
    flags: file.flags ?? 0x0800,
    crc: file.statedCrc32 ?? crc32(content),
    bytes: file.statedBytes ?? content.length,
    packedBytes: file.statedPackedBytes ?? packed.length,
  };
}

function localHeader({ name, method, flags, crc, bytes, packedBytes }: Made): Uint8Array {
  return concatenate(Uint8Array, [
    numbers([4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0], [4, crc], [4, packedBytes], [4, bytes]),
    numbers([2, name.length], [2, 0]),
    name,
  ]);
}

function directoryEntry({ name, method, flags, crc, bytes, packedBytes }: Made, headerAt: number, wide: boolean) {
  const narrow = (value: number) => (wide ? 0xffffffff : value);
  const extra = wide ? numbers([2, 1], [2, 24], [8, bytes], [8, packedBytes], [8, headerAt]) : new Uint8Array();
  return concatenate(Uint8Array, [
    numbers([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], [4, 0], [4, crc]),
    numbers([4, narrow(packedBytes)], [4, narrow(bytes)], [2, name.length], [2, extra.length], [2, 0], [2, 0]),
    numbers([2, 0], [4, 0], [4, narrow(headerAt)]),
    name,
    extra,
  ]);
}

interface End {
  entries: number;
  bytes: number;
  at: number;
  part: number;
}

function wideEndRecords({ entries, bytes, at, part }: End, recordAt: number): Uint8Array {
  return concatenate(Uint8Array, [
    numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, part], [4, 0], [8, entries], [8, entries]),
    numbers([8, bytes], [8, at]),
    numbers([4, 0x07064b50], [4, 0], [8, recordAt], [4, 1]),
  ]);
}

function endRecord({ entries, bytes, at, part }: End, wide: boolean, comment: Uint8Array): Uint8Array {
  const narrow = (width: number, value: number) => (wide ? 2 ** (8 * width) - 1 : value);
  return concatenate(Uint8Array, [
    numbers([4, 0x06054b50], [2, part], [2, 0], [2, narrow(2, entries)], [2, narrow(2, entries)]),
    numbers([4, narrow(4, bytes)], [4, narrow(4, at)], [2, comment.length]),
    comment,
  ]);
}

/** Numbers of two, four or eight bytes, little-endian. */
function numbers(...fields: [width: number, value: number][]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([width, value]) => Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i) & 0xff)),
  );
}

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
