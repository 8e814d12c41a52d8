import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "../base/statistics.ts";
import { trackOf } from "../testing/tracks.ts";
import { cellBpm, columnFigures, mapAxes, mapCellsOf } from "./error-map.ts";

const STEPS = 600;

/** An hour at 10 km/h, expected at 150 bpm. */
function cellsOf(differenceAt: (i: number) => number, altitudeAt: (i: number) => number = () => 0) {
  const track = trackOf({ altitudeM: Float32Array.from({ length: STEPS }, (_, i) => altitudeAt(i)) });
  const expectedBpm = new Float32Array(STEPS).fill(150);
  const measuredBpm = expectedBpm.map((bpm, i) => bpm + differenceAt(i));
  return mapCellsOf({ track, measuredBpm, expectedBpm });
}

const columnAt = (axis: keyof typeof mapAxes, value: number) =>
  mapAxes[axis].starts.findLastIndex((start) => value >= start);

describe("a run's cells", () => {
  test("hold measured − expected by time and by distance, to half a bpm", () => {
    const cells = cellsOf((i) => (i < 300 ? 8.2 : -4));
    expect(cellBpm(cells, "time", columnAt("time", 600))).toBe(8);
    expect(cellBpm(cells, "time", columnAt("time", 2400))).toBe(-4);
    expect(cellBpm(cells, "distance", columnAt("distance", 3))).toBe(8);
    expect(cellBpm(cells, "distance", columnAt("distance", 9))).toBe(-4);
    expect(cellBpm(cells, "time", columnAt("time", 3700))).toBeNaN();
    // Farther than a cell reaches.
    expect(
      cellBpm(
        cellsOf(() => 90),
        "time",
        3,
      ),
    ).toBe(63.5);
  });

  test("hold climbs and descents apart, and none where the altitude is unknown", () => {
    // 16.7 m a step: 5 % up for half an hour, then 5 % down.
    const hill = cellsOf(
      (i) => (i < 300 ? 10 : -6),
      (i) => (300 - Math.abs(i - 300)) * 0.83,
    );
    expect(cellBpm(hill, "grade", columnAt("grade", 5))).toBe(10);
    expect(cellBpm(hill, "grade", columnAt("grade", -5))).toBe(-6);
    expect(cellBpm(hill, "grade", columnAt("grade", 13))).toBeNaN();
    const flat = cellsOf(() => 3);
    expect(mapAxes.grade.starts.every((_, column) => Number.isNaN(cellBpm(flat, "grade", column)))).toBe(true);
  });

  test("hold the zone of the measured heart rate, and nothing where none is measured", () => {
    const cells = cellsOf((i) => (i < 100 ? 25 : Number.NaN));
    expect(cellBpm(cells, "zone", columnAt("zone", 175))).toBe(25);
    expect(cellBpm(cells, "zone", columnAt("zone", 150))).toBeNaN();
    expect(cellBpm(cells, "time", columnAt("time", 1200))).toBeNaN();
  });
});

test("a column's quantiles are those of its runs, and columns behind the last run's end are left out", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 40 }), (differences) => {
      const figures = columnFigures(
        differences.map((bpm) => cellsOf(() => bpm)),
        "time",
      );
      expect(figures).toHaveLength(30);
      const { runs, medianBpm, tenthBpm, ninetiethBpm } = figures[7];
      expect(runs).toBe(differences.length);
      const sorted = differences.toSorted((a, b) => a - b);
      for (const [share, found] of [
        [0.1, tenthBpm],
        [0.5, medianBpm],
        [0.9, ninetiethBpm],
      ]) {
        expect(sorted).toContain(found);
        const places = sorted.length > 1 ? 1 / (sorted.length - 1) : 0;
        expect(found).toBeGreaterThanOrEqual(quantile(sorted, Math.max(0, share - places)) - 1e-9);
        expect(found).toBeLessThanOrEqual(quantile(sorted, Math.min(1, share + places)) + 1e-9);
      }
    }),
    { numRuns: 30 },
  );
});
