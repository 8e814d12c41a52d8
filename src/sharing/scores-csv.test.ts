import { expect, test } from "vitest";
import { errorsOf } from "../evaluation/run-errors.ts";
import type { RunScore } from "../evaluation/scores.ts";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { runScoresCsv } from "./scores-csv.ts";

/** Ten minutes at 150 bpm, predicted so many above. */
function scoreOff(row: number, bpm: number): RunScore {
  const track = trackOf({ heartRateBpm: series(101, () => 150) });
  const run = { track, features: computeFeatures(track, ["speed"], "start"), facts: null };
  const prediction = { heartRateBpm: track.heartRateBpm.map((own) => own + bpm), interval: null, fromS: 0 };
  const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [5.5] } };
  return { row, errors: errorsOf(run, prediction, baselines, undefined)!, cells: null };
}

const rowOf = (row: number, workout_type: string | null = "STEADY") => ({
  row,
  workout_id: 100 + row,
  user_id: 7,
  workout_type,
});

test("a line a run that came to something, in the order of the rows", () => {
  const csv = runScoresCsv(
    [rowOf(2), rowOf(0), rowOf(1, null), rowOf(3)],
    [scoreOff(2, -3), scoreOff(0, 2.5)],
    [{ row: 1, error: { code: "no-heart-rate" } }],
  );
  expect(csv).toBe(
    [
      "workout_id,user_id,workout_type,duration_s,compared_steps,mae_bpm,rmse_bpm,bias_bpm,r2,coverage,constant_mae_bpm,linear_mae_bpm,left_out",
      "100,7,STEADY,600,101,2.5,2.5,2.5,,,10,5,",
      "101,7,,,,,,,,,,,no-heart-rate",
      "102,7,STEADY,600,101,3,3,-3,,,10,5,",
      "",
    ].join("\n"),
  );
});

test("ids have all their digits, and who is not named none", () => {
  const rows = [
    { ...rowOf(0), workout_id: 2n ** 62n + 1n, user_id: 2n ** 62n },
    { ...rowOf(1), user_id: null },
  ];
  const lines = runScoresCsv(rows, [scoreOff(0, 1), scoreOff(1, 1)], []).split("\n");
  expect(lines[1]).toMatch(/^4611686018427387905,4611686018427387904,STEADY,/);
  expect(lines[2]).toMatch(/^101,,STEADY,/);
});

test("a type that a spreadsheet would run, or that holds a comma, stays a text", () => {
  const lines = runScoresCsv([rowOf(0, '=1+1,"x"')], [scoreOff(0, 1)], []).split("\n");
  expect(lines[1]).toContain(`100,7,"'=1+1,""x""",600`);
});
