import type { ThriftField } from "./thrift-writer.ts";

/** A field's value; what is neither a number, a text, a structure nor a list of structures is passed over. */
type Value = number | Uint8Array | Struct | Struct[] | null;

interface Field {
  type: number;
  value: Value;
  /** As it lies in the bytes. */
  raw: Uint8Array;
}

/** A structure, by the numbers of its fields. */
export class Struct {
  constructor(
    private readonly fields: ReadonlyMap<number, Field>,
    /** As it lies in the bytes. */
    readonly raw: Uint8Array,
  ) {}

  /** NaN where it is missing. */
  number(id: number): number {
    const value = this.fields.get(id)?.value;
    return typeof value === "number" ? value : Number.NaN;
  }

  /** Empty where it is missing. */
  text(id: number): string {
    const value = this.fields.get(id)?.value;
    return value instanceof Uint8Array ? new TextDecoder().decode(value) : "";
  }

  struct(id: number): Struct | null {
    const value = this.fields.get(id)?.value;
    return value instanceof Struct ? value : null;
  }

  structs(id: number): readonly Struct[] {
    const value = this.fields.get(id)?.value;
    return Array.isArray(value) ? value : [];
  }

  /** Copies the fields that it has, in the order asked for, to be written again as they are. */
  copied(...ids: number[]): ThriftField[] {
    return ids.flatMap((id): ThriftField[] => {
      const field = this.fields.get(id);
      return field === undefined ? [] : [[id, field.type, field.raw]];
    });
  }
}

const TYPE = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, set: 10, struct: 12 };

/** Depth of the structures in a Parquet footer; Parquet's own lie four deep. @limit */
const MAX_DEPTH = 16;

/** Fields of a Parquet footer; that of forty thousand runs has about a tenth. @limit */
const MAX_FOOTER_FIELDS = 1_000_000;

/**
 * Reads Thrift's compact protocol, in which Parquet describes itself, without knowing the fields:
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
 * Its methods throw a RangeError where the bytes end too soon or hold what Parquet never does.
 */
export class ThriftReader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #depth = 0;
  #fields = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    if (!(start >= 0 && start <= end && end <= bytes.length)) {
      throw new RangeError(`a part of it is said to lie at bytes ${start} to ${end} of ${bytes.length}`);
    }
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  struct(): Struct {
    if (++this.#depth > MAX_DEPTH) throw new RangeError(`more than ${MAX_DEPTH} structures lie in one another`);
    const fields = new Map<number, Field>();
    const start = this.at;
    let id = 0;
    this.#count();
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      this.#count();
      const step = head >> 4;
      id = step === 0 ? this.#signed() : id + step;
      const type = head & 15;
      const from = this.at;
      // A field that is true or false is its own value.
      const value = type === TYPE.true || type === TYPE.false ? null : this.#value(type);
      fields.set(id, { type, value, raw: this.#bytes.subarray(from, this.at) });
    }
    this.#depth--;
    return new Struct(fields, this.#bytes.subarray(start, this.at));
  }

  #count(): void {
    if (++this.#fields > MAX_FOOTER_FIELDS)
      throw new RangeError(`it describes itself by more than ${MAX_FOOTER_FIELDS} fields`);
  }

  #value(type: number): Value {
    switch (type) {
      case TYPE.i16:
      case TYPE.i32:
      case TYPE.i64:
        return this.#signed();
      case TYPE.true:
      case TYPE.false:
      case TYPE.byte:
        return this.#skip(1);
      case TYPE.double:
        return this.#skip(8);
      case TYPE.binary: {
        const length = this.#unsigned();
        this.#skip(length);
        return this.#bytes.subarray(this.at - length, this.at);
      }
      case TYPE.list:
      case TYPE.set:
        return this.#list();
      case TYPE.struct:
        return this.struct();
      default:
        throw new RangeError(`byte ${this.at} begins a value of type ${type}, which Parquet does not use`);
    }
  }

  #list(): Struct[] {
    if (++this.#depth > MAX_DEPTH) throw new RangeError(`more than ${MAX_DEPTH} lists lie in one another`);
    const head = this.#byte();
    const length = head >> 4 === 15 ? this.#unsigned() : head >> 4;
    const structs: Struct[] = [];
    for (let i = 0; i < length; i++) {
      const value = this.#value(head & 15);
      if (value instanceof Struct) structs.push(value);
    }
    this.#depth--;
    return structs;
  }

  #skip(length: number): null {
    if (this.at + length > this.#end) throw new RangeError(`the part that ends at byte ${this.#end} is cut short`);
    this.at += length;
    return null;
  }

  #byte(): number {
    this.#skip(1);
    return this.#bytes[this.at - 1];
  }

  /** Reads a varint of at most ten bytes; past 2 ** 53 it is no longer exact, and too large for anything here. */
  #unsigned(): number {
    let value = 0;
    for (let scale = 1; scale < 128 ** 10; scale *= 128) {
      const byte = this.#byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError(`the number before byte ${this.at} is too long`);
  }

  #signed(): number {
    const value = this.#unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
