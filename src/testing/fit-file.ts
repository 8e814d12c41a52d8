import { fitCrc } from "../workout/formats/fit-crc.ts";

/** The base types that the written files need, by their codes in the protocol, and how wide they are. */
const WIDTHS = { 0: 1, 1: 1, 2: 1, 7: 1, 13: 1, 131: 2, 132: 2, 133: 4, 134: 4, 136: 4 } as const;

export const ENUM = 0x00;
export const SINT8 = 0x01;
export const UINT8 = 0x02;
export const STRING = 0x07;
export const BYTE = 0x0d;
export const UINT16 = 0x84;
export const SINT32 = 0x85;
export const UINT32 = 0x86;

type BaseType = keyof typeof WIDTHS;

/** A field: its number, its base type, and how many numbers it holds. */
export type FieldShape = [number: number, baseType: BaseType, count?: number];

/** Writes FIT files, sound ones and, by its smaller steps, others. */
export class FitWriter {
  readonly #bytes: number[] = [];
  readonly #shapes = new Map<number, { fields: FieldShape[]; bigEndian: boolean }>();

  /** Bytes as they are. */
  raw(...bytes: number[]): this {
    this.#bytes.push(...bytes);
    return this;
  }

  /** A definition message; the fields of developer 0 stand behind the others, their types are told elsewhere. */
  define(
    local: number,
    kind: number,
    fields: FieldShape[],
    { bigEndian = false, developer = [] as FieldShape[] } = {},
  ): this {
    this.#shapes.set(local, { fields: [...fields, ...developer], bigEndian });
    this.raw(0x40 | local | (developer.length > 0 ? 0x20 : 0), 0, bigEndian ? 1 : 0);
    this.#number(kind, 2, bigEndian);
    this.raw(fields.length);
    for (const [number, type, count = 1] of fields) this.raw(number, WIDTHS[type] * count, type);
    if (developer.length === 0) return this;
    this.raw(developer.length);
    for (const [number, type, count = 1] of developer) this.raw(number, WIDTHS[type] * count, 0);
    return this;
  }

  /** A data message of as many numbers as its definition has places; null stands for a missing one. */
  data(local: number, values: (number | null)[], header = local): this {
    const { fields, bigEndian } = this.#shapes.get(local)!;
    this.raw(header);
    let next = 0;
    for (const [, type, count = 1] of fields) {
      for (let i = 0; i < count; i++) this.#number(values[next++] ?? missing(type), WIDTHS[type], bigEndian);
    }
    return this;
  }

  /** Description of a field by the first developer; each number of `native` may be missing. */
  describe(field: { number: number; type: BaseType; name: string; units?: string; native?: (number | null)[] }): this {
    const { number, type, name, units = "", native = [null, null] } = field;
    this.define(15, 206, [
      [0, UINT8],
      [1, UINT8],
      [2, UINT8],
      [3, STRING, 16],
      [8, STRING, 16],
      [14, UINT16],
      [15, UINT8],
    ]);
    return this.data(15, [0, number, type, ...lettersOf(name, 16), ...lettersOf(units, 16), ...native]);
  }

  /** A data message that holds the last five bits of its time in its header. */
  compressed(local: number, timeS: number, values: (number | null)[]): this {
    return this.data(local, values, 0x80 | (local << 5) | (timeS & 0x1f));
  }

  /** The file: header, messages, checksum. */
  file({ headerBytes = 14 } = {}): Uint8Array {
    const file = new Uint8Array(headerBytes + this.#bytes.length + 2);
    const view = new DataView(file.buffer);
    file.set([headerBytes, 0x20, 0x54, 0x08]);
    view.setUint32(4, this.#bytes.length, true);
    file.set(
      [..."\x2eFIT"].map((char) => char.charCodeAt(0)),
      8,
    );
    if (headerBytes === 14) view.setUint16(12, fitCrc(file.subarray(0, 12)), true);
    file.set(this.#bytes, headerBytes);
    view.setUint16(file.length - 2, fitCrc(file.subarray(0, -2)), true);
    return file;
  }

  #number(value: number, width: number, bigEndian: boolean): void {
    for (let i = 0; i < width; i++) {
      this.#bytes.push(Math.floor(value / 256 ** (bigEndian ? width - 1 - i : i)) & 0xff);
    }
  }
}

/** A text in so many bytes, as the numbers of a STRING field. */
export function lettersOf(text: string, bytes: number): number[] {
  const letters = [...new TextEncoder().encode(text)].slice(0, bytes - 1);
  return [...letters, ...new Array<number>(bytes - letters.length).fill(0)];
}

function missing(type: BaseType): number {
  if (type === STRING) return 0;
  const isSigned = type === 0x01 || type === 0x83 || type === 0x85;
  return isSigned ? 2 ** (8 * WIDTHS[type] - 1) - 1 : 2 ** (8 * WIDTHS[type]) - 1;
}

/** 1 May 2024, 8:00 UTC, by the clock of FIT files, which began at the end of 1989. */
export const FIT_START = Date.UTC(2024, 4, 1, 8) / 1000 - Date.UTC(1989, 11, 31) / 1000;

export const SEMICIRCLES_PER_DEGREE = 2 ** 31 / 180;

/** The run of `gpxFile`, as a watch would write it in FIT. */
export function fitFile({ minutes, withHeartRate = true }: { minutes: number; withHeartRate?: boolean }): Uint8Array {
  const writer = new FitWriter();
  writer
    .define(0, 0, [
      [0, ENUM],
      [4, UINT32],
    ])
    .data(0, [4, FIT_START]);
  writer.define(1, 20, [
    [253, UINT32],
    [0, SINT32],
    [1, SINT32],
    [5, UINT32],
    [78, UINT32],
    [73, UINT32],
    [3, UINT8],
  ]);
  let metres = 0;
  for (let second = 0; second <= minutes * 60; second++) {
    const metresPerSecond = 2.8 + 0.6 * Math.sin(second / 300);
    metres += metresPerSecond;
    const latitude = Math.round((48 + metres / 111_195) * SEMICIRCLES_PER_DEGREE);
    const altitude = Math.round(5 * (250 + 20 * Math.sin(metres / 900) + 500));
    const bpm = Math.round(100 + 55 * (1 - Math.exp(-second / 120)) + 8 * Math.sin(second / 300) + second / 600);
    writer.data(1, [
      FIT_START + second,
      latitude,
      Math.round(11 * SEMICIRCLES_PER_DEGREE),
      Math.round(100 * metres),
      altitude,
      Math.round(1000 * metresPerSecond),
      withHeartRate ? bpm : null,
    ]);
  }
  writer.define(2, 18, [
    [253, UINT32],
    [2, UINT32],
    [5, ENUM],
  ]);
  return writer.data(2, [FIT_START + minutes * 60, FIT_START, 1]).file();
}
