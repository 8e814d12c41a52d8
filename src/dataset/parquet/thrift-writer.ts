/** A structure's field: its number, the type of its value, and the value as it is written. */
export type ThriftField = [id: number, type: number, value: ArrayLike<number>];

export const I32 = 5;
export const I64 = 6;
export const BINARY = 8;
export const LIST = 9;
export const STRUCT = 12;

/** Fewest entries of a list whose length stands behind its head. */
const LONG_LIST = 15;

/**
 * Fields as a structure of Thrift's compact protocol, in which Parquet describes itself:
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
 * @param fields in the order of their numbers
 */
export function struct(...fields: ThriftField[]): number[] {
  const bytes: number[] = [];
  let last = 0;
  for (const [id, type, value] of fields) {
    bytes.push(((id - last) << 4) | type);
    for (let i = 0; i < value.length; i++) bytes.push(value[i]);
    last = id;
  }
  bytes.push(0);
  return bytes;
}

export function list(type: number, entries: readonly ArrayLike<number>[]): number[] {
  const { length } = entries;
  const bytes = length < LONG_LIST ? [(length << 4) | type] : [(LONG_LIST << 4) | type, ...varint(length)];
  for (const entry of entries) {
    for (let i = 0; i < entry.length; i++) bytes.push(entry[i]);
  }
  return bytes;
}

export function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...varint(bytes.length), ...bytes];
}

/** A number that may be negative. */
export function zigzag(value: number): number[] {
  return varint(value < 0 ? -2 * value - 1 : 2 * value);
}

export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

export function little32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
}
