import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { summarise, summariseHeartRate } from "../../evaluation/summary.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne } from "../../testing/parsing.ts";
import type { RepairCode } from "../workout.ts";

/** Small files, each with a fault that people report of devices, apps and exports. */
const folder = new URL("../../testing/cases/", import.meta.url);

/** What a file comes to: all hold the run of 150 s, 450 m, 151 points and 153.2 bpm, unless a row says otherwise. */
interface Expected {
  /** The ledger, without what every run has: resampled and smoothed. */
  ledger: RepairCode[];
  durationS?: number;
  distanceM?: number;
  points?: number;
  /** null: none in it. */
  meanBpm?: number | null;
}

const RUNS: Record<string, Expected> = {
  "D1-fit-last-3-bytes-missing.fit": { ledger: ["damaged-file"] },
  "D1-fit-last-message-incomplete.fit": { ledger: ["damaged-file"] },
  "D2-fit-bytes-behind-the-end.fit": { ledger: [] },
  "D3-fit-never-finished.fit": { ledger: ["damaged-file"] },
  "E1-gpx-one-point-without-position.gpx": { ledger: ["unreadable-point", "speed-from-positions"] },
  "H1-gpx-heart-rate-as-bpm.gpx": { ledger: ["speed-from-positions"] },
  "I1-gpx-unescaped-ampersand.gpx": { ledger: ["damaged-file", "speed-from-positions"] },
  "I2-gpx-times-not-padded.gpx": { ledger: ["speed-from-positions"] },
};

test.each(Object.entries(RUNS))("%s", (name, expected) => {
  const { ledger, durationS = 150, distanceM = 450, points = 151, meanBpm = 153.2 } = expected;
  const workout = parseOne(new Uint8Array(readFileSync(new URL(name, folder))));
  const { track, repairs } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
  const summary = summarise(track);
  expect(workout.timeS).toHaveLength(points);
  expect(summary.durationS).toBeCloseTo(durationS, 6);
  expect(Math.abs(summary.distanceKm * 1000 - distanceM)).toBeLessThan(1);
  const measured = summariseHeartRate(track.heartRateBpm)?.meanBpm ?? null;
  if (meanBpm === null || measured === null) expect(measured).toBe(meanBpm);
  else expect(Math.abs(measured - meanBpm)).toBeLessThan(0.1);
  expect(repairs.map(({ code }) => code)).toEqual([...ledger, "resampled", "smoothed"]);
});

test("no file lies there without a row", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(RUNS).sort());
});
