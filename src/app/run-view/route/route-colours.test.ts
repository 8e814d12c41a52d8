import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { series } from "../../../testing/workouts.ts";
import { colourings, roundBounds, UNKNOWN } from "./route-colours.ts";

const KM = { speedUnit: "pace", distanceUnit: "km" } as const;

/** 150 bpm are expected throughout. @param heartRateBpm measured */
function offeredOf(
  heartRateBpm: readonly number[],
  altitudeM = series(heartRateBpm.length, () => 0),
  speedKmh = series(heartRateBpm.length, (i) => 8 + (8 * i) / heartRateBpm.length),
) {
  const track = trackOf({ speedKmh, heartRateBpm, altitudeM });
  const analysis = analyse(track, predictionOf(track), anyContract({ settlingS: 60 }), zonesOf(190), NO_CALIBRATION);
  return new Map(colourings(analysis, KM).map(({ by, colouring }) => [by, colouring]));
}

test("a difference near none has the middle colour, a large one that of its side; a settling model has none", () => {
  const colouring = offeredOf(series(300, (i) => (i < 100 ? 150 : i < 200 ? 170 : 130))).get("difference")!;
  expect([0, 60, 150, 260].map(colouring.classAt)).toEqual([UNKNOWN, 2, 4, 0]);
  expect(colouring.textAt(150)).toBe("+20 bpm");
  expect(colouring.classes.map(({ label }) => label)).toEqual([
    "under −15",
    "−15 to −5",
    "−5 to +5",
    "+5 to +15",
    "+15 or more",
  ]);
});

test("a faster pace has the brighter colour, as a higher heart rate has", () => {
  const offered = offeredOf(series(300, (i) => 120 + i / 5));
  const styleAt = (by: "speed" | "heart-rate", step: number) => {
    const colouring = offered.get(by)!;
    return Number(colouring.classes[colouring.classAt(step)].style.at(-1));
  };
  for (const by of ["speed", "heart-rate"] as const) {
    expect(styleAt(by, 0)).toBeLessThan(2);
    expect(styleAt(by, 299)).toBeGreaterThan(2);
  }
});

test("whoever stands has no pace to read, and its colour is the slowest", () => {
  const flat = series(300, () => 0);
  const speedKmh = series(300, (i) => (i === 100 ? 0 : 8 + i / 60));
  const colouring = offeredOf(
    series(300, () => 150),
    flat,
    speedKmh,
  ).get("speed")!;
  expect([colouring.textAt(100), colouring.textAt(240)]).toEqual(["stands", "5:00 min/km"]);
  expect(colouring.classes[colouring.classAt(100)].style).toBe("route-sequential-0");
});

test("what is not known is not offered", () => {
  expect([...offeredOf(series(300, () => Number.NaN)).keys()]).toEqual(["speed"]);
  expect([
    ...offeredOf(
      series(300, () => 150),
      series(300, (i) => i),
    ).keys(),
  ]).toContain("grade");
});

test("bounds are round and lie around most of the values", () => {
  expect(
    roundBounds(
      series(101, (i) => 130 + i / 2),
      [2, 5, 10, 20],
    ),
  ).toEqual([140, 150, 160, 170]);
  expect(roundBounds([Number.POSITIVE_INFINITY, Number.NaN], [5])).toEqual([]);
});
