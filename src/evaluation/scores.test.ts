import fc from "fast-check";
import { expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { errorsOf } from "./run-errors.ts";
import { addScore, evaluationOf, noScores } from "./scores.ts";

/** A run whose measured heart rate is so far from a prediction of 150. */
function errorsOff(bpm: number) {
  const track = trackOf({ heartRateBpm: series(11, () => 150 + bpm) });
  const features = computeFeatures(track, ["speed"], "start");
  const prediction = { heartRateBpm: new Float32Array(11).fill(150), interval: null, fromS: 0 };
  return errorsOf({ track, features, facts: null }, prediction, null, undefined)!;
}

test("best, median and worst runs, and the middles of the quarters, come in the order of their errors", () => {
  const maes = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(maes, (bpms) => {
      const runs = bpms.map((bpm, row) => ({ row, errors: errorsOff(bpm), cells: null }));
      const { best, median, worst, quarters } = evaluationOf({ ...noScores(), runs }, null)!;
      const sorted = bpms.toSorted((a, b) => a - b);
      const read = (scores: typeof best) => scores.map(({ row }) => bpms[row]);
      expect(read(best)).toEqual(sorted.slice(0, 10));
      expect(read(worst)).toEqual(sorted.slice(-10).reverse());
      const [below, above] = [
        sorted.indexOf(read(median)[0]),
        sorted.length - 1 - sorted.indexOf(read(median).at(-1)!),
      ];
      expect(Math.abs(below - above)).toBeLessThanOrEqual(1);
      expect(median).toHaveLength(Math.min(10, bpms.length));
      expect(read(quarters)).toEqual([...new Set(read(quarters))].toSorted((a, b) => a - b));
      if (sorted.length < 8) return;
      const quarter = sorted.length / 4;
      const places = read(quarters).map((bpm) => sorted.indexOf(bpm));
      expect(places.map((place) => Math.floor((place + 0.5) / quarter))).toEqual([0, 1, 2, 3]);
    }),
    { numRuns: 30 },
  );
});

test("of each kind of runs the one in the middle is named, and none of a kind without runs", () => {
  const scores = noScores();
  // Even runs of an hour: three steady ones, and one of recovery.
  const runs = [
    { offBpm: 2, kmh: 11 },
    { offBpm: 30, kmh: 11 },
    { offBpm: 7, kmh: 11 },
    { offBpm: 12, kmh: 8 },
  ];
  for (const [row, { offBpm, kmh }] of runs.entries()) {
    const heartRateBpm = new Float32Array(600).fill(150 + offBpm);
    const track = trackOf({ speedKmh: new Float32Array(600).fill(kmh), heartRateBpm });
    const facts = { format: "gpx", workoutType: null, speedSource: "device, smooth", track } as const;
    const prediction = { heartRateBpm: new Float32Array(600).fill(150), interval: null, fromS: 0 };
    const features = computeFeatures(track, ["speed"], "start");
    addScore(scores, row, { track, features, facts }, prediction, null, undefined);
  }
  const { typical, report } = evaluationOf(scores, null)!;
  expect(typical.steady?.row).toBe(2);
  expect(typical.recovery?.row).toBe(3);
  expect(Object.keys(typical).sort()).toEqual(["recovery", "steady"]);
  expect(report.by.kind.steady).toMatchObject({ runs: 3, mae: 13 });
});
