import { expect, test } from "vitest";
import { PUBLISHED_SPLIT_URL } from "../../../dataset/published.ts";
import { askedHosts, isSameSource, type SplitSource, sourceName, withSource } from "./sources.ts";

test("who is asked is named, with those that Hugging Face sends downloads on to", () => {
  expect(askedHosts("https://example.org:8443/a/b.parquet")).toBe("example.org:8443");
  expect(askedHosts(PUBLISHED_SPLIT_URL)).toContain("*.hf.co");
});

test("a split is called by its file's name", () => {
  const name = (url: string) => sourceName({ kind: "url", url });
  expect(name("https://example.org/data/my%20runs.parquet?v=2")).toBe("my runs.parquet");
  expect(name("https://example.org/%E0%A4%A/")).toBe("example.org");
  expect(name("https://example.org/%E0%A4%A")).toBe("%E0%A4%A");
  expect(sourceName({ kind: "file", file: new File([], "a.parquet") })).toBe("a.parquet");
});

test("two of one name are told apart by address, and by what a file is; one that is dropped again is the same", () => {
  const file = (bytes: string, lastModified: number): SplitSource => ({
    kind: "file",
    file: new File([bytes], "a.parquet", { lastModified }),
  });
  const url = (path: string): SplitSource => ({ kind: "url", url: `https://example.org/${path}/test.parquet` });
  expect(isSameSource(file("1234", 1), file("1234", 1))).toBe(true);
  expect(isSameSource(file("1234", 1), file("5678", 2))).toBe(false);
  expect(isSameSource(file("1234", 1), file("12345", 1))).toBe(false);
  expect([url("a"), url("b"), url("a")].reduce(withSource, [] as readonly SplitSource[])).toHaveLength(2);
});
