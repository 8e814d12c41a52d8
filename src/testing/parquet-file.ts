import { crc32 } from "../base/crc32.ts";
import {
  BINARY,
  I32,
  I64,
  LIST,
  list,
  little32,
  STRUCT,
  struct,
  type ThriftField,
  text,
  varint,
  zigzag,
} from "../dataset/parquet/thrift-writer.ts";

/** Claims of a Parquet file about itself, each true unless stated otherwise. */
interface Claims {
  /** Rows and values, by the footer. */
  rows?: number;
  /** Values, by the page's own header: all alike, so that the page holds any number of them in a few bytes. */
  pageValues?: number;
  /** Start of the column. */
  offset?: number;
  /** The column's length. */
  chunkBytes?: number;
  /** The page's length, unpacked and not. */
  pageBytes?: number;
  footerBytes?: number;
  /** The page's checksum. */
  checksum?: number;
}

const INT64 = 2;
const PLAIN = 0;
const RLE = 3;

/** Enough columns for a file of runs; the lies are told of the first. */
const COLUMNS = ["workout_id", "speed", "timestamp"];

/**
 * A Parquet file of three columns, each null in each of its rows: Thrift's compact protocol, as
 * https://github.com/apache/parquet-format lays it down, by hand, for no writer lies.
 */
export function lyingParquet(claims: Claims): Uint8Array {
  const { rows = 8 } = claims;
  const magic = [...new TextEncoder().encode("PAR1")];
  const body = [...magic];
  const chunks = COLUMNS.map((name, i) => {
    const { chunk, bytes } = column(name, body.length, i === 0 ? claims : {});
    body.push(...bytes);
    return chunk;
  });
  const group = struct([1, LIST, list(STRUCT, chunks)], [2, I64, zigzag(body.length)], [3, I64, zigzag(rows)]);
  const root = struct([4, BINARY, text("schema")], [5, I32, zigzag(COLUMNS.length)]);
  const fields = COLUMNS.map((name) => struct([1, I32, zigzag(INT64)], [3, I32, zigzag(1)], [4, BINARY, text(name)]));
  const footer = struct(
    [1, I32, zigzag(1)],
    [2, LIST, list(STRUCT, [root, ...fields])],
    [3, I64, zigzag(rows)],
    [4, LIST, list(STRUCT, [group])],
  );
  const { footerBytes = footer.length } = claims;
  return Uint8Array.from([...body, ...footer, ...little32(footerBytes), ...magic]);
}

/** A column's only page, which begins at that byte of the file, and what the footer says of it. */
function column(name: string, start: number, claims: Claims): { chunk: number[]; bytes: number[] } {
  const { rows = 8, pageValues = 8 } = claims;
  // The definition levels: one run of zeros, however long.
  const levels = varint(2 * pageValues).concat(0);
  const page = [...little32(levels.length), ...levels];
  const pageBytes = claims.pageBytes ?? page.length;
  const header = struct(
    [1, I32, zigzag(0)],
    [2, I32, zigzag(pageBytes)],
    [3, I32, zigzag(pageBytes)],
    [4, I32, zigzag(claims.checksum ?? crc32(Uint8Array.from(page)) | 0)],
    [5, STRUCT, struct(...[pageValues, PLAIN, RLE, RLE].map((value, i): ThriftField => [i + 1, I32, zigzag(value)]))],
  );
  const bytes = [...header, ...page];
  const { offset = start, chunkBytes = bytes.length } = claims;
  const metadata = struct(
    [1, I32, zigzag(INT64)],
    [2, LIST, list(I32, [zigzag(PLAIN), zigzag(RLE)])],
    [3, LIST, list(BINARY, [text(name)])],
    [4, I32, zigzag(0)],
    [5, I64, zigzag(rows)],
    [6, I64, zigzag(chunkBytes)],
    [7, I64, zigzag(chunkBytes)],
    [9, I64, zigzag(offset)],
  );
  return { chunk: struct([2, I64, zigzag(offset)], [3, STRUCT, metadata]), bytes };
}
