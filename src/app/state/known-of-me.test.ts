import { describe, expect, test } from "vitest";
import { bestEffortOf, knowledgeOf, NOTHING_STATED, parseBestDistance, parseBestTime } from "./known-of-me.ts";

describe("a best effort", () => {
  test("is typed as a distance in the page's unit, or in any that is named, and a time", () => {
    expect([parseBestDistance(" 5 ", "km"), parseBestDistance("800 m", "mi"), parseBestDistance("", "km")]).toEqual([
      5000,
      800,
      null,
    ]);
    expect(parseBestDistance("13.1", "mi")).toBeCloseTo(21_082, 0);
    expect([parseBestTime("22:30"), parseBestTime("1:45:00"), parseBestTime(" ")]).toEqual([1350, 6300, null]);
    for (const typed of ["0", "-5", "far", "5 5"]) expect(parseBestDistance(typed, "km")).toBe("invalid");
    for (const typed of ["22", "0:00", "soon", "22:5"]) expect(parseBestTime(typed)).toBe("invalid");
  });

  test("counts once both are stated and can be one", () => {
    expect(bestEffortOf({ ...NOTHING_STATED, bestDistanceM: 5000 })).toBeNull();
    const best = { restingBpm: 48, thresholdBpm: 170, bestDistanceM: 5000, bestTimeS: 1200 };
    expect(knowledgeOf({ maximumHeartRateBpm: 187, knownOfMe: best })).toEqual({
      maximumBpm: 187,
      restingBpm: 48,
      thresholdBpm: 170,
      bestKmh: expect.closeTo(15, 9),
    });
    const impossible = { ...best, bestTimeS: 300 };
    expect(bestEffortOf(impossible)).toEqual({ problem: expect.stringContaining("so fast") });
    expect(knowledgeOf({ maximumHeartRateBpm: null, knownOfMe: impossible })).toEqual({
      restingBpm: 48,
      thresholdBpm: 170,
    });
  });
});
