import fc from "fast-check";
import { expect, test } from "vitest";
import { webAddress } from "./web-address.ts";

test("an address of the web is kept as servers are asked for it", () => {
  expect(webAddress("https://example.org/a b.parquet?v=1#row")).toBe("https://example.org/a%20b.parquet?v=1");
  expect(webAddress("HTTP://Example.org:8080")).toBe("http://example.org:8080/");
});

test("what is none, or should not be passed on, is refused", () => {
  for (const text of [
    "",
    "test.parquet",
    "//example.org/a",
    "https://",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "data:text/plain,a",
    "https://me:secret@example.org/a",
    `https://example.org/${"a".repeat(2000)}`,
    `https://example.org/${"ü".repeat(1000)}`,
  ]) {
    expect(webAddress(text), text).toBeNull();
  }
});

test("an address that was read reads the same again", () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (text) => {
      const url = webAddress(text);
      expect(url).not.toBeNull();
      expect(webAddress(url as string)).toBe(url);
    }),
  );
});
