import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  Call,
  checkpointContent,
  type PythonDictionary,
  type PythonValue,
  TensorFile,
  torchFile,
} from "../testing/checkpoint-file.ts";
import { randomNetwork } from "../testing/lstm-oracle.ts";
import { sharedPath } from "../testing/shared.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { NetworkConfig } from "./network.ts";

const config: NetworkConfig = { inputSize: 3, hiddenSize: 2, layers: 2, directions: 2 };
const network = randomNetwork(config, 1);

/** The content of a good checkpoint after a change to one of its dictionaries. */
function changed(dictionary: "root" | "model_state_dict" | "model_config", change: (it: PythonDictionary) => void) {
  const content = checkpointContent(network);
  change(dictionary === "root" ? content : (content.get(dictionary) as PythonDictionary));
  return torchFile(content);
}

function expectRefusal(file: Uint8Array, message: RegExp) {
  expect(() => readCheckpoint(file)).toThrow(
    expect.objectContaining({ code: "bad-checkpoint", message: expect.stringMatching(message) }),
  );
}

describe("a checkpoint in the published layout", () => {
  test("gives back its weights, and what its training noted", () => {
    const checkpoint = readCheckpoint(torchFile(checkpointContent(network)));
    expect(checkpoint).toEqual({ ...network, epoch: 7, valMae: 7.25, featureNames: ["speed", "altitude"] });
  });

  test("is read the same from a machine of the other byte order", () => {
    expect(readCheckpoint(torchFile(checkpointContent(network), "big"))).toMatchObject(network);
    expect(readCheckpoint(torchFile(checkpointContent(network), "little"))).toMatchObject(network);
  });

  test("is read the same where a tensor is a transposed view, further on in a larger storage", () => {
    const { recurrentWeights } = network.lstm[0][0];
    const columns = [0, 1].flatMap((column) => Array.from(recurrentWeights).filter((_, i) => i % 2 === column));
    const view = new TensorFile([8, 2], [9, 9, 9, ...columns], [1, 8], 3);
    const file = changed("model_state_dict", (state) => state.set("lstm.weight_hh_l0", view));
    expect(readCheckpoint(file)).toMatchObject(network);
  });

  test("may hold double precision, rounded to the single precision that models compute in", () => {
    const bias = new TensorFile([1], [150.123456789], [1], 0, "DoubleStorage");
    const file = changed("model_state_dict", (state) => state.set("fc.bias", bias));
    expect(readCheckpoint(file).head.bias).toBe(Math.fround(150.123456789));
  });

  test("may hold NumPy's number for its error", () => {
    const bytes = new Call("_codecs encode", [String.fromCharCode(0, 0, 0, 0, 0, 0, 0x1f, 0x40), "latin1"]);
    const scalar = new Call("numpy.core.multiarray scalar", [new Call("numpy dtype", ["f8", false, true]), bytes]);
    expect(readCheckpoint(changed("root", (root) => root.set("val_mae", scalar))).valMae).toBe(7.75);
  });

  test("may lack the notes of its training", () => {
    const file = changed("root", (root) => {
      for (const note of ["epoch", "val_mae", "metadata"]) root.delete(note);
    });
    expect(readCheckpoint(file)).toMatchObject({ epoch: null, valMae: null, featureNames: null });
  });
});

describe("a checkpoint that would run code is refused by the name of what it would run", () => {
  test.each([
    "os system",
    "posix system",
    "builtins eval",
    "torch load",
    "collections OrderedDict.__init__",
  ])("%s", (name) => {
    const file = changed("root", (root) => root.set("epoch", new Call(name, ["touch owned"])));
    expectRefusal(file, new RegExp(`asks Python for ${name.replace(" ", "\\.")}, .* nothing of it was run`));
  });

  test("a storage type may be named but not called", () => {
    const file = changed("root", (root) => root.set("epoch", new Call("torch FloatStorage", [1e9])));
    expectRefusal(file, /calls torch\.FloatStorage/);
  });
});

describe("a checkpoint of another network is refused", () => {
  test("where a tensor has another shape, with both shapes", () => {
    const narrow = new TensorFile([8, 2], new Float32Array(16));
    const file = changed("model_state_dict", (state) => state.set("lstm.weight_ih_l0", narrow));
    expectRefusal(file, /lstm\.weight_ih_l0 has shape \[8, 2\], and model_config calls for \[8, 3\]/);
  });

  test("where a tensor is missing, by its name", () => {
    const file = changed("model_state_dict", (state) => state.delete("lstm.bias_hh_l1_reverse"));
    expectRefusal(file, /no tensor lstm\.bias_hh_l1_reverse/);
  });

  test("where there are weights that it would not use", () => {
    const file = changed("model_config", (it) => it.set("num_layers", 1));
    expectRefusal(file, /lstm\.weight_ih_l1, which an LSTM of 1 layer\(s\) and 2 direction\(s\)/);
    const attention = changed("model_state_dict", (state) => state.set("attention.weight", new TensorFile([1], [1])));
    expectRefusal(attention, /attention\.weight/);
  });

  test("where its training diverged", () => {
    const file = changed("model_state_dict", (state) => state.set("fc.weight", new TensorFile([1, 4], [1, 2, NaN, 4])));
    expectRefusal(file, /fc\.weight holds NaN at position 2/);
  });

  test.each<[string, PythonValue]>([
    ["hidden_size", 0],
    ["hidden_size", 1e9],
    ["num_layers", 1.5],
    ["input_size", "14"],
    ["bidirectional", 1],
  ])("where model_config.%s is %s", (name, value) => {
    expectRefusal(
      changed("model_config", (it) => it.set(name, value)),
      new RegExp(`model_config\\.${name} is`),
    );
  });

  test("where it is a bare state dict", () => {
    expectRefusal(torchFile(checkpointContent(network).get("model_state_dict") ?? null), /model_state_dict is no dict/);
  });
});

describe("a damaged or foreign file is refused", () => {
  const file = torchFile(checkpointContent(network));

  test("wherever it is cut short", () => {
    for (let length = 0; length < file.length; length += 97) {
      expectRefusal(file.subarray(0, length), /cut short|no zip/);
    }
  });

  test("where a view reaches beyond its storage", () => {
    const beyond = new TensorFile([1], [1, 2, 3], [1], 3);
    expectRefusal(
      changed("model_state_dict", (state) => state.set("fc.bias", beyond)),
      /fc\.bias needs 4 numbers of storage \d+, which holds 3/,
    );
  });

  test("where a tensor lies in no storage", () => {
    const nowhere = new Call("torch._utils _rebuild_tensor_v2", [null, 0, [1], [1], false, null]);
    expectRefusal(
      changed("model_state_dict", (state) => state.set("fc.bias", nowhere)),
      /one of its tensors has no storage/,
    );
  });

  test("where weights are whole numbers", () => {
    const counts = new TensorFile([1], [150], [1], 0, "LongStorage");
    expectRefusal(
      changed("model_state_dict", (state) => state.set("fc.bias", counts)),
      /fc\.bias is kept as LongStorage/,
    );
  });

  test("where it is PyTorch's format of before 2020, with how to convert it", () => {
    const legacy = Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e);
    expectRefusal(legacy, /before version 1\.6.*torch\.save/);
  });
});

const reference = sharedPath("reference", "checkpoint.pt");

test.skipIf(reference === null)("the published layout, as PyTorch itself wrote it, is read", () => {
  const checkpoint = readCheckpoint(readFileSync(reference as string));
  expect(checkpoint.config).toEqual({ inputSize: 14, hiddenSize: 128, layers: 2, directions: 1 });
  expect(checkpoint).toMatchObject({ epoch: 13, valMae: expect.closeTo(7.7856, 4) });
  expect(checkpoint.featureNames).toHaveLength(14);
  expect(checkpoint.lstm[1][0].inputWeights).toHaveLength(512 * 128);
});
