import { describe, expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { anyContract } from "../testing/contract.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import { errorsOf, measuredErrors, type RunErrors, reportOn } from "./report.ts";

const contract = anyContract({
  features: ["speed"],
  intervals: { level: 0.9, rows: [{ atS: 0, lowerBpm: -10, upperBpm: 5 }], runMean: { lowerBpm: -9, upperBpm: 9 } },
  baselines: { constantBpm: 140, linear: { intercept: 100, weights: [6] } },
});

/** The errors of a run at 10 km/h whose heart rate was predicted as 150 throughout. */
function errorsIn(heartRateBpm: number[], runner: string | null = "one"): RunErrors | null {
  const track = trackOf({ heartRateBpm }, { runner });
  const features = computeFeatures(track, contract.features, contract.altitudeReference);
  return errorsOf(track, new Float32Array(heartRateBpm.length).fill(150), features, contract);
}

/** A run of so many minutes that is so many bpm above the prediction. */
function runOff(bpm: number, minutes: number, runner: string | null = "one"): RunErrors {
  return errorsIn(
    series(10 * minutes + 1, () => 150 + bpm),
    runner,
  )!;
}

describe("a run's errors", () => {
  test("are the model's, those of its first two minutes and of the rest, and the baselines' on the same steps", () => {
    // 4 bpm above the prediction for two minutes, missing for one, then 8 below it.
    const errors = errorsIn(series(100, (i) => (i < 20 ? 154 : i < 30 ? Number.NaN : 142)))!;
    expect(errors).toMatchObject({ runner: "one", durationS: 594 });
    expect(errors.model).toMatchObject({ steps: 90, coverage: 1 });
    expect(errors.model.mae).toBeCloseTo((20 * 4 + 70 * 8) / 90, 9);
    expect(errors.firstMinutes).toMatchObject({ steps: 20, mae: 4, bias: -4 });
    expect(errors.rest).toMatchObject({ steps: 70, mae: 8, bias: 8 });
    expect(errors.constant?.mae).toBeCloseTo((20 * 14 + 70 * 2) / 90, 9);
    expect(errors.linear?.mae).toBeCloseTo((20 * 6 + 70 * 18) / 90, 9);
  });

  test("are none without a heart rate", () => {
    expect(errorsIn(series(100, () => Number.NaN))).toBeNull();
  });
});

describe("a report", () => {
  test("is of the mean over runs, however long each is, and beside it over runners", () => {
    const report = reportOn([runOff(2, 90), runOff(4, 20), runOff(12, 45, "two")])!;
    expect(report).toMatchObject({ runs: 3, runners: 2, mae: 6, rmse: 6, bias: -6, r2: null, byRunnerMae: 7.5 });
    // Two of the three lie within 5 bpm above the prediction.
    expect(report.coverage).toBeCloseTo(2 / 3, 9);
    // The constant is 10 below the prediction, the line 10 above.
    expect(report.baselines.constant?.mae).toBeCloseTo((12 + 14 + 22) / 3, 9);
    expect(report.baselines.linear?.mae).toBeCloseTo((8 + 6 + 2) / 3, 9);
  });

  test("tells runs of different length apart, and says of a length that none has that there is none", () => {
    const { duration, time } = reportOn([runOff(2, 29), runOff(4, 30), runOff(6, 59)])!.by;
    expect(duration["under 30 min"]).toMatchObject({ runs: 1, mae: 2 });
    expect(duration["30 to 60 min"]).toMatchObject({ runs: 2, mae: 5 });
    expect(duration["over 60 min"]).toBeNull();
    expect(time["first 2 min"]).toMatchObject({ runs: 3, mae: 4 });
  });

  test("tells levels of the measured heart rate apart", () => {
    const warmUp = errorsIn(series(100, (i) => (i < 10 ? 119 : i < 40 ? 120 : 169)))!;
    expect(warmUp.levels["under 120 bpm"]).toMatchObject({ steps: 10, mae: 31 });
    expect(warmUp.levels["120 to 170 bpm"]).toMatchObject({ steps: 90 });
    expect(warmUp.levels["from 170 bpm"]).toBeNull();
    const { heartRate } = reportOn([warmUp, runOff(20, 30), runOff(-32, 30)])!.by;
    expect(heartRate["under 120 bpm"]).toMatchObject({ runs: 2, mae: 31.5, bias: 31.5 });
    expect(heartRate["from 170 bpm"]).toMatchObject({ runs: 1, mae: 20, bias: -20 });
  });

  test("of no run is none", () => {
    expect(reportOn([])).toBeNull();
  });

  test("is what a contract carries, once it has baselines and a coverage", () => {
    const report = reportOn([runOff(2, 30), runOff(4, 30, "two")])!;
    expect(measuredErrors(report)).toEqual({
      runs: 2,
      runners: 2,
      mae: 3,
      rmse: 3,
      bias: -3,
      constantMae: 13,
      linearMae: 7,
      coverage: 1,
    });
    expect(measuredErrors({ ...report, coverage: null })).toBeNull();
    expect(measuredErrors({ ...report, baselines: { constant: null, linear: null } })).toBeNull();
  });
});
