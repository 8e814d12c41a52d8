import type { Struct } from "./thrift.ts";

/** Field numbers of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift. */
export const FILE = { version: 1, schema: 2, rows: 3, rowGroups: 4 } as const;
export const ELEMENT = { type: 1, length: 2, repetition: 3, name: 4, children: 5 } as const;
export const GROUP = { columns: 1, bytes: 2, rows: 3 } as const;
export const CHUNK = { offset: 2, metadata: 3 } as const;
export const COLUMN = {
  ...{ type: 1, encodings: 2, path: 3, codec: 4, values: 5, unpackedBytes: 6, bytes: 7 },
  ...{ dataOffset: 9, dictionaryOffset: 11 },
} as const;
/** Field numbers of a page's header, and of its values' header. */
export const PAGE = { unpackedBytes: 2, bytes: 3, checksum: 4, data: 5, dictionary: 7, dataV2: 8 } as const;
export const PAGE_HEADER = { values: 1 } as const;

/** The values of one column in one row group, and where they lie. */
export interface Chunk {
  /** The name of the column as a whole: a list's values lie below it. */
  column: string;
  from: number;
  to: number;
  rows: number;
  values: number;
  unpackedBytes: number;
  metadata: Struct;
}

export interface RowGroup {
  rows: number;
  firstRow: number;
  chunks: readonly Chunk[];
}

/** A column as the schema describes it, with what lies below it: one element, or several for a list. */
export interface Column {
  name: string;
  elements: readonly Struct[];
}

/** A Parquet file as its footer describes it. */
export interface ParquetLayout {
  rows: number;
  root: Struct;
  columns: readonly Column[];
  groups: readonly RowGroup[];
}
