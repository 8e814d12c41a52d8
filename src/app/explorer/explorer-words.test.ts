import { expect, test } from "vitest";
import { countWords } from "./explorer-words.ts";

test("how many runs the filter lets through is told as of the runs that there are", () => {
  expect([countWords(6000, 6000), countWords(1, 6000), countWords(1, 1), countWords(0, 1)]).toEqual([
    "6,000 runs",
    "1 of 6,000 runs",
    "1 run",
    "0 of 1 run",
  ]);
});
