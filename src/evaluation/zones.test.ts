import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areZoneStarts, MOST_ZONE_STARTS } from "../workout/zone-starts.ts";
import {
  boundsOf,
  parseZoneStarts,
  timeInZonesS,
  type ZoneBasis,
  type ZoneScheme,
  zoneRange,
  zonesAt,
  zonesOf,
} from "./zones.ts";

const NOTHING: ZoneBasis = { maximumBpm: null, restingBpm: null, thresholdBpm: null, ownBpm: null, watchBpm: null };

const startsOf = (scheme: ZoneScheme, basis: Partial<ZoneBasis>) =>
  boundsOf(scheme, { ...NOTHING, ...basis })?.startsBpm ?? null;

test("five zones begin at 50, 60, 70, 80 and 90 % of the maximum, and something lies below", () => {
  expect(zonesOf(190).map(({ name, fromBpm, toBpm }) => ({ name, fromBpm, toBpm }))).toEqual([
    { name: "Below zone 1", fromBpm: 0, toBpm: 95 },
    { name: "Zone 1", fromBpm: 95, toBpm: 114 },
    { name: "Zone 2", fromBpm: 114, toBpm: 133 },
    { name: "Zone 3", fromBpm: 133, toBpm: 152 },
    { name: "Zone 4", fromBpm: 152, toBpm: 171 },
    { name: "Zone 5", fromBpm: 171, toBpm: Number.POSITIVE_INFINITY },
  ]);
});

test("a zone's heart rates leave no gap to the next", () => {
  expect(zonesOf(190).map(zoneRange)).toEqual(["to 94", "95–113", "114–132", "133–151", "152–170", "from 171"]);
});

describe("a scheme's zones begin", () => {
  test("of maximum, at shares of it, or of a common one", () => {
    expect(startsOf("maximum", { maximumBpm: 180 })).toEqual([90, 108, 126, 144, 162]);
    expect(startsOf("maximum", {})).toEqual([95, 114, 133, 152, 171]);
  });

  test("of heart-rate reserve, at shares of what lies between rest and maximum (Karvonen)", () => {
    // 60 + 0.5 × 130 = 125, and so on.
    expect(startsOf("reserve", { maximumBpm: 190, restingBpm: 60 })).toEqual([125, 138, 151, 164, 177]);
    expect(startsOf("reserve", { maximumBpm: 190 })).toBeNull();
  });

  test("of threshold, at Friel's shares for running; 5c above 106 %", () => {
    expect(startsOf("threshold", { thresholdBpm: 160 })).toEqual([136, 144, 152, 160, 165, 171]);
    expect(startsOf("threshold", { maximumBpm: 190 })).toBeNull();
    const zones = zonesAt(boundsOf("threshold", { ...NOTHING, thresholdBpm: 160 })!);
    expect(zones.map(({ name, label }) => [name, label])).toEqual([
      ["Zone 1", "1"],
      ["Zone 2", "2"],
      ["Zone 3", "3"],
      ["Zone 4", "4"],
      ["Zone 5a", "5a"],
      ["Zone 5b", "5b"],
      ["Zone 5c", "5c"],
    ]);
    expect(zones[0]).toMatchObject({ fromBpm: 0, toBpm: 136 });
  });

  test("where one's own bounds, or those of the file, say", () => {
    expect(startsOf("own", { ownBpm: [120, 150] })).toEqual([120, 150]);
    expect(startsOf("watch", { ownBpm: [120, 150], watchBpm: [99, 111] })).toEqual([99, 111]);
    expect(startsOf("own", { watchBpm: [99, 111] })).toBeNull();
    expect(startsOf("watch", {})).toBeNull();
  });
});

test("bounds of one's own are read as people write them, or it is said what is wrong", () => {
  expect(parseZoneStarts(" 115, 133 152;171 ")).toEqual([115, 133, 152, 171]);
  expect(parseZoneStarts(" ")).toBeNull();
  const problemOf = (text: string) => {
    const parsed = parseZoneStarts(text);
    return parsed !== null && "problem" in parsed ? parsed.problem : null;
  };
  expect(problemOf("115, easy")).toBe("“easy” is no heart rate: write whole numbers from 30 to 240.");
  expect(problemOf("115 250")).toContain("“250” is no heart rate");
  expect(problemOf("115 133.5")).toContain("“133.5”");
  expect(problemOf("133 115")).toBe("115 does not lie above 133: write them in rising order.");
  expect(problemOf("115 115")).toContain("115 does not lie above 115");
  const many = Array.from({ length: MOST_ZONE_STARTS + 1 }, (_, i) => 100 + i);
  expect(problemOf(many.join(" "))).toBe("These are 10: at most 9 are drawn.");
});

test("what is read as bounds of one's own can be some, and nothing else can", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20, max: 240 }), { minLength: 1, maxLength: 12 }), (bounds) => {
      expect(Array.isArray(parseZoneStarts(bounds.join(", ")))).toBe(areZoneStarts(bounds));
    }),
  );
});

test("a heart rate on a boundary is in the higher zone, one above the maximum in the highest", () => {
  const heartRateBpm = Float32Array.of(60, 94.9, 95, 132.99, 133, 171, 210);
  expect(timeInZonesS(heartRateBpm, 6, zonesOf(190))).toEqual([9, 6, 6, 6, 0, 9]);
});

test("times in zones of any bounds add up to the run's duration, less the steps without a heart rate", () => {
  const anyHeart = fc.array(fc.oneof(fc.float({ min: 30, max: 220, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: 2,
  });
  const anyStarts = fc.uniqueArray(fc.integer({ min: 30, max: 230 }), { minLength: 1, maxLength: MOST_ZONE_STARTS });
  fc.assert(
    fc.property(anyHeart, anyStarts, (bpm, starts) => {
      const zones = zonesAt({ scheme: "own", startsBpm: starts.sort((a, b) => a - b) });
      const times = timeInZonesS(Float32Array.from(bpm), 2, zones);
      const isEnd = (i: number) => i === 0 || i === bpm.length - 1;
      const missingS = bpm.reduce((sum, value, i) => sum + (Number.isNaN(value) ? (isEnd(i) ? 1 : 2) : 0), 0);
      expect(times.reduce((sum, time) => sum + time, 0)).toBe(2 * (bpm.length - 1) - missingS);
    }),
  );
});
