import { PbfReader } from "pbf";
import { concatenate } from "../base/concatenate.ts";
import { PredictorError } from "../base/error.ts";
import type { ModelContract } from "./contract.ts";
import { validateContract } from "./contract-validation.ts";
import { encodeMetadata, MODEL, STRING_ENTRY, type StringEntry } from "./onnx-protobuf.ts";

/** The key of `metadata_props` under which a model keeps its contract. */
const CONTRACT_KEY = "contract";

/**
 * The contract that an ONNX model carries in its metadata; its weights are passed over, not copied.
 * @throws PredictorError `bad-model` where the bytes are no whole ONNX model or hold no contract that is understood,
 * `unknown-feature` where it asks for a column that the catalogue lacks.
 */
export function readContract(modelBytes: Uint8Array): ModelContract {
  const [found] = findContracts(modelBytes);
  if (found === undefined) {
    throw new PredictorError(
      "bad-model",
      "This ONNX model carries no contract: what its inputs are, and how they are made, can't be known. Use one that was built by this program's import-checkpoint, or describe it by its describe-model.",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(found.json);
  } catch (cause) {
    throw new PredictorError("bad-model", `This model's contract is no JSON: ${(cause as Error).message}.`, cause);
  }
  return validateContract(value);
}

/**
 * A contract as the metadata that a model carries.
 * @throws PredictorError `bad-model`, `unknown-feature` where the contract would be refused when read.
 */
export function contractMetadata(contract: ModelContract): StringEntry {
  return { key: CONTRACT_KEY, value: JSON.stringify(validateContract(contract)) };
}

/**
 * A model under a contract, in place of any that it carried; its graph stays as it is.
 * @throws PredictorError `bad-model` where the bytes are no whole ONNX model, or the contract would be refused when
 * read; `unknown-feature`.
 */
export function withContract(modelBytes: Uint8Array, contract: ModelContract): Uint8Array {
  const kept: Uint8Array[] = [];
  let keptTo = 0;
  for (const { from, to } of findContracts(modelBytes)) {
    kept.push(modelBytes.subarray(keptTo, from));
    keptTo = to;
  }
  kept.push(modelBytes.subarray(keptTo));
  return concatenate(Uint8Array, [...kept, encodeMetadata(contractMetadata(contract))]);
}

/** A contract as it stands in a model's bytes. */
interface FoundContract {
  json: string;
  /** Range of the bytes that hold it, its key with it. */
  from: number;
  to: number;
}

/** The contracts that a model carries: one, unless somebody has added to it. */
function findContracts(modelBytes: Uint8Array): FoundContract[] {
  const found: FoundContract[] = [];
  const seen = new Set<number>();
  const reader = new PbfReader(modelBytes);
  try {
    for (let from = 0, field = reader.nextField(); field; from = reader.pos, field = reader.nextField()) {
      seen.add(field);
      const entry = field === MODEL.metadataProps ? readEntry(reader) : null;
      if (!entry) reader.skip(reader.type);
      else if (entry.key === CONTRACT_KEY) found.push({ json: entry.value, from, to: reader.pos });
    }
  } catch (cause) {
    throw noModel(cause);
  }
  if (!seen.has(MODEL.irVersion) || !seen.has(MODEL.graph) || reader.pos !== modelBytes.length) throw noModel();
  return found;
}

function readEntry(reader: PbfReader): StringEntry {
  return reader.readMessage(
    (field, entry, pbf) => {
      if (field === STRING_ENTRY.key) entry.key = pbf.readString();
      if (field === STRING_ENTRY.value) entry.value = pbf.readString();
    },
    { key: "", value: "" },
  );
}

function noModel(cause?: unknown): PredictorError {
  return new PredictorError(
    "bad-model",
    "This is no ONNX model, or one that was cut short. Choose a whole .onnx file.",
    cause,
  );
}
