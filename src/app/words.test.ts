import { describe, expect, test } from "vitest";
import type { Finding } from "../evaluation/finding.ts";
import { bytesWords, findingWords } from "./words.ts";

const higher: Finding = {
  kind: "higher",
  meanDifferenceBpm: 6.2,
  comparedS: 2880,
  withinUsual: null,
  concentration: null,
  usualBpm: null,
};

describe("the finding in words", () => {
  test("says how much, which way, over how long and where", () => {
    const finding: Finding = { ...higher, concentration: { fromS: 1800, toS: 2880, share: 0.7 } };
    expect(findingWords(finding, 2880).sentence).toBe(
      "6 bpm higher than expected over 48 minutes, most of it after minute 30.",
    );
  });

  test("names the start and the middle of a run as such", () => {
    const at = (fromS: number, toS: number) =>
      findingWords({ ...higher, kind: "lower", concentration: { fromS, toS, share: 0.6 } }, 3000).sentence;
    expect(at(0, 300)).toBe("6 bpm lower than expected over 48 minutes, most of it in the first 5 minutes.");
    expect(at(600, 1200)).toContain("most of it between minutes 10 and 20.");
  });

  test("says so where the heart rate is known for a part of the run only", () => {
    expect(findingWords(higher, 6000).sentence).toBe(
      "6 bpm higher than expected over the 48 minutes with a heart rate.",
    );
  });

  test("is careful with a difference that is usual between runners, and plain with one that is not", () => {
    const usualBpm = { lowerBpm: -19, upperBpm: 20 };
    expect(findingWords({ ...higher, withinUsual: true, usualBpm }, 2880).caution).toContain(
      "within what is usual between runners (−19 to +20 bpm)",
    );
    expect(findingWords({ ...higher, withinUsual: false, usualBpm }, 2880).caution).toContain("more than is usual");
  });

  test("does not make a difference of nothing", () => {
    const finding: Finding = { ...higher, kind: "as-expected", meanDifferenceBpm: -0.3 };
    expect(findingWords(finding, 2880).sentence).toBe("As expected: no difference on average over 48 minutes.");
    expect(findingWords({ ...finding, meanDifferenceBpm: -1.4 }, 2880).sentence).toContain("1 bpm lower on average");
  });

  test("says of a file without heart rate that there is nothing to compare", () => {
    const finding: Finding = { ...higher, kind: "no-heart-rate", meanDifferenceBpm: Number.NaN, comparedS: 0 };
    expect(findingWords(finding, 2880).sentence).toContain("No heart rate in this file");
  });
});

test("loading tells the megabytes, with a total where the server states one", () => {
  const loading = { state: "loading", run: "", warmingUp: false, loadedBytes: 3_200_000 } as const;
  expect(bytesWords({ ...loading, totalBytes: 14_900_000 })).toBe("3.2 of 14.9 MB");
  expect(bytesWords({ ...loading, totalBytes: null })).toBe("3.2 MB");
});
