import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_DEPTH, MAX_POINTS, MAX_QUOTED_BYTES } from "../../base/limits.ts";
import { thrownBy } from "../../testing/parsing.ts";
import { readLiteral as readText } from "./literal.ts";
import { Text } from "./text.ts";

const readLiteral = (letters: string) => readText(Text.from(letters));

test.each([
  ["{'a': [1, -2.5, .5, 1e3, +4], }", { a: [1, -2.5, 0.5, 1000, 4] }],
  ["[None, True, False, null, true, false]", [null, true, false, null, true, false]],
  ["(1, 2)", [1, 2]],
  ["[]", []],
  ["{}", {}],
  [String.raw`['it\'s', "it's", 'a\nb\\', '\x41\u00e9\U0001F3C3']`, ["it's", "it's", "a\nb\\", "Aé🏃"]],
])("Python's %s", (text, value) => {
  expect(readLiteral(text)).toEqual(value);
});

test.each([
  "\ufeff\ufeff[1, 2]",
  "\u00a0[1,\u00a02]\n\ufeff",
])("marks and blanks beyond ASCII are blanks: %j", (text) => {
  expect(readLiteral(text)).toEqual([1, 2]);
});

test("NaN, as Python's json writes it, is a missing number", () => {
  expect(readLiteral('{"speed": [NaN, 8]}')).toEqual({ speed: [Number.NaN, 8] });
});

test("every JSON value reads the same through the reader for Python", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      // The comma after the last entry makes JSON's own parser fail.
      expect(readLiteral(`[${JSON.stringify(value)},]`)).toEqual(JSON.parse(JSON.stringify([value])));
    }),
  );
});

test.each([
  ["[1, 2", 'column 6 has the end where "," or "]" belongs'],
  ["[1 2]", 'column 4 has "2]" where "," or "]" belongs'],
  ["{1: 2}", "a field name in quotes"],
  ["{'a' 2}", '":" after the field name'],
  ["['abc", "the closing '"],
  ["[import]", "a value"],
  ["['\\u12']", "4 hexadecimal digits"],
  ["[1] [2]", "the end of the text"],
  ["[1,\n 2,\n x]", "line 3, column 2"],
  ["[1,\n 'Größe 🏃', x]", "line 2, column 13"],
])("%j is refused with its place", (text, place) => {
  const { code, message } = thrownBy(() => readLiteral(text));
  expect(code).toBe("malformed-json");
  expect(message).toContain(place);
});

test("lists within lists beyond any record do not exhaust the stack", () => {
  expect(thrownBy(() => readLiteral("[".repeat(1_000_000))).message).toContain(`${MAX_DEPTH}`);
});

test("a text too long for the engine's own parser reads the same from its bytes", () => {
  const run = {
    runner: "Größe",
    speed: Array.from({ length: 400_000 }, (_, i) => i / 10),
    note: "\u00e9".repeat(5_000_000),
  };
  const long = [run, { ...run, note: "x".repeat(9_000_000) }];
  expect(readLiteral(JSON.stringify(long))).toEqual(long);
});

test.each([
  ["values in one list", `[${"8,".repeat(MAX_POINTS)}8]`],
  ["values", `[${`[${"8,".repeat(400_000)}8],`.repeat(51)}8]`],
  ["fields", `[${`{${"'a':8,".repeat(400_000)}},`.repeat(3)}]`],
  ["between quotes", `["${"a".repeat(MAX_QUOTED_BYTES + 2)}"]`],
])("more %s than are read are refused as too large", (what, text) => {
  expect(thrownBy(() => readLiteral(text))).toMatchObject({
    code: "too-large",
    message: expect.stringContaining(what),
  });
});
