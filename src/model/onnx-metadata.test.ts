import { describe, expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import { contractMetadata, readContract, withContract } from "./onnx-metadata.ts";
import { encodeMetadata } from "./onnx-protobuf.ts";
import { writeOnnx } from "./onnx-writer.ts";
import type { Scaler } from "./scaler.ts";

const scaler: Scaler = { mean: [9.5, 115, 0], std: [2, 12.5, 1] };
const network = randomNetwork({ inputSize: 3, hiddenSize: 4, layers: 2, directions: 1 }, 1);
const contract = anyContract({ features: ["speed", "altitude", "gender"], errors: null, intervals: null });
const model = writeOnnx(network, scaler, contract);

function expectRefusal(bytes: Uint8Array, message: RegExp) {
  const refusal = expect.objectContaining({ code: "bad-model", message: expect.stringMatching(message) });
  expect(() => readContract(bytes)).toThrow(refusal);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe("a model's contract", () => {
  test("is read from its metadata as it was written", () => {
    expect(readContract(model)).toEqual(contract);
  });

  test("keeps letters of any script", () => {
    const named = { ...contract, name: "gemessen – 測定済み" };
    expect(readContract(writeOnnx(network, scaler, named))).toEqual(named);
  });

  test("is found between metadata of others", () => {
    const note = encodeMetadata({ key: "author", value: "someone" });
    expect(readContract(join(note, model, note))).toEqual(contract);
  });

  test("takes the place of an earlier one, and nothing else in the file changes", () => {
    const note = encodeMetadata({ key: "author", value: "someone" });
    const renamed = { ...contract, name: "another" };
    const described = withContract(join(note, model, note), renamed);
    expect(readContract(described)).toEqual(renamed);
    expect(withContract(described, contract)).toEqual(withContract(join(note, model, note), contract));
    const alone = model.subarray(0, -encodeMetadata(contractMetadata(contract)).length);
    expect(() => readContract(alone)).toThrow("carries no contract");
    expect(withContract(alone, contract)).toEqual(model);
    expect(withContract(join(note, model), contract)).toEqual(join(note, model));
  });
});

describe("a file is refused that", () => {
  test("is no ONNX model", () => {
    for (const foreign of [
      "",
      "PK\x03\x04",
      "<html>not found</html>",
      '{"version": 1}',
      "\0".repeat(64),
      "\xff".repeat(64),
    ]) {
      expectRefusal(Uint8Array.from(Buffer.from(foreign, "latin1")), /no ONNX model/);
    }
  });

  test("was cut short, wherever", () => {
    for (let length = 0; length < model.length; length += 101) {
      expectRefusal(model.subarray(0, length), /cut short|carries no contract/);
    }
  });

  test("carries no contract", () => {
    const withoutMetadata = model.subarray(0, model.length - encodeMetadata(metadataOf(model)).length);
    expectRefusal(withoutMetadata, /carries no contract/);
    expectRefusal(join(withoutMetadata, encodeMetadata({ key: "licence", value: "MIT" })), /carries no contract/);
  });

  test("carries a contract that is no JSON, or not understood", () => {
    const bare = model.subarray(0, model.length - encodeMetadata(metadataOf(model)).length);
    expectRefusal(join(bare, encodeMetadata({ key: "contract", value: "{version" })), /no JSON/);
    expectRefusal(join(bare, encodeMetadata({ key: "contract", value: '{"version": 2}' })), /newer than this program/);
  });
});

function metadataOf(bytes: Uint8Array) {
  return { key: "contract", value: JSON.stringify(readContract(bytes)) };
}
