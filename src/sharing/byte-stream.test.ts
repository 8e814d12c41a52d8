import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader, ByteWriter } from "./byte-stream.ts";

const LARGEST = 2 ** 49 - 1;

test("small numbers of either sign take one byte, larger ones more", () => {
  const writer = new ByteWriter();
  for (const value of [0, 127, 128]) writer.unsigned(value);
  for (const value of [0, -1, 1, -64, 64]) writer.signed(value);
  expect([...writer.toBytes()]).toEqual([0, 127, 128, 1, 0, 1, 2, 127, 128, 1]);
});

test("whatever is written is read again, and nothing is left", () => {
  const anyEntry = fc.oneof(
    fc.record({ kind: fc.constant("unsigned" as const), value: fc.maxSafeNat().map((n) => n % (LARGEST + 1)) }),
    fc.record({ kind: fc.constant("signed" as const), value: fc.integer() }),
    fc.record({ kind: fc.constant("text" as const), value: fc.string({ unit: "grapheme" }) }),
  );
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      const writer = new ByteWriter();
      for (const entry of entries) {
        if (entry.kind === "text") writer.text(entry.value);
        else writer[entry.kind](entry.value);
      }
      const reader = new ByteReader(writer.toBytes());
      expect(entries.map(({ kind }) => reader[kind]())).toEqual(entries.map(({ value }) => value));
      expect(reader.isAtEnd).toBe(true);
    }),
  );
});

test("what is no whole number, or too large to be read, is not written", () => {
  const writer = new ByteWriter();
  for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, LARGEST + 1]) {
    expect(() => writer.unsigned(value)).toThrow(RangeError);
  }
  writer.unsigned(LARGEST);
  expect(new ByteReader(writer.toBytes()).unsigned()).toBe(LARGEST);
});

test("bytes that end within a number or a text, a number without end, and a text that is none are refused", () => {
  const reader = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes));
  expect(() => reader().unsigned()).toThrow(RangeError);
  expect(() => reader(200).unsigned()).toThrow("end too soon");
  expect(() => reader(...new Array<number>(8).fill(255)).unsigned()).toThrow("too long");
  expect(() => reader(5, 65).text()).toThrow("ends too soon");
  expect(() => reader(1, 255).text()).toThrow(TypeError);
});
