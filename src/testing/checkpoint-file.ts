import { zipSync } from "fflate";
import type { LstmNetwork } from "../model/network.ts";
import { layerInputs, layerUnits } from "../model/network.ts";

/** A Python value to be pickled: a Map is a dictionary, an array a list. */
export type PythonValue = null | boolean | number | string | PythonValue[] | PythonDictionary | TensorFile | Call;
export type PythonDictionary = Map<PythonValue, PythonValue>;

/** A tensor and the numbers of its storage. */
export class TensorFile {
  constructor(
    readonly shape: number[],
    readonly numbers: ArrayLike<number>,
    readonly strides: number[] = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1)),
    readonly offset = 0,
    readonly storageType: "FloatStorage" | "DoubleStorage" | "LongStorage" = "FloatStorage",
  ) {}
}

/** A call that Python would make while it reads the pickle, such as "os system". */
export class Call {
  constructor(
    readonly name: string,
    readonly args: PythonValue[],
  ) {}
}

/** A checkpoint in the published layout; what is changed in it makes the cases of the tests. */
export function checkpointContent({ config, lstm, head }: LstmNetwork): PythonDictionary {
  const { inputSize, hiddenSize, layers, directions } = config;
  const gates = 4 * hiddenSize;
  const stateDict: PythonDictionary = new Map();
  lstm.forEach((layerWeights, layer) => {
    layerWeights.forEach((weights, direction) => {
      const suffix = `l${layer}${direction === 1 ? "_reverse" : ""}`;
      const inputs = layerInputs(config, layer);
      stateDict.set(`lstm.weight_ih_${suffix}`, new TensorFile([gates, inputs], weights.inputWeights));
      stateDict.set(`lstm.weight_hh_${suffix}`, new TensorFile([gates, hiddenSize], weights.recurrentWeights));
      stateDict.set(`lstm.bias_ih_${suffix}`, new TensorFile([gates], weights.inputBias));
      stateDict.set(`lstm.bias_hh_${suffix}`, new TensorFile([gates], weights.recurrentBias));
    });
  });
  stateDict.set("fc.weight", new TensorFile([1, layerUnits(config)], head.weights));
  stateDict.set("fc.bias", new TensorFile([1], [head.bias]));
  const modelConfig: PythonDictionary = new Map<PythonValue, PythonValue>([
    ["input_size", inputSize],
    ["hidden_size", hiddenSize],
    ["num_layers", layers],
    ["dropout", 0.3],
    ["bidirectional", directions === 2],
  ]);
  return new Map<PythonValue, PythonValue>([
    ["epoch", 7],
    ["model_state_dict", stateDict],
    ["val_mae", 7.25],
    ["model_config", modelConfig],
    ["metadata", new Map([["data_metadata", new Map([["feature_names", ["speed", "altitude"]]])]])],
  ]);
}

/** The file that `torch.save` would write of a value: pickle protocol 2 in a zip without compression. */
export function torchFile(root: PythonValue, byteOrder?: "little" | "big"): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  const text = new TextEncoder();
  entries["model/data.pkl"] = Uint8Array.from([0x80, 2, ...pickle(root, entries, byteOrder !== "big"), 0x2e]);
  if (byteOrder) entries["model/byteorder"] = text.encode(byteOrder);
  entries["model/version"] = text.encode("3\n");
  return zipSync(entries, { level: 0 });
}

function pickle(value: PythonValue, entries: Record<string, Uint8Array>, littleEndian: boolean): number[] {
  const inner = (item: PythonValue) => pickle(item, entries, littleEndian);
  const tuple = (...items: number[][]) => [0x28, ...items.flat(), 0x74];
  if (value === null) return [0x4e];
  if (typeof value === "boolean") return [value ? 0x88 : 0x89];
  if (typeof value === "number") return Number.isInteger(value) ? [0x4a, ...int32(value)] : [0x47, ...float64(value)];
  if (typeof value === "string") return [0x58, ...int32(utf8(value).length), ...utf8(value)];
  if (Array.isArray(value)) return [0x5d, 0x28, ...value.flatMap(inner), 0x65];
  if (value instanceof Map) return [0x7d, 0x28, ...[...value].flat().flatMap(inner), 0x75];
  if (value instanceof Call) return [...global(value.name), ...tuple(...value.args.map(inner)), 0x52];
  const key = String(Object.keys(entries).length);
  entries[`model/data/${key}`] = storageBytes(value, littleEndian);
  const storage = tuple(
    inner("storage"),
    global(`torch ${value.storageType}`),
    inner(key),
    inner("cpu"),
    inner(value.numbers.length),
  );
  const args = tuple(
    [...storage, 0x51],
    inner(value.offset),
    tuple(...value.shape.map(inner)),
    tuple(...value.strides.map(inner)),
    inner(false),
    [...global("collections OrderedDict"), ...tuple(), 0x52],
  );
  return [...global("torch._utils _rebuild_tensor_v2"), ...args, 0x52];
}

function global(moduleAndName: string): number[] {
  return [0x63, ...utf8(`${moduleAndName.replace(" ", "\n")}\n`)];
}

function storageBytes({ numbers, storageType }: TensorFile, littleEndian: boolean): Uint8Array {
  const size = storageType === "FloatStorage" ? 4 : 8;
  const view = new DataView(new ArrayBuffer(size * numbers.length));
  Array.from(numbers).forEach((value, i) => {
    if (storageType === "FloatStorage") view.setFloat32(4 * i, value, littleEndian);
    else if (storageType === "DoubleStorage") view.setFloat64(8 * i, value, littleEndian);
    else view.setBigInt64(8 * i, BigInt(value), littleEndian);
  });
  return new Uint8Array(view.buffer);
}

function int32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
}

function float64(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, false);
  return [...new Uint8Array(view.buffer)];
}

function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
