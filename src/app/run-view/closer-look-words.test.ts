import { expect, test } from "vitest";
import { zonesOf } from "../../evaluation/zones.ts";
import { decouplingWords, driftWords } from "./drift/drift-words.ts";
import { splitByOf, splitsNote, zonesWords } from "./splits/splits-words.ts";

test("a distance is split in the unit that is read", () => {
  expect([splitByOf("distance", { distanceUnit: "km" }), splitByOf("distance", { distanceUnit: "mi" })]).toEqual([
    "km",
    "mile",
  ]);
  expect(splitByOf("lap", { distanceUnit: "mi" })).toBe("lap");
});

test("times in zones are those of zones that were reached", () => {
  expect(zonesWords({ measuredBpm: 140, inZonesS: [0, 0.5, 40, 250, 0, 0] }, zonesOf(190))).toBe("2: 0:40 · 3: 4:10");
  expect(zonesWords({ measuredBpm: Number.NaN, inZonesS: [] }, zonesOf(190))).toBe("—");
});

test("times in zones say that they are of the expected heart rate where none was measured", () => {
  expect(zonesWords({ measuredBpm: Number.NaN, inZonesS: [0, 0, 40, 250, 0, 0] }, zonesOf(190))).toBe(
    "expected 2: 0:40 · 3: 4:10",
  );
});

test("nothing is said of a range or a slope that is not there", () => {
  const units = { speedUnit: "pace", distanceUnit: "km" } as const;
  expect(splitsNote(units, false, null)).toBe("Difference: measured − expected.");
  expect(splitsNote(units, true, 0.9)).toMatch(/hold 90 % of such splits of other runs\. On the level: the pace that/);
});

test("a drift is one only where its interval leaves zero out", () => {
  const words = (lowerBpmPerHour: number, upperBpmPerHour: number) =>
    driftWords({ bpmPerHour: (lowerBpmPerHour + upperBpmPerHour) / 2, lowerBpmPerHour, upperBpmPerHour });
  expect(words(-2, 6)).toBe("No drift that this run can show beyond pace and hills. 90 % interval: −2.0 to +6.0.");
  expect(words(1, 6)).toMatch(/^Heart rate rose beyond/);
  expect(words(-6, -1)).toMatch(/^Heart rate fell below/);
  expect(decouplingWords(4)).toMatch(/^A heart beat took you farther in the first half/);
  expect(decouplingWords(-4)).toMatch(/ less far in the first half/);
  expect(decouplingWords(-0.04)).toMatch(/ as far in both halves/);
});
