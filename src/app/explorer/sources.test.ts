import { expect, test } from "vitest";
import { PUBLISHED_SPLIT_URL } from "../../dataset/split.ts";
import { askedHosts, sourceName } from "./sources.ts";

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
