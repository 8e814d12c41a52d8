/** A FIT base type: its size, its reader, and the value that stands for a missing number. */
interface BaseType {
  bytes: number;
  read(view: DataView, at: number, littleEndian: boolean): number;
  missing: number;
}

const uint8 = (missing: number): BaseType => ({ bytes: 1, read: (view, at) => view.getUint8(at), missing });
const uint16 = (missing: number): BaseType => ({
  bytes: 2,
  read: (view, at, littleEndian) => view.getUint16(at, littleEndian),
  missing,
});
const uint32 = (missing: number): BaseType => ({
  bytes: 4,
  read: (view, at, littleEndian) => view.getUint32(at, littleEndian),
  missing,
});

const STRING = 0x07;

const utf8 = new TextDecoder();

/** The numeric base types of the FIT protocol that recordings use, by the low five bits of their code. */
const BASE_TYPES: readonly (BaseType | undefined)[] = byCode([
  [0x00, uint8(0xff)],
  [0x01, { bytes: 1, read: (view, at) => view.getInt8(at), missing: 0x7f }],
  [0x02, uint8(0xff)],
  [0x03, { bytes: 2, read: (view, at, littleEndian) => view.getInt16(at, littleEndian), missing: 0x7fff }],
  [0x04, uint16(0xffff)],
  [0x05, { bytes: 4, read: (view, at, littleEndian) => view.getInt32(at, littleEndian), missing: 0x7fffffff }],
  [0x06, uint32(0xffffffff)],
  [0x08, { bytes: 4, read: (view, at, littleEndian) => view.getFloat32(at, littleEndian), missing: Number.NaN }],
  [0x09, { bytes: 8, read: (view, at, littleEndian) => view.getFloat64(at, littleEndian), missing: Number.NaN }],
  [0x0a, uint8(0)],
  [0x0b, uint16(0)],
  [0x0c, uint32(0)],
  [0x0d, uint8(0xff)],
]);

/** Lists types by code: a list is faster to look up than a map, and every field of every message is looked up. */
function byCode(types: readonly [code: number, type: BaseType][]): (BaseType | undefined)[] {
  const list: (BaseType | undefined)[] = new Array(0x20).fill(undefined);
  for (const [code, type] of types) list[code] = type;
  return list;
}

/** The clock of FIT files counts from the last day of 1989. */
const FIT_EPOCH_S = Date.UTC(1989, 11, 31) / 1000;

/** Least value of FIT's `date_time` that is a date: lower ones count from the moment the device was switched on. */
const FIRST_DATE = 0x10000000;

/** Whether a time of a FIT file is a date. */
export function isFitDate(fitS: number): boolean {
  return fitS >= FIRST_DATE;
}

/** Turns a time of a FIT file into seconds since 1970; one that is no date stays as it is. */
export function unixSeconds(fitS: number): number {
  return isFitDate(fitS) ? fitS + FIT_EPOCH_S : fitS;
}

/** Layout of a field in a message, from its definition. */
export interface FitField {
  /** Bytes from the start of the message's content. */
  offset: number;
  bytes: number;
  baseType: number;
}

/** Number of values in a field; 0 where its size and type do not fit each other. */
export function countIn(field: FitField): number {
  const type = BASE_TYPES[field.baseType & 0x1f];
  return type && field.bytes % type.bytes === 0 ? field.bytes / type.bytes : 0;
}

/** Number at an index (`place`) of a field that holds `countIn` of them; NaN where the device left it out. */
export function numberIn(view: DataView, at: number, field: FitField, littleEndian: boolean, place = 0): number {
  const type = BASE_TYPES[field.baseType & 0x1f];
  if (!type || place >= countIn(field)) return Number.NaN;
  const value = type.read(view, at + field.offset + place * type.bytes, littleEndian);
  return value === type.missing ? Number.NaN : value;
}

/** The text in a field, up to its first zero byte; empty where the field holds none. */
export function textIn(view: DataView, at: number, { offset, bytes, baseType }: FitField): string {
  if (baseType !== STRING) return "";
  const content = new Uint8Array(view.buffer, view.byteOffset + at + offset, bytes);
  const end = content.indexOf(0);
  return utf8.decode(end < 0 ? content : content.subarray(0, end)).trim();
}
