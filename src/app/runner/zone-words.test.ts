import { describe, expect, test } from "vitest";
import { boundsOf, type ZoneScheme, zonesAt, zonesOf } from "../../evaluation/zones.ts";
import { type ZoneSettings, zonesOfRun } from "../state/zones-of-run.ts";
import { zoneShares, zonesNote } from "./zone-words.ts";

const OWN: ZoneSettings = {
  scheme: "maximum",
  maximumBpm: null,
  restingBpm: null,
  thresholdBpm: null,
  ownBpm: null,
  sent: null,
  isSent: false,
};

function noteOf(change: Partial<ZoneSettings>, { isLinked = false, watchBpm = null as number[] | null } = {}): string {
  const settings = { ...OWN, ...change };
  return zonesNote({ ...zonesOfRun(settings, watchBpm), settings }, isLinked);
}

test("zones are named by shares in percent, where they have any", () => {
  expect(zonesOf(173).map(zoneShares)).toEqual(["to 50 %", "50–60 %", "60–70 %", "70–80 %", "80–90 %", "90–100 %"]);
  const friel = zonesAt(boundsOf("threshold", { ...OWN, thresholdBpm: 160, watchBpm: null })!);
  expect(friel.map(zoneShares)).toEqual([
    ...["to 85 %", "85–90 %", "90–95 %", "95–100 %", "100–103 %", "103–106 %", "over 106 %"],
  ]);
  expect(zonesAt({ scheme: "own", startsBpm: [120] }).map(zoneShares)).toEqual(["", ""]);
});

describe("zones say what they are", () => {
  test("of a maximum that nobody stated, or of one's own", () => {
    expect(noteOf({})).toBe("Shares of 190 bpm, a common maximum: your own is not known.");
    expect(noteOf({ maximumBpm: 183 })).toBe("Shares of your maximum, 183 bpm.");
  });

  test("of heart-rate reserve, of threshold, by bounds, by the watch", () => {
    expect(noteOf({ scheme: "reserve", restingBpm: 52, maximumBpm: 187 })).toBe(
      "Shares of your heart-rate reserve, 52 to 187 bpm (Karvonen).",
    );
    expect(noteOf({ scheme: "reserve", restingBpm: 52 })).toMatch(
      /52 to 190 bpm \(Karvonen\)\. The maximum is a common/,
    );
    expect(noteOf({ scheme: "threshold", thresholdBpm: 171 })).toBe(
      "Shares of your threshold heart rate, 171 bpm (Friel).",
    );
    expect(noteOf({ scheme: "own", ownBpm: [120, 140] })).toBe("By your own bounds.");
    expect(noteOf({ scheme: "watch" }, { watchBpm: [99, 120] })).toBe("As the watch that recorded the run has them.");
  });

  test.each<[ZoneScheme, string]>([
    ["reserve", "Zones of heart-rate reserve need your resting heart rate"],
    ["threshold", "Zones of threshold need your threshold heart rate"],
    ["own", "No bounds of your own"],
    ["watch", "This run's file does not state the zones"],
  ])("not %s as long as something is missing, which is said", (scheme, missing) => {
    const note = noteOf({ scheme });
    expect(note).toContain(missing);
    expect(note).toContain("Shares of 190 bpm, a common maximum");
  });

  test("of a run that came by a link, and do not call them those of whoever reads it", () => {
    expect(noteOf({ isSent: true }, { isLinked: true })).toContain("the runner's own is not known");
    expect(noteOf({ isSent: true, maximumBpm: 183 }, { isLinked: true })).toBe("Shares of a maximum of 183 bpm.");
    const sent = boundsOf("threshold", { ...OWN, thresholdBpm: 171, watchBpm: null })!;
    expect(noteOf({ isSent: true, scheme: "threshold", sent }, { isLinked: true })).toBe(
      "Shares of the sender's threshold heart rate, 171 bpm (Friel).",
    );
    const own = { scheme: "own", startsBpm: [120, 140] } as const;
    expect(noteOf({ isSent: true, scheme: "own", sent: own }, { isLinked: true })).toBe("By the sender's own bounds.");
  });
});
