import { concatenate } from "../../base/concatenate.ts";
import { counted } from "../../base/counted.ts";
import type { AbortableSource } from "../source.ts";
import { checkLayout } from "./parquet-claims.ts";
import { damaged, malformedParquet } from "./parquet-error.ts";
import {
  CHUNK,
  type Chunk,
  COLUMN,
  type Column,
  ELEMENT,
  FILE,
  GROUP,
  type ParquetLayout,
  type RowGroup,
} from "./parquet-format.ts";
import { fourLetters, isParquet, MAGIC } from "./parquet-magic.ts";
import { type Struct, ThriftReader } from "./thrift.ts";

/** The least a Parquet file can be: its magic twice and the length of its footer. */
const MIN_BYTES = 12;

/** Length of the footer and the magic behind it. */
const TAIL_BYTES = 8;

/** Bytes read with the tail at once, to hold the footer too: that of a thousand runs is smaller. */
const FIRST_FOOTER_BYTES = 32_768;

/** Bytes of a Parquet file's footer; that of forty thousand runs, 256 a row group, has half a megabyte. @limit */
const MAX_FOOTER_BYTES = 16_000_000;

/**
 * Reads a file's footer, and checks that what it says can be.
 * @throws PredictorError `malformed-parquet`, or as the source does.
 */
export async function readLayout(source: AbortableSource, signal?: AbortSignal): Promise<ParquetLayout> {
  const { size } = source;
  if (!isParquet(await source.read(0, Math.min(size, MAGIC.length), signal))) {
    throw malformedParquet(`The file does not begin with "${MAGIC}": it is no Parquet file.`);
  }
  const tail = await source.read(Math.max(0, size - FIRST_FOOTER_BYTES), size, signal);
  if (size < MIN_BYTES || fourLetters(tail, tail.length - MAGIC.length) !== MAGIC) {
    throw malformedParquet(
      `The Parquet file ends after ${counted(size, "byte")} without its footer. Download it again.`,
    );
  }
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  const footerBytes = view.getUint32(tail.length - TAIL_BYTES, true);
  const footerStart = size - TAIL_BYTES - footerBytes;
  if (footerStart < MAGIC.length) {
    throw malformedParquet(
      `The Parquet file of ${counted(size, "byte")} is said to end with a footer of ${counted(footerBytes, "byte")}: it is damaged. Download it again.`,
    );
  }
  if (footerBytes > MAX_FOOTER_BYTES) {
    throw malformedParquet(
      `The Parquet file's footer has ${Math.round(footerBytes / 1e6)} MB, and up to ${MAX_FOOTER_BYTES / 1e6} MB are read. Write the file again in larger row groups.`,
    );
  }
  const tailStart = size - tail.length;
  const missing = footerStart < tailStart ? await source.read(footerStart, tailStart, signal) : tail.subarray(0, 0);
  const inTail = tail.subarray(Math.max(0, footerStart - tailStart), tail.length - TAIL_BYTES);
  const footer = concatenate(Uint8Array, [missing, inTail]);
  try {
    const layout = layoutOf(new ThriftReader(footer, 0, footer.length).struct());
    checkLayout(layout, footerStart);
    return layout;
  } catch (cause) {
    throw damaged(cause);
  }
}

function layoutOf(footer: Struct): ParquetLayout {
  const [root, ...elements] = footer.structs(FILE.schema);
  if (root === undefined) throw new RangeError("it has no columns");
  const columns = columnsOf(elements);
  const leaves = columns.flatMap(({ name, elements }) =>
    elements.filter((element) => !(element.number(ELEMENT.children) > 0)).map(() => name),
  );
  let rows = 0;
  const groups = footer.structs(FILE.rowGroups).map((group): RowGroup => {
    const firstRow = rows;
    rows += group.number(GROUP.rows);
    return { rows: group.number(GROUP.rows), firstRow, chunks: chunksOf(group, leaves) };
  });
  return { rows, root, columns, groups };
}

/** The schema is a tree, written node by node: a column ends where all below it has been counted. */
function columnsOf(elements: readonly Struct[]): Column[] {
  const columns: Column[] = [];
  for (let at = 0; at < elements.length; ) {
    const start = at;
    for (let due = 1; due > 0 && at < elements.length; at++) due += childrenOf(elements[at]) - 1;
    columns.push({ name: elements[start].text(ELEMENT.name), elements: elements.slice(start, at) });
  }
  return columns;
}

function childrenOf(element: Struct): number {
  return Math.max(0, element.number(ELEMENT.children) || 0);
}

/** The chunks of a row group, which stand in the order of the schema's leaves. */
function chunksOf(group: Struct, leaves: readonly string[]): Chunk[] {
  const rows = group.number(GROUP.rows);
  const chunks = group.structs(GROUP.columns);
  if (chunks.length !== leaves.length) {
    throw new RangeError(
      `a row group is said to have ${chunks.length} columns of values, and the file ${leaves.length}`,
    );
  }
  return chunks.map((chunk, i) => {
    const metadata = chunk.struct(CHUNK.metadata);
    if (metadata === null) throw new RangeError(`column ${leaves[i]} is said to lie in another file`);
    const from = startOf(metadata);
    return {
      column: leaves[i],
      from,
      to: from + metadata.number(COLUMN.bytes),
      rows,
      values: metadata.number(COLUMN.values),
      unpackedBytes: metadata.number(COLUMN.unpackedBytes),
      metadata,
    };
  });
}

/** Start of a chunk: its dictionary, if it has one. */
function startOf(metadata: Struct): number {
  const dataStart = metadata.number(COLUMN.dataOffset);
  const dictionaryStart = metadata.number(COLUMN.dictionaryOffset);
  return dictionaryStart > 0 ? Math.min(dictionaryStart, dataStart) : dataStart;
}
