import { expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { type Report, reportOn } from "./report.ts";
import { errorsOf } from "./run-errors.ts";
import { type ScorecardColumn, scorecard, scorecardInBrief } from "./scorecard.ts";

const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [6] } };

/** Report on three runs of 38 minutes by two runners, some bpm above and below the prediction. */
function columnOf(name: string, offsBpm: number[], fromS = 0): ScorecardColumn {
  const errors = offsBpm.flatMap((off, k) => {
    const heartRateBpm = series(381, () => 150 + off);
    const track = trackOf({ heartRateBpm }, { runner: k < 2 ? "Ada" : "Zoë", name: "Tuesday with Ada" });
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
    "| population | 3 | 2 | 14.00 (18.00) | 8.00 (18.00) | 14.00 (18.00) | +8.67 (+14.00) | – | 33.3 % (25.0 %) |",
  );
  expect(lines).toContain(
    "| first 10 min | 3 | 2 | 7.00 (9.00) | 4.00 (9.00) | 7.00 (9.00) | +4.33 (+7.00) | – | 66.7 % (50.0 %) |",
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
  expect(lines).toContain("| part of the run | first 2 min | 3 | 14.00 (18.00) | +8.67 | – | – | – |");
  expect(lines).toContain(
    "| source of the speed | from positions | 3 | 14.00 (18.00) | +8.67 | 3 | 7.00 (9.00) | +4.33 |",
  );
});

test("every table has as many cells in each row", () => {
  const tables = scorecard(columns)
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

test("no figure identifies a runner", () => {
  expect(scorecard(columns)).not.toMatch(/Ada|Zoë|Tuesday/);
  expect(scorecard(columns)).not.toContain("| from positions |");
});

test("in brief it is the first part", () => {
  const brief = scorecardInBrief(columns);
  expect(scorecard(columns).startsWith(`${brief}\n\n### Intervals`)).toBe(true);
});
