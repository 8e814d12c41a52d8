import { describe, expect, test } from "vitest";
import { computeFeatures } from "../features/compute.ts";
import { trackOf } from "../testing/tracks.ts";
import { series } from "../testing/workouts.ts";
import type { RunnerMeans } from "./earlier-runs.ts";
import { confidenceWords, measuredErrors, reportOn, scoredWords } from "./report.ts";
import { errorsOf, type RunErrors, type RunFacts } from "./run-errors.ts";

/** The linear baseline predicts 160 at the 10 km/h of these tracks. */
const baselines = { constantBpm: 140, linear: { intercept: 100, weights: [6] } };

interface RunOff {
  runner?: string | null;
  earlier?: RunnerMeans | null;
  speedSource?: RunFacts["speedSource"];
}

/** A run of some minutes, some bpm above a prediction of 150 with an interval of −10 to +5. */
function runOff(bpm: number, minutes: number, { runner = "one", earlier = null, speedSource }: RunOff = {}): RunErrors {
  const heartRateBpm = series(10 * minutes + 1, () => 150 + bpm);
  const track = trackOf({ heartRateBpm }, { runner, name: `${bpm} off` });
  const features = computeFeatures(track, ["speed"], "start");
  const always = (value: number) => new Float32Array(heartRateBpm.length).fill(value);
  const prediction = {
    heartRateBpm: always(150),
    interval: { lowerBpm: always(140), upperBpm: always(155) },
    fromS: 0,
  };
  const facts = speedSource ? ({ format: "gpx", workoutType: null, speedSource, track } as const) : null;
  return errorsOf({ track, features, facts }, prediction, baselines, earlier)!;
}

describe("a report", () => {
  test("is of the mean over runs, however long each is, and beside it over runners", () => {
    const report = reportOn([runOff(2, 90), runOff(4, 20), runOff(12, 45, { runner: "two" })], 0.9)!;
    expect(report).toMatchObject({ runs: 3, runners: 2, mae: 6, medianMae: 4, rmse: 6, bias: -6, r2: null });
    expect(report.overRunners).toMatchObject({ mae: 7.5, medianMae: 7.5, rmse: 7.5, bias: -7.5, r2: null });
    // Two of the three, of one of the two runners, lie within 5 bpm above the prediction.
    expect(report.coverage).toBeCloseTo(2 / 3, 9);
    expect(report.overRunners.coverage).toBe(0.5);
    expect(report).toMatchObject({ level: 0.9, widthBpm: 15 });
    expect(report.maeConfidence).toBeNull();
    // The constant is 10 below the prediction, the line 10 above.
    expect(report.baselines.constant?.mae).toBeCloseTo((12 + 14 + 22) / 3, 9);
    expect(report.baselines.linear).toMatchObject({ runs: 3, overRunners: { mae: 4.5 }, model: { mae: 6 } });
  });

  test("says how far its MAE holds for other runners", () => {
    const runs = series(40, (i) => i).map((i) => runOff(i, 20, { runner: String(i) }));
    const { mae, maeConfidence } = reportOn(runs, null)!;
    const { lowBpm, highBpm } = maeConfidence!;
    expect([lowBpm < mae - 2, highBpm > mae + 2]).toEqual([true, true]);
    const words = `95 % between ${lowBpm.toFixed(1)} and ${highBpm.toFixed(1)}, by resampling runners`;
    expect(confidenceWords(maeConfidence!, 1)).toBe(words);
  });

  test("tells runs of different length apart, and says of a length that none has that there is none", () => {
    const { duration, time } = reportOn([runOff(2, 29), runOff(4, 30), runOff(6, 59)], null)!.by;
    expect(duration["under 30 min"]).toMatchObject({ runs: 1, mae: 2 });
    expect(duration["30 to 60 min"]).toMatchObject({ runs: 2, mae: 5 });
    expect(duration["over 60 min"]).toBeNull();
    expect(time["first 2 min"]).toMatchObject({ runs: 3, mae: 4 });
  });

  test("compares with what needs earlier runs on the runs that have them", () => {
    const earlier = { runs: 5, heartRateBpm: 155, linearOffsetBpm: 0 };
    const { baselines, by } = reportOn([runOff(2, 30), runOff(6, 30, { earlier })], null)!;
    expect(baselines.ownMean).toMatchObject({ runs: 1, mae: 1, model: { mae: 6 } });
    expect(baselines.linearWithOwnOffset).toMatchObject({ runs: 1, mae: 4 });
    expect(baselines.linearWithFirstMinutes).toBeNull();
    expect(by.earlierRuns).toMatchObject({ none: { mae: 2 }, "5 to 19": { mae: 6 }, "20 or more": null });
  });

  test("names the sources that there are, and the runs that went worst with their causes", () => {
    const runs = series(12, (i) => i).map((i) =>
      runOff(i, 30, { speedSource: i < 4 ? "device, smooth" : "from distance" }),
    );
    const { by, worst, causes } = reportOn(runs, null)!;
    expect(by.speedSource).toMatchObject({ "device, smooth": { runs: 4 }, "from distance": { runs: 8 } });
    expect(Object.keys(by.speedSource)).toHaveLength(2);
    expect(by.gender).toMatchObject({ "not stated": { runs: 12 } });
    expect(worst.map(({ mae }) => mae)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expect(worst[0]).toEqual({
      name: "11 off",
      durationS: 1800,
      meanSpeedKmh: expect.closeTo(10, 9),
      mae: 11,
      bias: -11,
      causes: ["offset", "flat line"],
    });
    expect(causes?.offset).toEqual({ allRuns: 11 / 12, worstTenth: 1 });
  });

  test("tells the most frequent names apart, and has one part for all others", () => {
    const typed = (workoutType: string, bpm: number): RunErrors => {
      const run = runOff(bpm, 10, { speedSource: "device, smooth" });
      return { ...run, about: run.about && { ...run.about, workoutType } };
    };
    const runs = series(50, (i) => i).map((i) => typed(`own ${i}`, i < 28 ? 2 : 4));
    const { workoutType } = reportOn(
      [...runs, ...[6, 6].flatMap((bpm) => [typed("B", bpm), typed("A", bpm)])],
      null,
    )!.by;
    expect(Object.keys(workoutType)).toHaveLength(31);
    expect(workoutType).toMatchObject({ A: { runs: 2, mae: 6 }, "own 27": { runs: 1 } });
    expect(workoutType["own 28"]).toBeUndefined();
    expect(Object.entries(workoutType).at(-1)).toMatchObject(["all others", { runs: 22, mae: 4 }]);
  });

  test("says how much of the runs of the worst, the tenth and the middle runner is covered", () => {
    const runs = series(11, (i) => i).flatMap((i) =>
      series(10, (k) => k).map((k) => runOff(k < i ? 0 : 9, 10, { runner: String(i) })),
    );
    const { runnerCoverage } = reportOn(runs, 0.9)!;
    expect(runnerCoverage?.worst).toBe(0);
    expect(runnerCoverage?.tenthPercentile).toBeCloseTo(0.1, 9);
    expect(runnerCoverage?.median).toBeCloseTo(0.5, 9);
  });

  test("says of how many runners it is, and how many runs name none", () => {
    const wordsOf = (...runners: (string | null)[]) =>
      scoredWords(
        reportOn(
          runners.map((runner) => runOff(2, 20, { runner })),
          null,
        )!,
      );
    expect(wordsOf("one", "two", "one")).toBe("3 runs of 2 runners");
    expect(wordsOf(null, null)).toBe("2 runs that name no runner");
    expect(wordsOf(null)).toBe("1 run that names no runner");
    expect(wordsOf("one", null, "two", "one")).toBe("4 runs, 3 of 2 runners and 1 that names none");
  });

  test("of no run is none", () => {
    expect(reportOn([], null)).toBeNull();
  });

  test("is what a contract carries, once it has baselines", () => {
    const report = reportOn([runOff(2, 30), runOff(4, 30, { runner: "two" })], 0.9)!;
    const calibrated = [{ historyRuns: 5, warmUpMinutes: 0, known: [], runs: 2, runners: 2, mae: 2, coverage: 0.9 }];
    expect(measuredErrors(report, calibrated)).toEqual({
      runs: 2,
      runners: 2,
      mae: 3,
      rmse: 3,
      bias: -3,
      constantMae: 13,
      linearMae: 7,
      coverage: 1,
      calibrated,
    });
    expect(measuredErrors({ ...report, coverage: null }, [])).toMatchObject({ mae: 3, coverage: null });
    expect(measuredErrors({ ...report, baselines: { ...report.baselines, linear: null } }, [])).toBeNull();
  });
});
