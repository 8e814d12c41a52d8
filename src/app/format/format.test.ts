import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDING_KMH } from "../../workout/standing.ts";
import {
  formatClock,
  formatDay,
  formatDifference,
  formatMegabytes,
  formatNumber,
  formatSigned,
  formatSpeed,
  formatSpell,
  formatTimeOfDay,
  NO_VALUE,
  readNumber,
  takesUnit,
} from "./format.ts";

const pacePerKm = { speedUnit: "pace", distanceUnit: "km" } as const;

describe("numbers as a runner reads them", () => {
  test("12 km/h is a pace of 5:00 a kilometre and 8:03 a mile", () => {
    expect(formatSpeed(12, pacePerKm)).toBe("5:00");
    expect(formatSpeed(12, { speedUnit: "pace", distanceUnit: "mi" })).toBe("8:03");
  });

  test("12 km/h is 7.5 miles an hour", () => {
    expect(formatSpeed(12, { speedUnit: "speed", distanceUnit: "mi" })).toBe("7.5");
  });

  test("little of a file is not nothing", () => {
    expect([4_120_000, 200_000, 24_000, 3100, 0].map(formatMegabytes)).toEqual(["4.1", "0.2", "0.02", "0.003", "0.0"]);
  });

  test("whoever stands has no pace, but a speed of nought", () => {
    expect(formatSpeed(0, pacePerKm)).toBe("stands");
    expect(formatSpeed(STANDING_KMH, pacePerKm)).toBe("stands");
    expect(formatSpeed(0, { speedUnit: "speed", distanceUnit: "km" })).toBe("0.0");
    expect(takesUnit(formatSpeed(0, pacePerKm))).toBe(false);
    expect(takesUnit(formatSpeed(12, pacePerKm))).toBe(true);
  });

  test("a second short of an hour rounds up without showing a sixtieth second", () => {
    expect(formatClock(3599.6)).toBe("1:00:00");
    expect(formatClock(59.7)).toBe("1:00");
    expect(formatClock(65)).toBe("1:05");
  });

  test("time in words is singular for one", () => {
    expect(formatSpell(61)).toBe("1 minute");
    expect(formatSpell(2880)).toBe("48 minutes");
    expect(formatSpell(12)).toBe("12 seconds");
    expect(formatSpell(59.6)).toBe("1 minute");
    expect(formatSpell(109 * 60)).toBe("109 minutes");
    expect(formatSpell(14_394)).toBe("4 hours");
    expect(formatSpell(10_860)).toBe("3 hours and 1 minute");
  });

  test("what rounds to zero carries no sign", () => {
    expect(formatSigned(-0.3)).toBe("0");
    expect(formatSigned(0.04, 1)).toBe("0.0");
    expect(formatSigned(-2.6)).toBe("−3");
    expect(formatSigned(2.6)).toBe("+3");
  });

  test("thousands are set apart, in a number as in a count, and decimals are not", () => {
    expect(formatNumber(1250)).toBe("1,250");
    expect(formatNumber(999.6)).toBe("1,000");
    expect(formatNumber(-1_234_567.0625, 4)).toBe("−1,234,567.0625");
    expect(formatNumber(999)).toBe("999");
    expect(formatSigned(1250)).toBe("+1,250");
  });

  test("what is written can be read again, and a decimal comma is none between thousands", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.nat(2), (hundredths, decimals) => {
        const text = formatNumber(hundredths / 100, decimals);
        expect(formatNumber(readNumber(text), decimals)).toBe(text);
      }),
    );
    expect(["10.5", "10,5", "0,125", "1,250", " −3 ", "+2", "12,34.5", "1e3", "far", ""].map(readNumber)).toEqual([
      ...[10.5, 10.5, 0.125, 1250, -3, 2],
      ...[Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ]);
  });

  test("a missing number is a dash", () => {
    expect(formatNumber(Number.NaN)).toBe(NO_VALUE);
    expect(takesUnit(formatNumber(Number.NaN))).toBe(false);
    expect(formatSpeed(Number.NaN, pacePerKm)).toBe(NO_VALUE);
  });
});

test("a difference is that of the two numbers that stand beside it", () => {
  expect(formatDifference(153.6, 156.4)).toBe("−2");
  expect(formatDifference(154.4, 156.6)).toBe("−3");
  expect(formatDifference(154.44, 156.66, 1)).toBe("−2.3");
  expect(formatDifference(150.4, 149.6)).toBe("0");
  expect(formatDifference(150.6, 149.4)).toBe("+2");
  expect(formatDifference(Number.NaN, 150)).toBe(formatNumber(Number.NaN));
  fc.assert(
    fc.property(
      fc.double({ min: 30, max: 220, noNaN: true }),
      fc.double({ min: 30, max: 220, noNaN: true }),
      (a, b) => {
        const read = (text: string) => Number(text.replace("−", "-"));
        for (const decimals of [0, 1]) {
          const [measured, expected] = [formatNumber(a, decimals), formatNumber(b, decimals)].map(read);
          expect(read(formatDifference(a, b, decimals))).toBeCloseTo(measured - expected, 9);
        }
      },
    ),
  );
});

test("a run's day and time are those of the clocks where it was run, or as its file has them", () => {
  const unixS = Date.parse("2024-05-11T23:30:00Z") / 1000;
  const inTokyo = { unixS, utcOffsetS: 9 * 3600 };
  expect([formatDay(inTokyo), formatTimeOfDay(inTokyo)]).toEqual(["12 May 2024", "08:30"]);
  const unknown = { unixS, utcOffsetS: null };
  expect([formatDay(unknown), formatTimeOfDay(unknown)]).toEqual(["11 May 2024", "23:30"]);
});
