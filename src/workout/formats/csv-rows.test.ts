import { expect, test } from "vitest";
import { thrownBy } from "../../testing/parsing.ts";
import { readRows } from "./csv-rows.ts";
import { Text } from "./text.ts";

const rows = (letters: string) => [...readRows(Text.from(letters), ",")];
const cells = (letters: string) => rows(letters).map((row) => row.cells);

test("a doubled quote within quotes is a quote, and an empty pair an empty cell", () => {
  expect(cells('"a ""b"" c",2')).toEqual([['a "b" c', "2"]]);
  expect(cells('"",2')).toEqual([["", "2"]]);
  expect(cells('"""a""",2')).toEqual([['"a"', "2"]]);
});

test("a quote within a cell that begins without one is a letter of it", () => {
  expect(cells('0:01,5\'30",150\n0:02, "5\'31""",151')).toEqual([
    ["0:01", "5'30\"", "150"],
    ["0:02", "5'31\"", "151"],
  ]);
});

test("delimiters and line breaks within quotes belong to the cell, and lines are counted on", () => {
  expect(rows('a,"b,\n1",c\n\n2,3,4')).toEqual([
    { line: 1, cells: ["a", "b,\n1", "c"] },
    { line: 4, cells: ["2", "3", "4"] },
  ]);
});

test("a quote that stays open for longer than any row is refused where it opens, a line of as many letters as such", () => {
  const letters = `${"x".repeat(999)}\n`.repeat(1100);
  expect(thrownBy(() => rows(`a\n"${letters}`)).message).toMatch(/^Line 2 has a quote/);
  expect(thrownBy(() => rows(`a\n${letters.replaceAll("\n", " ")}`)).message).toMatch(
    /^Line 2 has more than 1,000,000/,
  );
});
