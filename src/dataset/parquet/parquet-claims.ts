import { counted } from "../../base/counted.ts";
import { crc32 } from "../../base/crc32.ts";
import { damaged, malformedParquet } from "./parquet-error.ts";
import { type Chunk, PAGE, PAGE_HEADER, type ParquetLayout } from "./parquet-format.ts";
import { ThriftReader } from "./thrift.ts";

/** Values that a Parquet file may claim for each of its bytes, beyond those that any may. @limit */
const VALUES_A_BYTE = 16;
/** Values that any Parquet file may claim, however small it is. @limit */
const FREE_VALUES = 1_000_000;
/** Values of a Parquet column in one row group, which is held in memory at once. @limit */
const MAX_VALUES = 100_000_000;

/** Unpacked bytes that a Parquet file may claim for each of its bytes; runs shrink to a tenth at best. @limit */
const UNPACKED_A_BYTE = 200;
/** Unpacked bytes that any Parquet file may claim, however small it is. @limit */
const FREE_UNPACKED_BYTES = 1_000_000;
/** Unpacked bytes of a Parquet column in one row group. @limit */
const MAX_UNPACKED_BYTES = 1_000_000_000;

/**
 * Checks what a footer says of the file, so that nothing is read that lies elsewhere, or says more of itself than the
 * file can hold: the reader would believe it, and fill the memory.
 * @param end of what may hold columns: where the footer begins
 * @throws PredictorError `malformed-parquet`, or RangeError where the file is damaged.
 */
export function checkLayout({ groups }: ParquetLayout, end: number): void {
  const most = {
    values: FREE_VALUES + VALUES_A_BYTE * end,
    unpacked: FREE_UNPACKED_BYTES + UNPACKED_A_BYTE * end,
  };
  let values = 0;
  let unpacked = 0;
  let bytes = 0;
  for (const { rows, chunks } of groups) {
    if (!(rows >= 0)) throw new RangeError(`a row group is said to have ${rows} rows`);
    // A row group without rows costs time as well.
    values += 1;
    for (const chunk of chunks) {
      checkPlace(chunk, end);
      bytes += chunk.to - chunk.from;
      values += Math.max(chunk.values, chunk.rows);
      unpacked += chunk.unpackedBytes;
      believe("value", values, most.values, end);
      believe("byte", unpacked, most.unpacked, end);
      believe("value", chunk.values, MAX_VALUES, end);
      believe("byte", chunk.unpackedBytes, MAX_UNPACKED_BYTES, end);
    }
  }
  if (bytes > end) throw new RangeError(`its columns are said to have ${bytes} bytes, and ${end} hold columns`);
}

function checkPlace({ column, from, to, values, unpackedBytes }: Chunk, end: number): void {
  if (!(from >= 0 && to >= from && to <= end)) {
    throw new RangeError(
      `column ${column} is said to lie at bytes ${from} to ${to}, outside the ${end} that hold columns`,
    );
  }
  if (!(values >= 0 && unpackedBytes >= 0)) {
    throw new RangeError(`column ${column} is said to hold ${values} values in ${unpackedBytes} bytes`);
  }
}

function believe(what: "value" | "byte", claimed: number, most: number, bytes: number): void {
  if (claimed <= most) return;
  throw malformedParquet(
    `The Parquet file can't be read: its ${counted(bytes, "byte")} are said to hold ${counted(claimed, what)} or more, and no more than ${most.toLocaleString("en")} are believed. Write it again in parts.`,
  );
}

/**
 * Walks the pages of a column, so that none is read that says other than the footer did, or is not what was written
 * where it states a checksum.
 * @param bytes of the column in one row group
 * @throws PredictorError `malformed-parquet`.
 */
export function checkPages(bytes: Uint8Array, chunk: Chunk): void {
  try {
    let values = 0;
    let unpacked = 0;
    for (const page of pagesOf(bytes)) {
      if (!page.isDictionary) values += page.values;
      unpacked += page.unpackedBytes;
      if (values > chunk.values || unpacked > Math.max(chunk.unpackedBytes, bytes.length)) {
        throw new RangeError(
          `column ${chunk.column} is said to hold ${counted(chunk.values, "value")} in ${counted(chunk.unpackedBytes, "byte")}, and its pages ${counted(values, "value")} in ${counted(unpacked, "byte")}`,
        );
      }
      if (page.checksum !== null && page.checksum !== crc32(page.content)) {
        throw new RangeError(`the checksum of a page of column ${chunk.column} is not that of its content`);
      }
    }
    // A row without a value, or with an empty list, counts as one.
    if (chunk.rows > values) {
      throw new RangeError(`${chunk.rows} rows are said to have a column ${chunk.column} of ${values} values`);
    }
  } catch (cause) {
    throw damaged(cause);
  }
}

/** The pages of a column chunk, each as its header describes it. */
function* pagesOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; ) {
    const reader = new ThriftReader(bytes, at, bytes.length);
    const page = reader.struct();
    const length = page.number(PAGE.bytes);
    const unpackedBytes = page.number(PAGE.unpackedBytes);
    if (!(length >= 0 && unpackedBytes >= 0 && reader.at + length <= bytes.length)) {
      throw new RangeError(`a page is said to have ${length} bytes, more than its column`);
    }
    const dictionary = page.struct(PAGE.dictionary);
    const header = dictionary ?? page.struct(PAGE.data) ?? page.struct(PAGE.dataV2);
    const values = header?.number(PAGE_HEADER.values) ?? 0;
    if (!(values >= 0)) throw new RangeError(`a page is said to have ${values} values`);
    const checksum = page.number(PAGE.checksum);
    const content = bytes.subarray(reader.at, reader.at + length);
    yield {
      ...{ values, unpackedBytes, content, isDictionary: dictionary !== null },
      checksum: Number.isNaN(checksum) ? null : checksum >>> 0,
    };
    at = reader.at + length;
  }
}
