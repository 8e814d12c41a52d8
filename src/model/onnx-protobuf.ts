import { PbfReader, PbfWriter } from "pbf";

/** A computation by ONNX operators, as much of it as an LSTM needs. */
export interface OnnxGraph {
  name: string;
  /** Topologically sorted: each after those whose outputs it takes. */
  nodes: OnnxNode[];
  initializers: OnnxTensor[];
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

export interface OnnxNode {
  operator: string;
  inputs: string[];
  output: string;
  attributes?: Record<string, number | number[] | string>;
}

/** A constant: its numbers row by row. */
export interface OnnxTensor {
  name: string;
  dims: number[];
  values: Float32Array | BigInt64Array;
}

/** An entry of a model's metadata. */
export interface StringEntry {
  key: string;
  value: string;
}

/** A float32 input or output; a dimension that is known only when the model runs has a name. */
export interface OnnxValue {
  name: string;
  dims: (number | string)[];
}

/**
 * Operator set 14 is the first with today's LSTM, and IR 7 the file format that came with it
 * (https://github.com/onnx/onnx/blob/main/docs/Versioning.md): old enough for every runtime, and ONNX Runtime has
 * kernels of each node for WASM and WebGPU.
 */
const OPSET_VERSION = 14;
const IR_VERSION = 7;

/** Field numbers and enum values of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3. */
export const MODEL = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadataProps: 14 } as const;
export const STRING_ENTRY = { key: 1, value: 2 } as const;
const OPSET = { version: 2 } as const;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, int: 3, string: 4, ints: 8, type: 20 } as const;
const ATTRIBUTE_TYPE = { int: 2, string: 3, ints: 7 } as const;
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const;
const DATA_TYPE = { float: 1, int64: 7 } as const;
const VALUE = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1 } as const;
const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
const SHAPE = { dim: 1 } as const;
const DIM = { value: 1, name: 2 } as const;

/** An ONNX model (ModelProto); its metadata come last. */
export function encodeModel(graph: OnnxGraph, metadata: StringEntry[]): Uint8Array {
  const writer = new PbfWriter();
  writer.writeVarintField(MODEL.irVersion, IR_VERSION);
  writer.writeStringField(MODEL.producerName, "heart-rate-predictor");
  writer.writeMessage(MODEL.opsetImport, writeOpset, OPSET_VERSION);
  writer.writeMessage(MODEL.graph, writeGraph, graph);
  for (const entry of metadata) writer.writeMessage(MODEL.metadataProps, writeStringEntry, entry);
  return writer.finish();
}

/** Encodes an entry of a model's metadata: bytes to append to the model's own. */
export function encodeMetadata(entry: StringEntry): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(MODEL.metadataProps, writeStringEntry, entry);
  return writer.finish();
}

/** Encodes an addition to a model's graph: bytes to append to the model's own. */
export function encodeAddition(graph: Omit<OnnxGraph, "name">): Uint8Array {
  const writer = new PbfWriter();
  writer.writeMessage(MODEL.graph, writeGraph, graph);
  return writer.finish();
}

/**
 * Reads a model's outputs, skipping its weights without copying. @throws Error where the bytes are no whole message.
 */
export function readOutputs(model: Uint8Array): OnnxValue[] {
  const outputs: OnnxValue[] = [];
  new PbfReader(model).readFields((field, found, pbf) => {
    if (field === MODEL.graph) pbf.readMessage(readOutput, found);
  }, outputs);
  return outputs;
}

function readOutput(field: number, outputs: OnnxValue[], pbf: PbfReader): void {
  if (field === GRAPH.output) outputs.push(pbf.readMessage(readValue, { name: "", dims: [] }));
}

/** Through the messages that a shape lies in, each in the only field of the one around it that is of interest. */
function readValue(field: number, value: OnnxValue, pbf: PbfReader): void {
  if (field === VALUE.name) value.name = pbf.readString();
  const within = (own: number, inner: typeof readValue) => (at: number, into: OnnxValue, reader: PbfReader) => {
    if (at === own) reader.readMessage(inner, into);
  };
  const readTensorType = within(TENSOR_TYPE.shape, within(SHAPE.dim, readDim));
  if (field === VALUE.type) pbf.readMessage(within(TYPE.tensor, readTensorType), value);
}

function readDim(field: number, { dims }: OnnxValue, pbf: PbfReader): void {
  if (field === DIM.value) dims.push(pbf.readVarint());
  if (field === DIM.name) dims.push(pbf.readString());
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeVarintField(OPSET.version, version);
}

function writeStringEntry({ key, value }: StringEntry, pbf: PbfWriter): void {
  pbf.writeStringField(STRING_ENTRY.key, key);
  pbf.writeStringField(STRING_ENTRY.value, value);
}

function writeGraph(
  { name, nodes, initializers, inputs, outputs }: Omit<OnnxGraph, "name"> & { name?: string },
  pbf: PbfWriter,
): void {
  for (const node of nodes) pbf.writeMessage(GRAPH.node, writeNode, node);
  if (name !== undefined) pbf.writeStringField(GRAPH.name, name);
  for (const tensor of initializers) pbf.writeMessage(GRAPH.initializer, writeTensor, tensor);
  for (const input of inputs) pbf.writeMessage(GRAPH.input, writeValue, input);
  for (const output of outputs) pbf.writeMessage(GRAPH.output, writeValue, output);
}

function writeNode({ operator, inputs, output, attributes = {} }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(NODE.input, input);
  pbf.writeStringField(NODE.output, output);
  pbf.writeStringField(NODE.name, output);
  pbf.writeStringField(NODE.opType, operator);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(NODE.attribute, writeAttribute, attribute);
}

function writeAttribute([name, value]: [string, number | number[] | string], pbf: PbfWriter): void {
  pbf.writeStringField(ATTRIBUTE.name, name);
  if (typeof value === "number") {
    pbf.writeVarintField(ATTRIBUTE.int, value);
    pbf.writeVarintField(ATTRIBUTE.type, ATTRIBUTE_TYPE.int);
  } else if (typeof value === "string") {
    pbf.writeStringField(ATTRIBUTE.string, value);
    pbf.writeVarintField(ATTRIBUTE.type, ATTRIBUTE_TYPE.string);
  } else {
    for (const item of value) pbf.writeVarintField(ATTRIBUTE.ints, item);
    pbf.writeVarintField(ATTRIBUTE.type, ATTRIBUTE_TYPE.ints);
  }
}

function writeTensor({ name, dims, values }: OnnxTensor, pbf: PbfWriter): void {
  for (const dim of dims) pbf.writeVarintField(TENSOR.dims, dim);
  pbf.writeVarintField(TENSOR.dataType, values instanceof Float32Array ? DATA_TYPE.float : DATA_TYPE.int64);
  pbf.writeStringField(TENSOR.name, name);
  pbf.writeBytesField(TENSOR.rawData, littleEndianBytes(values));
}

/** Encodes numbers little-endian, whatever the machine's byte order. */
function littleEndianBytes(values: Float32Array | BigInt64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) {
    if (typeof value === "number") view.setFloat32(4 * i, value, true);
    else view.setBigInt64(8 * i, value, true);
  }
  return bytes;
}

function writeValue({ name, dims }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(VALUE.name, name);
  pbf.writeMessage(VALUE.type, writeType, dims);
}

function writeType(dims: OnnxValue["dims"], pbf: PbfWriter): void {
  pbf.writeMessage(TYPE.tensor, writeTensorType, dims);
}

function writeTensorType(dims: OnnxValue["dims"], pbf: PbfWriter): void {
  pbf.writeVarintField(TENSOR_TYPE.elementType, DATA_TYPE.float);
  pbf.writeMessage(TENSOR_TYPE.shape, writeShape, dims);
}

function writeShape(dims: OnnxValue["dims"], pbf: PbfWriter): void {
  for (const dim of dims) pbf.writeMessage(SHAPE.dim, writeDim, dim);
}

function writeDim(dim: number | string, pbf: PbfWriter): void {
  if (typeof dim === "number") pbf.writeVarintField(DIM.value, dim);
  else pbf.writeStringField(DIM.name, dim);
}
