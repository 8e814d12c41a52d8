import fc from "fast-check";
import { expect, test } from "vitest";
import { Text, textOf } from "./text.ts";

/** Text longer than a piece, with letters of one to four bytes and all line breaks. */
const anyLongText = fc
  .array(fc.constantFrom("a", " ", "é", "€", "🏃", "\r\n", "\n", "\r", "\ufeff"), { minLength: 1, maxLength: 30 })
  .map((letters) => `x${letters.join("").repeat(Math.ceil(150_000 / letters.length))}`);

test("a text in pieces has the letters and the lines of the whole, wherever the pieces are cut", () => {
  fc.assert(
    fc.property(anyLongText, (letters) => {
      const text = textOf(new TextEncoder().encode(letters))!;
      expect([...text.pieces()].join("")).toBe(letters);
      expect([...text.lines(1_000_000)]).toEqual(letters.split(/\r\n|\r|\n/));
    }),
    { numRuns: 20 },
  );
});

test("UTF-16 and Windows' letters beyond the first piece are read as what they are", () => {
  const units = (letters: string) => letters.split("").map((unit) => unit.charCodeAt(0));
  const end = (bytes: Uint8Array) => textOf(bytes)?.letters().slice(69_998);
  const letters = `${"a".repeat(70_000)}Größe`;
  expect(end(new Uint8Array(Uint16Array.from(units(`\ufeff${letters} 🏃`)).buffer))).toBe("aaGröße 🏃");
  expect(end(Uint8Array.from(units(letters)))).toBe("aaGröße");
  // After the mark, its two halves are on both sides of the first piece's end.
  const cut = `${"a".repeat(32_766)}🏃`;
  expect(textOf(new Uint8Array(Uint16Array.from(units(`\ufeff${cut}`)).buffer))?.letters()).toBe(cut);
});

test("a line longer than is asked for comes in parts", () => {
  const [first] = Text.from("a".repeat(500_000)).lines(100_000);
  expect(first.length).toBeGreaterThan(100_000);
  expect(first.length).toBeLessThan(200_000);
});
