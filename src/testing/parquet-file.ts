/** What a Parquet file says of itself, each the truth where nothing else is asked for. */
interface Claims {
  /** Rows and values, by the footer. */
  rows?: number;
  /** Values, by the page's own header: all alike, so that the page holds any number of them in a few bytes. */
  pageValues?: number;
  /** Where the column begins. */
  offset?: number;
  /** The column's length. */
  chunkBytes?: number;
  /** The page's length, unpacked and not. */
  pageBytes?: number;
  footerBytes?: number;
}

type Field = [id: number, type: number, bytes: number[]];

const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

const INT64 = 2;
const PLAIN = 0;
const RLE = 3;

/**
 * A Parquet file of one column, `workout_id`, that is null in each of its rows: Thrift's compact protocol, as
 * https://github.com/apache/parquet-format lays it down, by hand, for no writer lies.
 */
export function lyingParquet(claims: Claims): Uint8Array {
  const { rows = 8, pageValues = 8 } = claims;
  // The definition levels: one run of zeros, however long.
  const levels = varint(2 * pageValues).concat(0);
  const page = [...little32(levels.length), ...levels];
  const pageBytes = claims.pageBytes ?? page.length;
  const header = struct(
    [1, I32, zigzag(0)],
    [2, I32, zigzag(pageBytes)],
    [3, I32, zigzag(pageBytes)],
    [5, STRUCT, struct(...[pageValues, PLAIN, RLE, RLE].map((value, i): Field => [i + 1, I32, zigzag(value)]))],
  );
  const chunk = [...header, ...page];
  const { offset = 4, chunkBytes = chunk.length } = claims;
  const column = struct(
    [1, I32, zigzag(INT64)],
    [2, LIST, list(I32, [zigzag(PLAIN), zigzag(RLE)])],
    [3, LIST, list(BINARY, [text("workout_id")])],
    [4, I32, zigzag(0)],
    [5, I64, zigzag(rows)],
    [6, I64, zigzag(chunkBytes)],
    [7, I64, zigzag(chunkBytes)],
    [9, I64, zigzag(offset)],
  );
  const group = struct(
    [1, LIST, list(STRUCT, [struct([2, I64, zigzag(offset)], [3, STRUCT, column])])],
    [2, I64, zigzag(chunkBytes)],
    [3, I64, zigzag(rows)],
  );
  const root = struct([4, BINARY, text("schema")], [5, I32, zigzag(1)]);
  const field = struct([1, I32, zigzag(INT64)], [3, I32, zigzag(1)], [4, BINARY, text("workout_id")]);
  const footer = struct(
    [1, I32, zigzag(1)],
    [2, LIST, list(STRUCT, [root, field])],
    [3, I64, zigzag(rows)],
    [4, LIST, list(STRUCT, [group])],
  );
  const magic = [...new TextEncoder().encode("PAR1")];
  const { footerBytes = footer.length } = claims;
  return Uint8Array.from([...magic, ...chunk, ...footer, ...little32(footerBytes), ...magic]);
}

/** Its fields in the order of their numbers. */
function struct(...fields: Field[]): number[] {
  let last = 0;
  const bytes = fields.flatMap(([id, type, value]) => {
    const head = ((id - last) << 4) | type;
    last = id;
    return [head, ...value];
  });
  return [...bytes, 0];
}

function list(type: number, entries: number[][]): number[] {
  return [(entries.length << 4) | type, ...entries.flat()];
}

function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...varint(bytes.length), ...bytes];
}

function zigzag(value: number): number[] {
  return varint(value < 0 ? -2 * value - 1 : 2 * value);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function little32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
}
