import type { Data, DataType, Float64, Vector } from "apache-arrow";
import { concatenate } from "../../base/concatenate.ts";
import { type WholeNumber, wholeNumber } from "../../base/whole-number.ts";
import type { ColumnKind } from "../hub-row.ts";
import { malformedParquet } from "./parquet-error.ts";

/** The library is passed in: it is fetched when first needed. */
type Arrow = typeof import("apache-arrow");

interface ValueOf {
  id: WholeNumber;
  integer: number;
  number: number;
  flag: boolean;
  text: string;
  series: Float64Array;
}

/**
 * A column's values, null where one is missing; missing entries of a list are NaN.
 * @param firstRow where its first value stands in the file
 * @throws PredictorError `malformed-parquet` where it holds something else, or a number that loses digits as a double.
 */
export function columnFromArrow<Kind extends ColumnKind>(
  arrow: Arrow,
  vector: Vector,
  name: string,
  kind: Kind,
  firstRow: number,
): (ValueOf[Kind] | null)[] {
  const read: (value: unknown, refuse: Refuse) => unknown = {
    id: idFrom,
    integer: numberFrom,
    number: numberFrom,
    flag: (value: unknown) => ofType(value, "boolean"),
    text: (value: unknown) => ofType(value, "string"),
    series: (value: unknown, refuse: Refuse) => seriesFrom(arrow, value, refuse),
  }[kind];
  return Array.from(vector as Iterable<unknown>, (value, i) => {
    if (value === null) return null;
    const refuse: Refuse = (found) => {
      throw malformedParquet(
        `Column ${name} of the Parquet file holds ${found} in row ${firstRow + i + 1}; expected ${EXPECTED[kind]}.`,
      );
    };
    const result = read(value, refuse);
    return result === undefined ? refuse(String(vector.type)) : (result as ValueOf[Kind]);
  });
}

/** Throws, saying what was found where something else belongs. */
type Refuse = (found: string) => never;

const EXPECTED: Record<ColumnKind, string> = {
  id: "whole numbers",
  integer: "whole numbers",
  number: "numbers",
  flag: "true or false",
  text: "text",
  series: "lists of numbers",
};

/** Ids are names: those of programs that count in doubles are whole numbers as well. */
function idFrom(value: unknown): unknown {
  if (typeof value === "bigint") return wholeNumber(value);
  if (Number.isInteger(value)) return wholeNumber(BigInt(value as number));
  return Number.isNaN(value) ? null : undefined;
}

/** NaN is how some programs write that there is none. */
function numberFrom(value: unknown, refuse: Refuse): unknown {
  const number = typeof value === "bigint" ? exactly(value, refuse) : value;
  return Number.isNaN(number) ? null : ofType(number, "number");
}

function exactly(value: bigint, refuse: Refuse): number {
  const number = Number(value);
  return BigInt(number) === value ? number : refuse(`${value}, of which a number here would lose digits,`);
}

function ofType(value: unknown, type: "number" | "boolean" | "string"): unknown {
  return typeof value === type ? value : undefined;
}

function seriesFrom(arrow: Arrow, value: unknown, refuse: Refuse): Float64Array | undefined {
  if (!(value instanceof arrow.Vector) || !isPlainNumber(arrow, value.type)) return undefined;
  const entries: ArrayLike<number> | BigInt64Array | BigUint64Array = value.toArray();
  const isThere = (i: number) => value.nullCount === 0 || value.isValid(i);
  if (isBig(entries)) {
    return Float64Array.from(entries, (entry, i) => (isThere(i) ? exactly(entry, refuse) : Number.NaN));
  }
  // Copied: what Arrow hands out is a view of all rows' values.
  const series = new Float64Array(entries);
  return value.nullCount === 0 ? series : series.map((entry, i) => (isThere(i) ? entry : Number.NaN));
}

function isBig(entries: ArrayLike<number> | BigInt64Array | BigUint64Array) {
  return entries instanceof BigInt64Array || entries instanceof BigUint64Array;
}

/** Types whose memory holds the numbers themselves: half floats and decimals do not. */
function isPlainNumber({ DataType, Precision }: Arrow, type: DataType): boolean {
  return DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== Precision.HALF);
}

/**
 * Values as a nullable Arrow column: integers of 64 bits, doubles, booleans, UTF-8 text, or lists of doubles whose
 * child is named `element` and whose NaN are null.
 * Laid out by hand, because Arrow's builders compile code, which a strict content security policy forbids.
 */
export function columnToArrow(arrow: Arrow, kind: ColumnKind, values: readonly unknown[]): Vector {
  return arrow.makeVector(columnData(arrow, kind, values));
}

function columnData(arrow: Arrow, kind: ColumnKind, values: readonly unknown[]): Data {
  switch (kind) {
    case "id":
    case "integer": {
      const data = BigInt64Array.from(values as (WholeNumber | null)[], (value) => BigInt(value ?? 0));
      return arrow.makeData({ type: new arrow.Int64(), data, nullBitmap: bitmap(values, isPresent) });
    }
    case "number":
      return doubles(
        arrow,
        Float64Array.from(values as (number | null)[], (value) => value ?? Number.NaN),
      );
    case "flag": {
      const data = bitmap(values, (value) => value === true);
      const nullBitmap = bitmap(values, isPresent);
      return arrow.makeData({ type: new arrow.Bool(), length: values.length, data, nullBitmap });
    }
    case "text": {
      const texts = (values as (string | null)[]).map((value) => new TextEncoder().encode(value ?? ""));
      const data = concatenate(Uint8Array, texts);
      const nullBitmap = bitmap(values, isPresent);
      return arrow.makeData({ type: new arrow.Utf8(), valueOffsets: offsetsOf(texts), data, nullBitmap });
    }
    case "series": {
      const lists = values as Float64Array[];
      const type = new arrow.List(new arrow.Field("element", new arrow.Float64(), true));
      const child = doubles(arrow, concatenate(Float64Array, lists));
      return arrow.makeData({ type, valueOffsets: offsetsOf(lists), child });
    }
  }
}

/** A column of doubles in which NaN is null. */
function doubles(arrow: Arrow, data: Float64Array): Data<Float64> {
  const nullBitmap = bitmap(data, (value) => !Number.isNaN(value));
  return arrow.makeData({ type: new arrow.Float64(), data, nullBitmap });
}

function isPresent(value: unknown): boolean {
  return value !== null;
}

/** One bit a value, the first in the lowest bit of the first byte. */
function bitmap<T>(values: ArrayLike<T>, isSet: (value: T) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (let i = 0; i < values.length; i++) {
    if (isSet(values[i])) bits[i >> 3] |= 1 << (i & 7);
  }
  return bits;
}

/** Start of each part once they stand one after another, and the end of the last. */
function offsetsOf(parts: readonly ArrayLike<unknown>[]): Int32Array {
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach(({ length }, i) => {
    offsets[i + 1] = offsets[i] + length;
  });
  return offsets;
}
