import { PredictorError } from "../base/error.ts";

/** NumPy's `dtype` of a single number, such as "f8", as a pickle builds it: first the code, then the byte order. */
export class NumpyType {
  littleEndian = true;

  constructor(readonly code: string) {}

  /** `(version, byte order, …)`, where ">" is big-endian. */
  setState(state: unknown): void {
    this.littleEndian = !(Array.isArray(state) && state[1] === ">");
  }
}

/** `numpy.dtype(code, align, copy)`. */
export function makeNumpyType([code]: unknown[]): NumpyType {
  return new NumpyType(typeof code === "string" ? code : "");
}

/** `_codecs.encode(text, "latin1")`: how protocol 2 writes bytes. */
export function decodeBytes([text]: unknown[]): Uint8Array {
  return Uint8Array.from(typeof text === "string" ? text : "", (character) => character.charCodeAt(0));
}

/**
 * `numpy.core.multiarray.scalar(dtype, bytes)`: the number.
 * @throws PredictorError `bad-checkpoint` where it is no float32, float64, int32 or int64.
 */
export function readNumpyScalar([type, bytes]: unknown[]): number | bigint {
  const read = type instanceof NumpyType ? readers.get(type.code) : undefined;
  if (!(type instanceof NumpyType) || !(bytes instanceof Uint8Array) || read?.bytes !== bytes.length) {
    throw new PredictorError(
      "bad-checkpoint",
      `This checkpoint can't be read: it holds a NumPy value of a kind that is not read${type instanceof NumpyType ? ` (${type.code})` : ""}. Save plain Python numbers.`,
    );
  }
  return read.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), type.littleEndian);
}

const readers = new Map<string, { bytes: number; read: (view: DataView, little: boolean) => number | bigint }>([
  ["f4", { bytes: 4, read: (view, little) => view.getFloat32(0, little) }],
  ["f8", { bytes: 8, read: (view, little) => view.getFloat64(0, little) }],
  ["i4", { bytes: 4, read: (view, little) => view.getInt32(0, little) }],
  ["i8", { bytes: 8, read: (view, little) => view.getBigInt64(0, little) }],
]);
