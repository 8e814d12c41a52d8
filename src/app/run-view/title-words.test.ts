import { describe, expect, test } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { Finding } from "../../evaluation/finding.ts";
import { trackOf } from "../../testing/tracks.ts";
import { type RunItem, viewOf } from "../state/run-items.ts";
import { runTitle } from "./title-words.ts";

const item: RunItem = {
  id: 1,
  name: "morning.fit",
  origin: { kind: "file" },
  source: { kind: "track", track: trackOf({ heartRateBpm: [150, 151] }), smoothingWindow: null },
  linked: null,
  state: "done",
  result: null,
  error: null,
  excluded: {},
  keptAs: {},
};

function finding(kind: Finding["kind"], meanDifferenceBpm: number, withinUsual = true): Finding {
  return {
    ...{ kind, meanDifferenceBpm, meanAbsoluteDifferenceBpm: 9.2, comparedS: 3600, withinUsual },
    usualBpm: { lowerBpm: -10, upperBpm: 10 },
    ...{ concentration: null, isOfSettling: false },
  };
}

function titleOf(kind: Finding["kind"], meanDifferenceBpm = 0, withinUsual = true): string {
  return runTitle(viewOf(item, 0), { finding: finding(kind, meanDifferenceBpm, withinUsual) });
}

describe("the page's title", () => {
  test("is the start of the finding, and the run's name", () => {
    expect(titleOf("higher", 3.2)).toBe("Nothing unusual (+3 bpm) · morning.fit");
    expect(titleOf("lower", -11.7, false)).toBe("Unusually low (−12 bpm) · morning.fit");
    expect(titleOf("as-expected", 0.4)).toBe("As expected · morning.fit");
    expect(titleOf("mixed", 0.4)).toBe("Harder in parts, easier in others · morning.fit");
    expect(titleOf("no-heart-rate", Number.NaN)).toBe("Expected heart rate · morning.fit");
  });

  test("leads with no figure of what is no run", () => {
    const walk = {
      ...item,
      source: { kind: "track", track: trackOf({ heartRateBpm: [90] }, { sport: "walking" }), smoothingWindow: null },
    } as const;
    const title = runTitle(viewOf(walk, 0), { finding: finding("higher", 3) });
    expect(title).toBe("Not a run: the file calls it “walking” · morning.fit");
  });

  test("says where there is nothing found yet, and what went wrong", () => {
    const titled = (changes: Partial<RunItem>) => runTitle(viewOf({ ...item, ...changes }, 0), null);
    expect(runTitle(null, null)).toBe("Expected heart rate");
    expect(titled({ state: "predicting" })).toBe("Predicting · morning.fit");
    expect(titled({ state: "stopped" })).toBe("Stopped · morning.fit");
    const error = new PredictorError("bad-link", "It is damaged.");
    expect(titled({ error })).toBe("Not predicted · morning.fit");
    expect(titled({ error, origin: { kind: "link", hash: "#r2.abc" } })).toBe("Link not opened · morning.fit");
  });
});
