import { PredictorError } from "../base/error.ts";
import { readIn } from "../workout/archive/byte-reading.ts";
import { isZip, type ZipEntry, zipDirectory } from "../workout/archive/zip-directory.ts";
import { packedFrom } from "../workout/archive/zip-entry.ts";
import { decodeBytes, makeNumpyType, NumpyType, readNumpyScalar } from "./numpy-scalar.ts";
import { type PickleGlobal, unpickle } from "./pickle.ts";
import { torchFolder } from "./torch-folder.ts";

/** A tensor as the pickle describes it: a view, by shape and strides, of numbers in a storage. */
export class Tensor {
  constructor(
    readonly storage: Storage,
    /** Numbers before the first one. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Distance in numbers between neighbours along each axis. */
    readonly strides: readonly number[],
  ) {}
}

/** A run of numbers of one type: the archive's entry `data/<key>`. */
class Storage {
  constructor(
    readonly key: string,
    /** Storage type as torch names it, such as "FloatStorage". */
    readonly type: string,
    readonly length: number,
  ) {}
}

/** Content of a file that `torch.save` wrote. */
export interface TorchArchive {
  /** The saved object, as `unpickle` maps it; tensors are `Tensor`s. */
  root: unknown;
  /**
   * The numbers of a tensor, row by row, whatever its strides.
   * @throws PredictorError `bad-checkpoint` where they are no floating-point numbers or lie outside the file's.
   */
  readTensor(tensor: Tensor, name: string): Float32Array;
}

/**
 * Opens a file that `torch.save` wrote since PyTorch 1.6: a zip of one pickle (`data.pkl`), the tensors' numbers
 * (`data/0`, `data/1`, …) and their byte order (`byteorder`; little-endian where it is missing).
 * Source: torch/serialization.py and caffe2/serialize/inline_container.h of PyTorch.
 *
 * Nothing in the file is run: of what a pickle may name, only what makes up tensors and plain numbers is known.
 * @throws PredictorError `bad-checkpoint`.
 */
export function openTorchArchive(bytes: Uint8Array): TorchArchive {
  refuseOtherFiles(bytes);
  const files = new TorchFiles(bytes);
  const littleEndian = readByteOrder(files.find("byteorder"));
  return {
    root: unpickle(files.get("data.pkl"), { globals, persistent: readStorageId, setState }),
    readTensor: (tensor, name) => gather(tensor, files.get(`data/${tensor.storage.key}`), littleEndian, name),
  };
}

/** Number types that weights come in; models compute in float32, whatever they were saved in. */
const elementTypes: Record<string, { bytes: number; read: (view: DataView, at: number, little: boolean) => number }> = {
  DoubleStorage: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  FloatStorage: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  HalfStorage: { bytes: 2, read: (view, at, little) => float16(view.getUint16(at, little)) },
};

/** Storages that a checkpoint may hold beside the weights, such as an optimizer's step counts. */
const otherStorages = ["BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool"].map((type) => `${type}Storage`);

const globals = new Map<string, ((args: unknown[]) => unknown) | null>([
  ["collections.OrderedDict", () => new Map()],
  ["torch._utils._rebuild_tensor_v2", makeTensor],
  ...[...Object.keys(elementTypes), ...otherStorages].map((type) => [`torch.${type}`, null] as const),
  ["torch.float64", null],
  ["torch.float32", null],
  ["torch.float16", null],
  // A loss averaged with NumPy is saved as NumPy's own number.
  ["numpy.core.multiarray.scalar", readNumpyScalar],
  ["numpy._core.multiarray.scalar", readNumpyScalar],
  ["numpy.dtype", makeNumpyType],
  ["_codecs.encode", decodeBytes],
]);

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)`. */
function makeTensor([storage, offset, shape, strides]: unknown[]): Tensor {
  if (!isCount(offset) || !isCounts(shape) || !isCounts(strides) || shape.length !== strides.length) {
    throw bad("one of its tensors has no offset, shape and strides");
  }
  if (!(storage instanceof Storage)) throw bad("one of its tensors has no storage");
  return new Tensor(storage, offset, shape, strides);
}

/** `("storage", torch.FloatStorage, key, device, number of elements)`. */
function readStorageId(id: unknown): Storage {
  const [kind, type, key, , length] = Array.isArray(id) ? id : [];
  const global = (type as Partial<PickleGlobal> | undefined)?.global;
  if (kind !== "storage" || global === undefined || typeof key !== "string" || !isCount(length)) {
    throw bad("it points outside itself to what is no tensor storage");
  }
  return new Storage(key, global.slice("torch.".length), length);
}

/** An OrderedDict's state holds its attributes, such as a state dict's `_metadata`: versions of layers. */
function setState(object: unknown, state: unknown): void {
  if (object instanceof NumpyType) object.setState(state);
  else if (!(object instanceof Map)) throw bad("it gives a state to what is no dictionary");
}

function gather(tensor: Tensor, entry: Uint8Array, littleEndian: boolean, name: string): Float32Array {
  const { storage, offset, shape, strides } = tensor;
  const type = elementTypes[storage.type];
  if (!type) throw bad(`${name} is kept as ${storage.type}, and weights are read as float64, float32 or float16`);
  const last = shape.reduce((at, size, axis) => at + (size - 1) * strides[axis], offset);
  const available = Math.min(storage.length, Math.floor(entry.length / type.bytes));
  if (last >= available) {
    throw bad(`${name} needs ${last + 1} numbers of storage ${storage.key}, which holds ${available}`);
  }
  const view = new DataView(entry.buffer, entry.byteOffset, entry.length);
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  return values.map((_, index) => {
    let rest = index;
    let at = offset;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return type.read(view, at * type.bytes, littleEndian);
  });
}

/** IEEE 754 binary16. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 25) * (1024 + fraction);
}

function readByteOrder(entry: Uint8Array | undefined): boolean {
  const order = entry === undefined ? "little" : new TextDecoder().decode(entry).trim();
  if (order !== "little" && order !== "big") throw bad(`its byte order is "${order}", neither little nor big`);
  return order === "little";
}

function refuseOtherFiles(bytes: Uint8Array): void {
  if (isZip(bytes)) return;
  if (startsWith(bytes, LEGACY_TORCH)) {
    throw bad(
      "it is in the format that PyTorch wrote before version 1.6. Load it in PyTorch and save it again with torch.save",
    );
  }
  throw bad("it is no zip archive, which torch.save writes. Choose the .pt file itself");
}

/** A pickle (protocol 2) of torch.serialization's MAGIC_NUMBER, 0x1950a86a20f9469cfc6c. */
const LEGACY_TORCH = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** The files that `torch.save` put into one, by their names in its folder. */
class TorchFiles {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const entries = soundly(() => readIn(bytes, zipDirectory(bytes.length)));
    const folder = torchFolder(entries);
    if (folder === null) throw bad("it is a zip archive without the data.pkl that torch.save writes");
    this.#entries = new Map(entries.map((entry) => [entry.name.slice(folder.length), entry]));
  }

  get(name: string): Uint8Array {
    const content = this.find(name);
    if (content === undefined) throw bad(`its zip archive has no ${name.slice(0, 100)}`);
    return content;
  }

  find(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    // torch.save compresses nothing: what does may unpack beyond any memory.
    if (entry.method !== 0) {
      throw bad(`its ${name.slice(0, 100)} is compressed, which torch.save never does. Save it again from PyTorch`);
    }
    const from = soundly(() => readIn(this.#bytes, packedFrom(entry)));
    return this.#bytes.subarray(from, from + entry.packedBytes);
  }
}

/** Runs a read, turning an archive's errors into ones about the checkpoint. */
function soundly<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw bad("its zip archive is cut short or damaged. Copy or download it again", cause);
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

function bad(reason: string, cause?: unknown): PredictorError {
  return new PredictorError("bad-checkpoint", `This checkpoint can't be read: ${reason}.`, cause);
}
