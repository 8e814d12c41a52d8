import { expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { Track } from "../workout/workout.ts";
import { type Report, reportOn } from "./report.ts";
import { errorsOf } from "./run-errors.ts";
import { type ScorecardColumn, scorecard, scorecardInBrief } from "./scorecard.ts";

const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [6] } };

/** Report on three runs of 38 minutes by two runners, some bpm above and below the prediction. */
function columnOf(name: string, offsBpm: number[], fromS = 0, rest: Partial<Track> = {}): ScorecardColumn {
  const errors = offsBpm.flatMap((off, k) => {
    const heartRateBpm = series(381, () => 150 + off);
    const track = trackOf({ heartRateBpm }, { runner: k < 2 ? "Ada" : "Zoë", name: "Tuesday with Ada", ...rest });
    const features = computeFeatures(track, ["speed"], "start");
    const always = (bpm: number) => new Float32Array(381).fill(bpm);
    const interval = { lowerBpm: always(145), upperBpm: always(160) };
    const facts = { format: "gpx", workoutType: null, speedSource: "from positions", track } as const;
    const prediction = { heartRateBpm: always(150), interval, fromS };
    return errorsOf({ track, features, facts }, prediction, baselines, null) ?? [];
  });
  return { name, sees: "nothing", isDetailed: true, report: reportOn(errors, 0.9) as Report };
}

const columns = [columnOf("population", [4, -8, 30]), columnOf("first 10 min", [2, -4, 15], 600)];
const lines = scorecard(columns, 1).split("\n");

test("each condition has a row of errors, over runs and over runners", () => {
  expect(lines).toContain(
    "| population | 3 | 2 | 14.00 (18.00) | – | 8.00 (18.00) | 14.00 (18.00) | +8.67 (+14.00) | – | 33.3 % (25.0 %) |",
  );
  expect(lines).toContain(
    "| first 10 min | 3 | 2 | 7.00 (9.00) | – | 4.00 (9.00) | 7.00 (9.00) | +4.33 (+7.00) | – | 66.7 % (50.0 %) |",
  );
  expect(lines).toContain("- **population** sees nothing.");
});

test("baselines stand beside what a condition makes of the same runs", () => {
  expect(lines).toContain("|  | MAE | constant | linear | linear + offset of the warm-up |");
  expect(lines).toContain("| population | 14.00 | 18.67: 0.75 (0.75) | 14.67: 0.95 (1.13) | – |");
  expect(lines).toContain("| first 10 min | 7.00 | 14.33: 0.49 (0.53) | 9.00: 0.78 (1.13) | 0.00: – |");
});

test("intervals say what they are meant to hold and what they do", () => {
  expect(lines).toContain("| population | 90.0 % | 33.3 % (25.0 %) | 15.0 (15.0) | 5.0 % | 25.0 % |");
});

test("a part has a column a condition, and a dash where there is none", () => {
  expect(lines).toContain("| part of the run | first 2 min | 3 (2) | 14.00 (18.00) | +8.67 | – | – | – |");
  expect(lines).toContain(
    "| source of the speed | from positions | 3 (2) | 14.00 (18.00) | +8.67 | 3 (2) | 7.00 (9.00) | +4.33 |",
  );
});

test("every table has as many cells in each row", () => {
  const tables = scorecard(columns, 1)
    .split("\n\n")
    .filter((block) => block.startsWith("|"));
  expect(tables.length).toBeGreaterThan(6);
  for (const table of tables) {
    const cells = table.split("\n").map((row) => row.split("|").length);
    expect(new Set(cells).size).toBe(1);
  }
});

test("the worst tenth is described by the causes that its runs share", () => {
  const [offset] = lines.filter((line) => line.startsWith("| offset |"));
  expect(offset).toMatch(/\| 100\.0 % \| 100\.0 % \| 100\.0 % \| 100\.0 % \|$/);
});

test("no figure identifies a runner: of few runners it tells their number alone", () => {
  const written = scorecard(columns);
  expect(written).not.toMatch(/Ada|Zoë|Tuesday|worst tenth/);
  expect(written.split("\n")).toEqual(
    expect.arrayContaining([
      "| population | 3 | 2 | few | few | few | few | few | few | few |",
      "| population | few | few | few | few |",
      "| population | 90.0 % | few | few | few | few |",
      "| source of the speed | from positions | 3 (2) | few | few | 3 (2) | few | few |",
    ]),
  );
});

test("runs are cut by climb, temperature, sensor and whether they are dated, and women's absence is told", () => {
  const rowsOf = (track: Partial<Track>) =>
    scorecard([columnOf("population", [4, -8, 30], 0, track)], 1)
      .split("\n")
      .filter((line) => / \| 3 \(2\) \| /.test(line));
  const starts = (track: Partial<Track>) =>
    rowsOf(track).map((line) => line.split(" | ").slice(0, 2).join(": ").slice(2));
  const hilly = {
    altitudeM: Float32Array.from(series(381, (i) => i / 2)),
    temperatureC: new Float32Array(381).fill(24),
  };
  expect(starts({ ...hilly, sensor: "strap", runnerDay: 3, gender: 0 })).toEqual(
    expect.arrayContaining([
      "climb: 25 to 50 m/km",
      "temperature: 20 to 30 °C",
      "sensor: strap",
      "order of the runner's runs: dated",
      "gender: female",
    ]),
  );
  const gentle = { altitudeM: Float32Array.from(series(381, (i) => i / 50)) };
  expect(starts(gentle)).toEqual(
    expect.arrayContaining(["climb: under 10 m/km", "order of the runner's runs: undated"]),
  );
  expect(starts(gentle).join()).not.toMatch(/temperature|sensor/);
  expect(scorecard([columnOf("population", [4])])).toContain("No run states that a woman ran it");
  expect(scorecard([columnOf("population", [4], 0, { gender: 0 })])).not.toContain("that a woman ran it");
});

test("the error over runs has its confidence interval, once there are ten runs", () => {
  const offs = series(12, (k) => 2 + k);
  const [row] = scorecard([columnOf("population", offs)], 1)
    .split("\n")
    .filter((line) => line.startsWith("| population | 12 |"));
  const [, low, high] = /\| 7\.50 \([\d.]+\) \| ([\d.]+) to ([\d.]+) \|/.exec(row)!.map(Number);
  expect(low).toBeGreaterThan(5);
  expect(low).toBeLessThan(7);
  expect(high).toBeGreaterThan(8);
  expect(high).toBeLessThan(10);
});

test("in brief it is the first part", () => {
  const brief = scorecardInBrief(columns);
  expect(scorecard(columns).startsWith(`${brief}\n\n### Intervals`)).toBe(true);
});
