import { expect, test } from "vitest";
import { zonesAt, zonesOf } from "../../../evaluation/zones.ts";
import { frameOf } from "../../charts/frame.ts";
import { zoneStripes } from "./zone-labels.ts";

const SCALE = { lower: 70, upper: 190, ticks: [] };
const FRIEL = zonesAt({ scheme: "threshold", startsBpm: [140, 149, 157, 165, 170, 176] });

test("wide zones have their name above the heart rate at which they begin", () => {
  const stripes = zoneStripes(zonesOf(190), SCALE, frameOf(1200, 320, false));
  expect(stripes.map(({ name, start }) => [name, start])).toEqual([
    ["", ""],
    ["Z1", "95"],
    ["Z2", "114"],
    ["Z3", "133"],
    ["Z4", "152"],
    ["Z5", "171"],
  ]);
  expect(stripes.every(({ raisedPx }) => raisedPx === 0)).toBe(true);
});

for (const [width, height] of [
  [1200, 320],
  [320, 240],
]) {
  test(`each of Friel's narrow zones says where it begins, ${width} pixels wide, and none covers another`, () => {
    const stripes = zoneStripes(FRIEL, SCALE, frameOf(width, height, false));
    expect(stripes.slice(1).map(({ start }) => start.match(/\d+$/)?.[0])).toEqual(
      FRIEL.slice(1).map(({ fromBpm }) => String(fromBpm)),
    );
    const feet = stripes.slice(1).map(({ top, height: high, raisedPx }) => top + high - raisedPx);
    feet.forEach((foot, i) => void expect((feet[i - 1] ?? Number.POSITIVE_INFINITY) - foot).toBeGreaterThanOrEqual(12));
    expect(Math.min(...feet)).toBeGreaterThanOrEqual(12);
  });
}

test("zones beyond the chart are not drawn, and one that is cut off says no heart rate below it", () => {
  const stripes = zoneStripes(FRIEL, { lower: 160, upper: 172, ticks: [] }, frameOf(1200, 320, false));
  expect(stripes.map(({ name, start }) => [name, start])).toEqual([
    ["Z4", ""],
    ["Z5a", "165"],
    ["Z5b", "170"],
  ]);
});

test("many zones at the upper edge are moved down into the chart", () => {
  const zones = zonesAt({ scheme: "own", startsBpm: [186, 187, 188, 189] });
  const stripes = zoneStripes(zones, SCALE, frameOf(1200, 320, false));
  const feet = stripes.slice(1).map(({ top, height, raisedPx }) => top + height - raisedPx);
  expect(feet.map(Math.round)).toEqual([48, 36, 24, 12]);
});
