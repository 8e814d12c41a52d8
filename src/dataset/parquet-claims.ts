import { PredictorError } from "../workout/error.ts";
import { type Struct, ThriftReader } from "./thrift.ts";

/** A file may say that a few bytes stand for any number of values: so many a byte are believed, beyond the first. */
const VALUES_A_BYTE = 16;
const FREE_VALUES = 1_000_000;
const MAX_VALUES = 100_000_000;

/** Bytes that a page comes to, unpacked; a series of runs shrinks to a tenth at best. */
const UNPACKED_A_BYTE = 200;
const FREE_UNPACKED = 1_000_000;
const MAX_UNPACKED = 1_000_000_000;

/** Length of the footer and the magic behind it. */
const TAIL_BYTES = 8;

/** Field numbers of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift. */
const FILE = { rowGroups: 4 } as const;
const GROUP = { columns: 1, rows: 3 } as const;
const CHUNK = { metadata: 3 } as const;
const COLUMN = { bytes: 7, dataOffset: 9, dictionaryOffset: 11 } as const;
const PAGE = { unpackedBytes: 2, bytes: 3, data: 5, dictionary: 7, dataV2: 8 } as const;
const PAGE_HEADER = { values: 1 } as const;

/**
 * Walks a Parquet file's pages, so that none is read that says more of itself than the file can hold: the reader
 * would believe it, and fill the memory.
 * @throws PredictorError `malformed-parquet`.
 */
export function checkClaims(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const footerEnd = bytes.length - TAIL_BYTES;
  const footerStart = footerEnd - view.getUint32(footerEnd, true);
  let values = 0;
  let unpacked = 0;
  try {
    const footer = new ThriftReader(bytes, footerStart, footerEnd).struct();
    for (const { chunk, rows } of chunksOf(footer)) {
      let inColumn = 0;
      for (const page of pagesOf(bytes, chunk, footerStart)) {
        if (!page.isDictionary) inColumn += page.values;
        // A page without values costs time as well.
        values += Math.max(1, page.values);
        unpacked += page.unpackedBytes;
        check("values", values, Math.min(MAX_VALUES, FREE_VALUES + VALUES_A_BYTE * bytes.length));
        check("bytes", unpacked, Math.min(MAX_UNPACKED, FREE_UNPACKED + UNPACKED_A_BYTE * bytes.length));
      }
      // A row without a value, or with an empty list, counts as one.
      if (rows > inColumn) throw new RangeError(`${rows} rows are said to have a column of ${inColumn} values`);
    }
  } catch (cause) {
    if (cause instanceof PredictorError) throw cause;
    throw malformed(`${(cause as Error).message}: it is damaged. Download it again.`);
  }

  function check(what: string, claimed: number, most: number): void {
    if (claimed <= most) return;
    throw malformed(
      `its ${bytes.length} bytes are said to hold ${claimed} ${what} or more, and no more than ${most} are believed. Write it again in parts.`,
    );
  }
}

function* chunksOf(footer: Struct): Generator<{ chunk: Struct; rows: number }> {
  for (const group of footer.structs(FILE.rowGroups)) {
    for (const chunk of group.structs(GROUP.columns)) {
      const metadata = chunk.struct(CHUNK.metadata);
      if (metadata !== null) yield { chunk: metadata, rows: group.number(GROUP.rows) };
    }
  }
}

/** The pages of a column chunk, each as its header describes it. */
function* pagesOf(bytes: Uint8Array, chunk: Struct, end: number) {
  const dataStart = chunk.number(COLUMN.dataOffset);
  const dictionaryStart = chunk.number(COLUMN.dictionaryOffset);
  let at = dictionaryStart > 0 ? Math.min(dictionaryStart, dataStart) : dataStart;
  const chunkEnd = at + chunk.number(COLUMN.bytes);
  if (at < 0 || !(chunkEnd >= at && chunkEnd <= end)) {
    throw new RangeError(`a column is said to lie at bytes ${at} to ${chunkEnd}, outside the ${end} that hold columns`);
  }
  while (at < chunkEnd) {
    const reader = new ThriftReader(bytes, at, chunkEnd);
    const page = reader.struct();
    const length = page.number(PAGE.bytes);
    const unpackedBytes = page.number(PAGE.unpackedBytes);
    if (length < 0 || unpackedBytes < 0 || reader.at + length > chunkEnd) {
      throw new RangeError(`the page at byte ${at} is said to have ${length} bytes, more than its column`);
    }
    const dictionary = page.struct(PAGE.dictionary);
    const header = dictionary ?? page.struct(PAGE.data) ?? page.struct(PAGE.dataV2);
    const values = header?.number(PAGE_HEADER.values) ?? 0;
    if (values < 0) throw new RangeError(`the page at byte ${at} is said to have ${values} values`);
    yield { values, unpackedBytes, isDictionary: dictionary !== null };
    at = reader.at + length;
  }
}

function malformed(reason: string): PredictorError {
  return new PredictorError("malformed-parquet", `The Parquet file can't be read: ${reason}`);
}
