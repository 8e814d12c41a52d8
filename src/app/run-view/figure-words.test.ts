import { expect, test } from "vitest";
import { zonesOf } from "../../evaluation/zones.ts";
import { directionWords, zoneMaximumWords, zoneRange, zoneShares } from "./figure-words.ts";

test.each([
  190, 173, 120, 230,
])("the zones of a maximum of %i bpm are named by its shares, in tens of percent", (maximumBpm) => {
  const shares = zonesOf(maximumBpm).map((zone) => zoneShares(zone, maximumBpm));
  expect(shares).toEqual(["to 50 %", "50–60 %", "60–70 %", "70–80 %", "80–90 %", "90–100 %"]);
});

test("a zone's heart rates leave no gap to the next", () => {
  expect(zonesOf(190).map(zoneRange)).toEqual(["to 94", "95–113", "114–132", "133–151", "152–170", "from 171"]);
});

test("zones by a maximum that nobody stated say so", () => {
  expect(zoneMaximumWords(null, false)).toBe("Shares of 190 bpm, a common maximum: your own is not known.");
  expect(zoneMaximumWords(183, false)).toBe("Shares of your maximum, 183 bpm.");
});

test("zones of a run that came by a link are not called those of whoever reads it", () => {
  expect(zoneMaximumWords(null, true)).toBe("Shares of 190 bpm, a common maximum: the runner's own is not known.");
  expect(zoneMaximumWords(183, true)).toBe("Shares of a maximum of 183 bpm.");
});

test("a difference that is written as 0.0 is none", () => {
  expect(directionWords({ measuredBpm: 150.04, predictedBpm: 149.96 })).toBe("as expected, on average");
  expect(directionWords({ measuredBpm: 150.04, predictedBpm: 149.94 })).toMatch(/^harder/);
  expect(directionWords({ measuredBpm: 149.9, predictedBpm: 150 })).toMatch(/^easier/);
});
