import { expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { EarlierRuns } from "./earlier-runs.ts";

/** The linear baseline predicts 160 at the 10 km/h of these tracks. */
const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [6] } };

function add(earlier: EarlierRuns, runner: string | null, bpm: number, steps = 20) {
  const track = trackOf({ heartRateBpm: series(steps, (i) => (i === 3 ? Number.NaN : bpm)) }, { runner });
  earlier.add(track, computeFeatures(track, ["speed"], "start"));
}

test("a runner's means are over their own runs, however long each is", () => {
  const earlier = new EarlierRuns(baselines);
  add(earlier, "one", 150, 20);
  add(earlier, "one", 130, 400);
  add(earlier, "two", 180);
  expect(earlier.meansOf("one")).toEqual({ runs: 2, heartRateBpm: 140, linearOffsetBpm: -20 });
  expect(earlier.meansOf("two")).toMatchObject({ runs: 1, heartRateBpm: 180, linearOffsetBpm: 20 });
});

test("of many runs the latest 20 count", () => {
  const earlier = new EarlierRuns(baselines);
  for (const bpm of series(30, (i) => 130 + i)) add(earlier, "one", bpm);
  expect(earlier.meansOf("one")).toEqual({ runs: 20, heartRateBpm: 149.5, linearOffsetBpm: -10.5 });
});

test("nothing is known before the first run, of a run without a heart rate, or of who has no name", () => {
  const earlier = new EarlierRuns(baselines);
  add(earlier, "one", Number.NaN);
  add(earlier, null, 150);
  expect(earlier.meansOf("one")).toBeNull();
  expect(earlier.meansOf(null)).toBeNull();
});
