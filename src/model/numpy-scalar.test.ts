import { describe, expect, test } from "vitest";
import { decodeBytes, makeNumpyType, readNumpyScalar } from "./numpy-scalar.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("a number that NumPy saved", () => {
  test.each<[string, Uint8Array, number | bigint]>([
    ["f4", bytes(0, 0, 0xc8, 0x40), 6.25],
    ["f8", bytes(0, 0, 0, 0, 0, 0, 0x19, 0x40), 6.25],
    ["i4", bytes(0xfe, 0xff, 0xff, 0xff), -2],
    ["i8", bytes(13, 0, 0, 0, 0, 0, 0, 0), 13n],
  ])("of type %s", (code, value, expected) => {
    expect(readNumpyScalar([makeNumpyType([code, false, true]), value])).toBe(expected);
  });

  test("on a big-endian machine, as its type's state says", () => {
    const type = makeNumpyType(["f4", false, true]);
    type.setState([3, ">", null, null, null, -1, -1, 0]);
    expect(readNumpyScalar([type, bytes(0x40, 0xc8, 0, 0)])).toBe(6.25);
    type.setState([3, "<", null, null, null, -1, -1, 0]);
    expect(readNumpyScalar([type, bytes(0, 0, 0xc8, 0x40)])).toBe(6.25);
  });

  test("in the text that protocol 2 keeps bytes in", () => {
    expect(decodeBytes(["\x00\xc8@", "latin1"])).toEqual(bytes(0, 0xc8, 0x40));
  });

  test("is refused where it is of another kind or length", () => {
    const refusal = expect.objectContaining({ code: "bad-checkpoint", message: expect.stringMatching(/\(c16\)/) });
    expect(() => readNumpyScalar([makeNumpyType(["c16"]), bytes(1, 2)])).toThrow(refusal);
    expect(() => readNumpyScalar([makeNumpyType(["f8"]), bytes(1, 2)])).toThrow(/NumPy value/);
    expect(() => readNumpyScalar(["f8", bytes(1, 2, 3, 4, 5, 6, 7, 8)])).toThrow(/NumPy value/);
  });
});
