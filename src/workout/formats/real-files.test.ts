import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { known } from "../../testing/parsing.ts";
import { sharedPath } from "../../testing/shared.ts";
import { PredictorError } from "../error.ts";
import { parseWorkouts } from "./parse.ts";

const folder = sharedPath("files");

function parseFile(name: string) {
  return parseWorkouts({ name, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) });
}

/** Points, their last time, how many know heart rate, speed, distance, position and altitude, segments, sport. */
type Expected = [number, number, number, number, number, number, number, number, string | null];

const RUNS: Record<string, Expected> = {
  "amazfit_run.gpx": [1216, 2531, 1216, 0, 0, 1216, 1216, 1, "Running"],
  "apple_health_export_route.gpx": [1454, 1453, 0, 1454, 0, 1454, 1454, 1, null],
  "codoon_run.tcx": [3782, 3783, 1892, 0, 0, 1891, 1891, 1, "Running"],
  "fitrec_run_no_speed.txt": [500, 8298, 500, 0, 0, 500, 500, 1, "run"],
  "garmin_connect_run.gpx": [217, 1377, 217, 0, 0, 217, 217, 1, "running"],
  "garmin_instinct_run.tcx": [434, 2288, 434, 434, 434, 434, 434, 6, "Running"],
  "gpxstudio_multi_trk_seg.gpx": [79, 401.519, 0, 0, 0, 79, 79, 4, "Running"],
  "keep_app_run.gpx": [529, 3770, 529, 0, 0, 529, 0, 1, "Run"],
  "nike_run_club.gpx": [485, 4506.882, 354, 0, 0, 485, 464, 1, null],
  "strava_android_run.gpx": [1038, 1958, 1038, 0, 0, 1038, 1038, 1, "running"],
  "suunto_movescount.gpx": [1592, 6548, 1590, 1590, 1590, 1592, 1592, 1, null],
  "suunto_spartan_run_32tracks.tcx": [752, 1730, 752, 752, 0, 752, 752, 14, "Running"],
  "tomtom_run.tcx": [624, 623, 0, 624, 624, 624, 624, 1, "Running"],
};

const REFUSALS: Record<string, [PredictorError["code"], string]> = {
  "broken_unbound_prefix.gpx": ["malformed-xml", 'Line 14 uses the prefix "gpxdata:"'],
  "gpxstudio_hr_no_time.gpx": ["no-time", "80 points"],
  "hub_schema_24.parquet": ["unknown-format", "Parquet"],
  "garmin_fenix2_run.fit": ["unknown-format", "export as GPX or TCX"],
  "truncated.fit": ["unknown-format", "export as GPX or TCX"],
};

describe.skipIf(folder === null)("exports of real devices", () => {
  test.each(Object.entries(RUNS))("%s", (name, expected) => {
    const runs = parseFile(name);
    expect(runs).toHaveLength(1);
    const [run] = runs;
    if ("error" in run) throw run.error;
    const { workout } = run;
    expect([
      workout.timeS.length,
      workout.timeS.at(-1),
      known(workout.heartRateBpm),
      known(workout.speedKmh),
      known(workout.distanceM),
      known(workout.latitudeDeg),
      known(workout.altitudeM),
      workout.segmentStarts.length + 1,
      workout.sport,
    ]).toEqual(expected);
  });

  test.each(Object.entries(REFUSALS))("%s is refused", (name, [code, finding]) => {
    try {
      parseFile(name);
    } catch (error) {
      expect(error).toBeInstanceOf(PredictorError);
      expect(error).toMatchObject({ code, message: expect.stringContaining(finding) });
      return;
    }
    throw new Error("it was read");
  });

  test("a runner's gzipped JSON lines: every run is read", () => {
    const path = sharedPath("runs", "R100.jsonl.gz");
    if (!path) return;
    const runs = parseWorkouts({ name: "R100", bytes: new Uint8Array(readFileSync(path)) });
    expect(runs).toHaveLength(100);
    for (const run of runs) expect(run).toHaveProperty("workout.runner", "R100");
  });
});
