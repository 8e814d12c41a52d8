import fc from "fast-check";
import { expect, test } from "vitest";
import { thrownBy } from "../../testing/parsing.ts";
import { MAX_DEPTH } from "./limits.ts";
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

test("NaN, as Python's json writes it, is a missing number", () => {
  expect(readLiteral('{"speed": [NaN, 8]}')).toEqual({ speed: [Number.NaN, 8] });
});

test("every JSON value reads the same through the reader for Python", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      // The comma after the last entry keeps JSON's own parser out.
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
])("%j is refused with its place", (text, place) => {
  const { code, message } = thrownBy(() => readLiteral(text));
  expect(code).toBe("malformed-json");
  expect(message).toContain(place);
});

test("lists within lists beyond any record do not exhaust the stack", () => {
  expect(thrownBy(() => readLiteral("[".repeat(1_000_000))).message).toContain(`${MAX_DEPTH}`);
});
