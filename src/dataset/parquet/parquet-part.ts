import { concatenate } from "../../base/concatenate.ts";
import { CHUNK, type Chunk, COLUMN, ELEMENT, FILE, GROUP, type ParquetLayout } from "./parquet-format.ts";
import { MAGIC } from "./parquet-magic.ts";
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
  zigzag,
} from "./thrift-writer.ts";

/** The values of a column in one row group, as the file has them. */
export interface HeldChunk {
  chunk: Chunk;
  bytes: Uint8Array;
}

/**
 * Some columns of one row group as a Parquet file of their own, their pages as they were: the reader unpacks all that
 * it is handed, whichever columns it is asked for, and holds all of it at once.
 * @param held every chunk of the columns, in the file's order
 */
export function partOf({ root, columns }: ParquetLayout, rows: number, held: readonly HeldChunk[]): Uint8Array {
  const names = new Set(held.map(({ chunk }) => chunk.column));
  const chosen = columns.filter(({ name }) => names.has(name));
  const schema = [
    struct(
      ...root.copied(ELEMENT.repetition),
      [ELEMENT.name, BINARY, text("part")],
      [ELEMENT.children, I32, zigzag(chosen.length)],
    ),
    ...chosen.flatMap(({ elements }) => elements.map(({ raw }) => raw)),
  ];
  let at = MAGIC.length;
  const chunks = held.map(({ chunk, bytes }) => {
    const moved = movedChunk(chunk, at);
    at += bytes.length;
    return moved;
  });
  const group = struct(
    [GROUP.columns, LIST, list(STRUCT, chunks)],
    [GROUP.bytes, I64, zigzag(at)],
    [GROUP.rows, I64, zigzag(rows)],
  );
  const footer = struct(
    [FILE.version, I32, zigzag(1)],
    [FILE.schema, LIST, list(STRUCT, schema)],
    [FILE.rows, I64, zigzag(rows)],
    [FILE.rowGroups, LIST, list(STRUCT, [group])],
  );
  const magic = new TextEncoder().encode(MAGIC);
  return concatenate(Uint8Array, [magic, ...held.map(({ bytes }) => bytes), footer, little32(footer.length), magic]);
}

/** Footer entry of a chunk that is moved to another byte. */
function movedChunk({ metadata, from }: Chunk, at: number): number[] {
  const moved = (offset: number) => zigzag(offset - from + at);
  const dictionaryOffset = metadata.number(COLUMN.dictionaryOffset);
  const dictionary: ThriftField[] =
    dictionaryOffset > 0 ? [[COLUMN.dictionaryOffset, I64, moved(dictionaryOffset)]] : [];
  const { type, encodings, path, codec, values, unpackedBytes, bytes } = COLUMN;
  const fields = struct(
    ...metadata.copied(type, encodings, path, codec, values, unpackedBytes, bytes),
    [COLUMN.dataOffset, I64, moved(metadata.number(COLUMN.dataOffset))],
    ...dictionary,
  );
  return struct([CHUNK.offset, I64, zigzag(at)], [CHUNK.metadata, STRUCT, fields]);
}
