import { expect, test } from "vitest";
import { NOTHING_SEEN } from "../../evaluation/expected-heart-rate.ts";
import { apartWords, fittedWords } from "./two-models-words.ts";

test("two lines are said to lie apart, and the second higher or lower only where that can be read", () => {
  expect(apartWords({ apartBpm: 3.14, higherBpm: -2 }, "other")).toBe(
    "The two lines are 3.1 bpm apart on average; other expects 2.0 bpm less on average.",
  );
  expect(apartWords({ apartBpm: 3, higherBpm: 0.04 }, "other")).toMatch(/neither is the higher one\.$/);
});

test("what two models are fitted by is said once where it is the same, and else of each", () => {
  const second = { ...NOTHING_SEEN, name: "other" };
  expect(fittedWords("small", NOTHING_SEEN, second)).toBe("Both: Compared with other runners.");
  const fitted = { ...NOTHING_SEEN, kind: "warm-up" as const, fromS: 600 };
  expect(fittedWords("small", fitted, second)).toBe(
    "small: Compared with the first 10 minutes, from minute 10 on. other: Compared with other runners.",
  );
});
