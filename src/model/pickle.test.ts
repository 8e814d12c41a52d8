import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { type PickleRules, unpickle } from "./pickle.ts";

const rules: PickleRules = {
  globals: new Map([["fractions.Fraction", ([over, under]) => Number(over) / Number(under)]]),
  persistent: (id) => `outside ${id}`,
  setState: () => {},
};

/** Bytes of a pickle: numbers as they are, texts as ASCII. */
function pickle(...parts: (number | string)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part)] : [part])));
}

describe("a pickle is read as Python reads it", () => {
  // Each is what Python's pickle.dumps writes of the value, by protocol.
  test.each<[string, Uint8Array, unknown]>([
    ["None", pickle(0x80, 2, "N."), null],
    ["-3", pickle(0x80, 2, "J", 0xfd, 0xff, 0xff, 0xff, "."), -3],
    ["1.5", pickle(0x80, 2, "G", 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, "."), 1.5],
    ["2**40", pickle(0x80, 2, 0x8a, 6, 0, 0, 0, 0, 0, 1, "."), 2 ** 40],
    ["-(2**31 + 1)", pickle(0x80, 2, 0x8a, 5, 0xff, 0xff, 0xff, 0x7f, 0xff, "."), -(2 ** 31) - 1],
    ["2**64", pickle(0x80, 2, 0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, "."), 2n ** 64n],
    ["b'ab'", pickle(0x80, 3, "C", 2, "ab", "q", 0, "."), Uint8Array.of(0x61, 0x62)],
    ["'é'", pickle(0x80, 2, "X", 2, 0, 0, 0, 0xc3, 0xa9, "q", 0, "."), "é"],
    ["(1, 2, 3)", pickle(0x80, 2, "K", 1, "K", 2, "K", 3, 0x87, "q", 0, "."), [1, 2, 3]],
    [
      "{'a': [True]}",
      pickle(0x80, 2, "}q", 0, "X", 1, 0, 0, 0, "aq", 1, "]q", 2, 0x88, "as."),
      new Map([["a", [true]]]),
    ],
    [
      "['a', 'a']",
      pickle(0x80, 4, 0x95, 12, 0, 0, 0, 0, 0, 0, 0, "]", 0x94, "(", 0x8c, 1, "a", 0x94, "h", 1, "e."),
      ["a", "a"],
    ],
    ["Fraction(1, 4)", pickle(0x80, 2, "cfractions\nFraction\nq", 0, "K", 1, "K", 4, 0x86, "R."), 0.25],
    [
      "Fraction, protocol 4",
      pickle(0x80, 4, 0x8c, 9, "fractions", 0x8c, 8, "Fraction", 0x93, "K", 1, "K", 4, 0x86, "R."),
      0.25,
    ],
    ["a persistent id", pickle(0x80, 2, "K", 5, "Q."), "outside 5"],
  ])("%s", (_, bytes, value) => {
    expect(unpickle(bytes, rules)).toEqual(value);
  });
});

describe("a pickle is refused", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["that names a function beyond the rules", pickle(0x80, 2, "cos\nsystem\n."), /asks Python for os\.system/],
    ["that does so by protocol 4", pickle(0x80, 4, 0x8c, 2, "os", 0x8c, 6, "system", 0x93, "."), /os\.system/],
    ["that calls what is no function", pickle(0x80, 2, "K", 1, ")R."), /calls what is no function/],
    ["with an opcode that no state dict needs", pickle(0x80, 2, "ios\nsystem\n."), /opcode 0x69 at byte 2/],
    ["of protocol 5", pickle(0x80, 5, "N."), /protocol 5, and 2 to 4 are read/],
    ["that takes from an empty stack", pickle(0x80, 2, "."), /takes what it never put down/],
    ["that takes what lies below its mark", pickle(0x80, 2, "K", 1, "(", 0x85, "."), /takes what it never put down/],
    ["that recalls what it never kept", pickle(0x80, 2, "h", 7, "."), /entry 7 of its memo/],
    ["that sets entries of a list", pickle(0x80, 2, "]NNs."), /no dictionary/],
    ["that ends in the middle of a text", pickle(0x80, 2, "X", 9, 0, 0, 0, "ab"), /needs 9 bytes at byte 7 of 9/],
    ["that never stops", pickle(0x80, 2, "N"), /cut short/],
    ["whose global has no end", pickle(0x80, 2, "cos"), /cut short/],
  ])("%s", (_, bytes, message) => {
    expect(() => unpickle(bytes, rules)).toThrow(
      expect.objectContaining({ code: "bad-checkpoint", message: expect.stringMatching(message) }),
    );
  });

  test("or read, whatever its bytes", () => {
    const opcodes = fc.constantFrom(..."()[]}{tasuehqjrKMJGXCBcRbQN.", "\x85", "\x86", "\x87", "\x88", "\x93", "\x94");
    const part = fc.oneof(
      opcodes.map((opcode) => opcode.charCodeAt(0)),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        try {
          unpickle(pickle(0x80, 2, ...parts), rules);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PredictorError);
        }
      }),
    );
  });
});
