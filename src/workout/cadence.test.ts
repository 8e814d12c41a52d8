import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { median } from "../base/statistics.ts";
import { sharedPath } from "../testing/shared.ts";
import { stepsPerMinute } from "./cadence.ts";
import { parseWorkouts } from "./formats/parse.ts";

const { NaN: missing } = Number;

describe("cadence is of both feet", () => {
  test.each([
    ["one foot's, of a run", [0, 84, 85, 86, missing, 85], [0, 168, 170, 172, missing, 170]],
    ["one foot's, of a walk", [55, 51, 99], [110, 102, 198]],
    ["both feet's, with a walk and a halt between", [0, 0, 0, 170, 168, 60], [0, 0, 0, 170, 168, 60]],
    ["both feet's, just so", [100, 100, 100], [100, 100, 100]],
    ["one foot's, just so", [99.5, 99.5, 99.5], [199, 199, 199]],
    ["none but halts", [0, missing], [0, missing]],
  ])("%s", (_, recorded, steps) => {
    expect([...stepsPerMinute(Float64Array.from(recorded))]).toEqual(steps);
  });
});

const files = sharedPath("files");

/** Median steps a minute of runners, of one walker, and of files without a cadence. */
test.skipIf(!files).each([
  ["garmin_connect_run.gpx", 152],
  ["strava_android_run.gpx", 160],
  ["suunto_movescount.gpx", 166],
  ["garmin_instinct_run.tcx", 180],
  ["suunto_spartan_run_32tracks.tcx", 172],
  ["garmin_fenix2_run.fit", 166],
  ["garmin_fr60_compressed_speed_distance.fit", 178],
  ["stryd_developer_fields_run.fit", 150],
  ["garmin_hrm_plugin_walk.fit", 102],
  ["garmin_fr110_run.fit", missing],
  ["amazfit_run.gpx", missing],
])("%s: %d steps a minute", (name, usual) => {
  const [run] = parseWorkouts({ name, bytes: new Uint8Array(readFileSync(`${files}/${name}`)) });
  if ("error" in run) throw run.error;
  expect(median(run.workout.cadenceSpm.filter((steps) => steps > 0))).toBe(usual);
});
