import { expect, test } from "vitest";
import { comparisonAxis } from "./comparison-axis.ts";
import { momentWords, placeName, runNames, stretchName } from "./comparison-words.ts";

test("runs of one name are told apart by their number", () => {
  const views = ["easy", "long", "easy"].map((name) => ({ name }));
  expect(runNames(views)).toEqual(["easy (1)", "long", "easy (3)"]);
});

test("places and parts of each axis are named in the units that are read", () => {
  expect(placeName("time", 3725, "mi")).toBe("1:02:05");
  expect(placeName("distance", 1.609344, "mi")).toBe("1.00 mi");
  expect(placeName("share", 0.5, "km")).toBe("50 %");
  expect(stretchName("time", 300, 600, "km")).toBe("5:00–10:00");
  expect(stretchName("distance", 1.609344, 2.8968192, "mi")).toBe("1–1.8 mi");
  expect(stretchName("share", 0.9, 1, "km")).toBe("90–100 %");
});

test("the ticks of an axis are round in the unit that is read, and stand at kilometres", () => {
  const ticks = comparisonAxis("distance", "mi").ticks(0, 8.5, 4);
  expect(ticks.map(({ label }) => label)).toEqual(["0 mi", "2 mi", "4 mi"]);
  expect(ticks[1].timeS).toBeCloseTo(3.218688, 6);
  expect(
    comparisonAxis("share", "km")
      .ticks(0, 1, 8)
      .map(({ label }) => label),
  ).toEqual(["0 %", "25 %", "50 %", "75 %", "100 %"]);
});

test("who listens hears each run's difference, and which run is over", () => {
  expect(momentWords("At 5:00", ["A", "B"], [3.4, Number.NaN])).toBe("At 5:00: A +3 bpm, B none");
});
