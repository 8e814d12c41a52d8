import { expect, test } from "vitest";
import { analyse } from "../evaluation/analysis.ts";
import { NO_CALIBRATION } from "../evaluation/expected-heart-rate.ts";
import { splitFigures } from "../evaluation/split-figures.ts";
import { type Zone, zonesAt, zonesOf } from "../evaluation/zones.ts";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import { splitsCsv } from "./splits-csv.ts";

/** Twelve minutes at 10 km/h: two kilometres, at 140 bpm and at 150. */
const track = trackOf(
  {
    speedKmh: new Float32Array(121).fill(10),
    heartRateBpm: Float32Array.from({ length: 121 }, (_, i) => (i < 60 ? 140 : 150)),
  },
  { startedAt: { unixS: Date.UTC(2026, 4, 12, 6) / 1000, utcOffsetS: 7200 } },
);

function runOf(name: string, zones: readonly Zone[], isPredicted = true) {
  const prediction = isPredicted ? predictionOf(track, { heartRateBpm: new Float32Array(121).fill(145) }) : null;
  const analysis = analyse(track, prediction, anyContract(), zones, NO_CALIBRATION);
  return { name, startedAt: track.startedAt, zones, splits: splitFigures(analysis, "km") };
}

const rowsOf = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(","));

test("a split a line, in the units of the heads; a field without a value is empty", () => {
  const [heads, first, second] = rowsOf(splitsCsv([runOf("run.gpx", zonesOf(190), false)], "km"));
  expect(heads.slice(-6)).toEqual(["below_zone_1_s", ...[1, 2, 3, 4, 5].map((zone) => `zone_${zone}_s`)]);
  const named = (row: string[]) => Object.fromEntries(heads.map((head, i) => [head, row[i]]));
  expect(named(first)).toMatchObject({
    run: "run.gpx",
    started_at: "2026-05-12T08:00:00+02:00",
    split: "km 1",
    start_s: "0",
    duration_s: "360",
    distance_m: "1000",
    climb_m: "",
    speed_kmh: "10",
    measured_hr_bpm: expect.stringMatching(/^140/),
    expected_hr_bpm: "",
    difference_bpm: "",
    usual_lower_bpm: "",
    zone_3_s: "360",
    zone_4_s: "0",
  });
  expect(named(second)).toMatchObject({ split: "km 2", start_s: "360", end_s: "720" });
});

test("a difference is measured less expected", () => {
  const [heads, , second] = rowsOf(splitsCsv([runOf("run.gpx", zonesOf(190))], "km"));
  expect(second[heads.indexOf("difference_bpm")]).toBe("5");
});

test("runs with other zones have all their columns, and nothing where a zone is another run's", () => {
  const own = zonesAt({ scheme: "threshold", startsBpm: [110, 120, 130, 160, 165, 170] });
  const [heads, first, , third] = rowsOf(splitsCsv([runOf("a", zonesOf(190)), runOf('b, "c"', own)], "km"));
  expect(heads.slice(-9)).toEqual([
    ...["below_zone_1_s", "zone_1_s", "zone_2_s", "zone_3_s", "zone_4_s", "zone_5_s"],
    ...["zone_5a_s", "zone_5b_s", "zone_5c_s"],
  ]);
  expect(first.slice(-9)).toEqual(["0", "0", "0", "360", "0", "0", "", "", ""]);
  expect(third.slice(-9)).toEqual(["", "0", "0", "0", "360", "", "0", "0", "0"]);
  expect(splitsCsv([runOf('b, "c"', own)], "km")).toContain('\n"b, ""c""",2026');
});
