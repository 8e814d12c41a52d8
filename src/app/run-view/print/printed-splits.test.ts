import fc from "fast-check";
import { expect, test } from "vitest";
import { analyse } from "../../../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../../../evaluation/expected-heart-rate.ts";
import { zonesOf } from "../../../evaluation/zones.ts";
import { anyContract } from "../../../testing/contract.ts";
import { predictionOf, trackOf } from "../../../testing/tracks.ts";
import { inColumns, printedName, printedSplits } from "./printed-splits.ts";

const km = { speedUnit: "pace", distanceUnit: "km" } as const;

function ofHours(hours: number) {
  const track = trackOf({ speedKmh: new Float32Array(600 * hours + 1).fill(10) });
  return printedSplits(analyse(track, predictionOf(track), anyContract(), zonesOf(190), NO_CALIBRATION), km);
}

test("columns hold every split once and in order, and none is higher than the first", () => {
  fc.assert(
    fc.property(fc.nat({ max: 120 }), (count) => {
      const splits = Array.from({ length: count }, (_, i) => i);
      const columns = inColumns(splits);
      expect(columns.flat()).toEqual(splits);
      expect(columns.length).toBeLessThanOrEqual(3);
      expect(columns.map(({ length }) => length)).toEqual(
        columns.map(({ length }) => Math.min(length, columns[0].length)),
      );
      expect(columns[0].length).toBeLessThanOrEqual(Math.max(22, Math.ceil(count / 3)));
    }),
  );
});

test("a split that is no whole kilometre is named with its length", () => {
  const { by, columns } = ofHours(1.05);
  expect(
    columns
      .flat()
      .slice(-2)
      .map((split) => printedName(by, split, km)),
  ).toEqual(["km 10", "km 11 (0.50)"]);
});

test("a run is printed by kilometres, and one of more than a sheet holds by hours", () => {
  expect(ofHours(1)).toMatchObject({ by: "km", columns: [{ length: 10 }] });
  expect(ofHours(4).columns).toMatchObject([{ length: 20 }, { length: 20 }]);
  expect(ofHours(13)).toMatchObject({ by: "hour", columns: [{ length: 13 }] });
});
