import { expect, test } from "vitest";
import { NO_FIGURES } from "../workout/summary.ts";
import { markedRunsCsv } from "./marked-runs-csv.ts";

test("marked runs are a table with their scores, empty before scoring, and a formula is kept from being one", () => {
  const figures = { ...NO_FIGURES, durationS: 2400, distanceKm: 8.0004, meanBpm: 150.126, maximumBpm: 171 };
  const score = {
    ...{ maeBpm: 5.25, differenceBpm: 3.5, coverage: 0.9, speedCorrelation: null },
    spread: { median: 4, p95: 12.5, maximum: 20 },
  };
  const runs = [
    { workout_id: 7, user_id: null, workout_type: "=1+1", figures: { ...figures, meanSpeedKmh: 12 }, score },
    { workout_id: 8n, user_id: 3, workout_type: "STEADY", figures },
  ];
  expect(markedRunsCsv(runs).split("\n")).toEqual([
    expect.stringMatching(/^workout_id,.*,mae_bpm,bias_bpm,median_error_bpm,p95_error_bpm,max_error_bpm,coverage,/),
    "7,,'=1+1,2400,8,150.13,171,12,,5.25,-3.5,4,12.5,20,0.9,",
    "8,3,STEADY,2400,8,150.13,171,,,,,,,,,",
    "",
  ]);
});
