import { expect, test } from "vitest";
import { mapAxes, mapCellsOf } from "../../../evaluation/error-map.ts";
import { trackOf } from "../../../testing/tracks.ts";
import type { MappedFigures } from "../../state/explorer/table-row.ts";
import { type MapColours, mapHeight, mapPixels, runAt } from "./map-pixels.ts";
import { mappedRuns } from "./mapped-runs.ts";

const COLOURS: MapColours = { easier: [0, 0, 255], even: [100, 100, 100], harder: [255, 100, 0] };
const COLUMNS = 12;

/** A run of so many minutes, so far from what was expected. */
function cellsOf(differenceBpm: number, minutes = 20) {
  const track = trackOf({ speedKmh: new Float32Array(10 * minutes).fill(10) });
  const expectedBpm = new Float32Array(10 * minutes).fill(150);
  return mapCellsOf({ track, measuredBpm: expectedBpm.map((bpm) => bpm + differenceBpm), expectedBpm });
}

function pixelAt(pixels: Uint8ClampedArray, x: number, y: number): number[] {
  return [...pixels.subarray(4 * (y * COLUMNS + x), 4 * (y * COLUMNS + x) + 4)];
}

test("harder is warm, easier cool, as expected the middle; behind a run's end nothing is drawn", () => {
  const runs = [cellsOf(60), cellsOf(15), cellsOf(0), cellsOf(-30)];
  const pixels = mapPixels(runs, "time", COLUMNS, 4, COLOURS);
  expect(pixelAt(pixels, 3, 0)).toEqual([255, 100, 0, 255]);
  expect(pixelAt(pixels, 3, 1)).toEqual([178, 100, 50, 255]);
  expect(pixelAt(pixels, 3, 2)).toEqual([100, 100, 100, 255]);
  expect(pixelAt(pixels, 3, 3)).toEqual([0, 0, 255, 255]);
  expect(pixelAt(pixels, 11, 0)).toEqual([0, 0, 0, 0]);
});

test("each run counts where several share a line, and few have lines of several pixels", () => {
  const runs = [cellsOf(30), cellsOf(-30), cellsOf(0, 10), cellsOf(30)];
  const pixels = mapPixels(runs, "time", COLUMNS, 2, COLOURS);
  expect(pixelAt(pixels, 2, 0)).toEqual([100, 100, 100, 255]);
  // The third is over there.
  expect(pixelAt(pixels, 7, 1)).toEqual([255, 100, 0, 255]);
  expect(mapHeight(10)).toBe(160);
  expect(mapHeight(200)).toBe(400);
  expect(mapHeight(6000)).toBe(480);
  expect([runAt(0, 6000), runAt(0.5, 6000), runAt(1, 6000)]).toEqual([0, 3000, 5999]);
});

test("rows are ordered by difference, error, runner or length, and runs without cells are left out", () => {
  const score = (maeBpm: number, differenceBpm: number, runner: string | null, durationS: number) => ({
    ...{ maeBpm, differenceBpm, runner, durationS },
    cells: cellsOf(differenceBpm),
  });
  const scores = new Map<number, MappedFigures>([
    [0, score(9, -9, "10", 3000)],
    [1, score(12, 2, "9", 1800)],
    [2, score(5, 5, null, 7200)],
    [3, { ...score(1, 1, "1", 1), cells: null }],
  ]);
  const rows = (order: Parameters<typeof mappedRuns>[1]) => mappedRuns(scores, order).map(({ row }) => row);
  expect(rows("difference")).toEqual([2, 1, 0]);
  expect(rows("error")).toEqual([1, 0, 2]);
  expect(rows("runner")).toEqual([1, 0, 2]);
  expect(rows("length")).toEqual([2, 0, 1]);
  expect(mapAxes.time.starts[1]).toBe(120);
});
