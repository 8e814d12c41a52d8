import { expect, test } from "vitest";
import type { Opening } from "../state/explorer/split-opening.ts";
import { countWords, splitTitle } from "./explorer-words.ts";

test("how many runs the filter lets through is told as of the runs that there are", () => {
  expect([countWords(6000, 6000), countWords(1, 6000), countWords(1, 1), countWords(0, 1)]).toEqual([
    "6,000 runs",
    "1 of 6,000 runs",
    "1 run",
    "0 of 1 run",
  ]);
});

test("the page's title names the dataset whose runs are listed, or the one on its way", () => {
  const url = "https://example.org/six.parquet";
  const opening = { source: { kind: "url", url } } as Opening;
  expect(splitTitle({ opening: null, shown: null })).toBe("Datasets · Expected heart rate");
  expect(splitTitle({ opening, shown: null })).toBe("six.parquet · Expected heart rate");
});
