import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceOf } from "../../base/byte-source.ts";
import type { ErrorCode } from "../../base/error.ts";
import { prepareRun } from "../../model/prepare.ts";
import { bundledRecipe } from "../../model/recipes.ts";
import { parseOne, refusal } from "../../testing/parsing.ts";
import { Archive } from "../archive/archive.ts";
import { isOtherSport } from "../sport.ts";
import { summarise, summariseHeartRate } from "../summary.ts";
import type { RepairCode, Workout } from "../workout.ts";

/** Small files, each with a fault known from devices, apps or exports. */
const folder = new URL("../../testing/cases/", import.meta.url);

/** Expected result of a file: the run of 150 s, 450 m, 151 points and 153.2 bpm, unless a row states otherwise. */
interface Expected {
  /** Ledger without the entries of every run, resampled and smoothed. */
  ledger: RepairCode[];
  durationS?: number;
  distanceM?: number;
  points?: number;
  /** null for none. */
  meanBpm?: number | null;
  /** Whether its sport is not running. */
  isOther?: boolean;
}

const RUNS: Record<string, Expected> = {
  "A1-tcx-speed-in-kmh.tcx": { ledger: ["contradiction", "speed-from-distance"] },
  "A2-tcx-distance-in-km.tcx": { ledger: ["contradiction", "speed-from-positions"] },
  "A3-fit-speed-zero-throughout.fit": { ledger: ["contradiction", "speed-from-distance"] },
  "A4-fit-speed-half-of-distance.fit": { ledger: ["contradiction", "speed-from-distance"] },
  "A5-tcx-zero-speed-first-third.tcx": { ledger: ["contradiction"] },
  "B1-csv-hhmmss-column-unknown.csv": { ledger: ["read-by-content", "default-unit", "missing-altitude"] },
  "B2-csv-gpslogger-like.csv": { ledger: ["read-by-content", "default-unit", "no-heart-rate"], meanBpm: null },
  "B3-csv-pace-in-seconds.csv": { ledger: ["read-by-content", "missing-altitude"] },
  "C1-fit-older-longer-ride-behind.fit": { ledger: ["left-over-points"] },
  "D1-fit-last-3-bytes-missing.fit": { ledger: ["damaged-file"] },
  "D1-fit-last-message-incomplete.fit": { ledger: ["damaged-file"] },
  "D2-fit-bytes-behind-the-end.fit": { ledger: [] },
  "D3-fit-never-finished.fit": { ledger: ["damaged-file"] },
  "E1-gpx-one-point-without-position.gpx": { ledger: ["unreadable-point", "speed-from-positions"] },
  "F2-gpx-type-ice-skating-german.gpx": { ledger: ["speed-from-positions"], isOther: true },
  "F3-fit-fitness-equipment-treadmill.fit": { ledger: ["missing-altitude"] },
  "G5-strava-streams.json": { ledger: [] },
  "G6-json-list-of-points.json": { ledger: ["default-unit"] },
  "H1-gpx-heart-rate-as-bpm.gpx": { ledger: ["speed-from-positions"] },
  "H3-fit-heart-rate-in-developer-field.fit": { ledger: ["missing-altitude"] },
  "I1-gpx-unescaped-ampersand.gpx": { ledger: ["damaged-file", "speed-from-positions"] },
  "I2-gpx-times-not-padded.gpx": { ledger: ["speed-from-positions"] },
  "I3-csv-sep-line.csv": { ledger: ["default-unit"] },
};

/** Activities by archive, in order. */
const ARCHIVES: Record<string, (Expected & { name: string })[]> = {
  "F1-strava-export-dutch.zip": [
    { name: "a · 1.fit", ledger: [] },
    { name: "b · 2.gpx", ledger: ["speed-from-positions"], isOther: true },
  ],
  "G1-runkeeper-export.zip": [
    { name: "2024-05-04-093000.gpx", ledger: ["speed-from-positions"] },
    { name: "2024-05-05-093000.gpx", ledger: ["speed-from-positions"], meanBpm: null, isOther: true },
  ],
  "G3-polar-flow-export.zip": [{ name: "training-session-2024-05-04-1.json", ledger: [] }],
};

/** By refused file: a part of its sentence, and what the sentence must not contain. */
const REFUSED: Record<string, { code: ErrorCode; says: RegExp; not: RegExp }> = {
  "I4-csv-beginning-with-bracket.csv": { code: "malformed-csv", says: /^Line 1 is "\[\[Training\]\]"/, not: /JSON/ },
};

const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));

test.each(Object.entries(RUNS))("%s", (name, expected) => expectRun(parseOne(bytesOf(name)), expected));

test.each(Object.entries(ARCHIVES))("%s", async (name, expected) => {
  const archive = new Archive(sourceOf({ name, bytes: bytesOf(name) }));
  const { activities } = await archive.list();
  expect(activities.map((activity) => activity.name)).toEqual(expected.map((run) => run.name));
  for (const [i, activity] of activities.entries()) {
    const [run] = await archive.read(activity);
    if ("error" in run) throw run.error;
    expectRun(run.workout, expected[i]);
  }
});

test.each(Object.entries(REFUSED))("%s", (name, { code, says, not }) => {
  const error = refusal(bytesOf(name));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(says);
  expect(error.message).not.toMatch(not);
});

function expectRun(workout: Workout, expected: Expected): void {
  const { ledger, durationS = 150, distanceM = 450, points = 151, meanBpm = 153.2, isOther = false } = expected;
  const { track, repairs } = prepareRun(workout, bundledRecipe, { gender: null, intent: null });
  const summary = summarise(track);
  expect(workout.timeS).toHaveLength(points);
  expect(summary.durationS).toBeCloseTo(durationS, 6);
  expect(Math.abs(summary.distanceKm * 1000 - distanceM)).toBeLessThan(1);
  const measured = summariseHeartRate(track.heartRateBpm)?.meanBpm ?? null;
  if (meanBpm === null || measured === null) expect(measured).toBe(meanBpm);
  else expect(Math.abs(measured - meanBpm)).toBeLessThan(0.1);
  expect(repairs.map(({ code }) => code)).toEqual([...ledger, "resampled", "smoothed"]);
  expect(isOtherSport(workout.sport)).toBe(isOther);
}

test("no file lies there without a row", () => {
  expect(readdirSync(folder).sort()).toEqual(
    [...Object.keys(RUNS), ...Object.keys(ARCHIVES), ...Object.keys(REFUSED)].sort(),
  );
});
