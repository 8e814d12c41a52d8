import { describe, expect, test } from "vitest";
import { Random } from "../base/random.ts";
import type { CalibrationKind, IntervalTable } from "../model/contract.ts";
import { anyContract, anyGrid, anyKnowledge, anyPrior } from "../testing/contract.ts";
import { series } from "../testing/workouts.ts";
import type { Knowledge } from "./calibration/knowledge.ts";
import {
  type CalibrationSources,
  expectedHeartRate,
  learntFrom,
  MOST_HISTORY_RUNS,
  NO_CALIBRATION,
  type PredictedRun,
} from "./expected-heart-rate.ts";
import { intervalOf } from "./intervals.ts";

const STEPS = 100;
const STEP_S = 6;

/** A run along two directions, some bpm above its prediction; NaN for a missing heart rate. */
function runOf(seed: string, offAt: (i: number) => number): PredictedRun {
  const random = new Random(seed);
  const heartRateBpm = Float32Array.from({ length: STEPS }, () => random.uniform(130, 170));
  return {
    track: { stepS: STEP_S, heartRateBpm: heartRateBpm.map((bpm, i) => bpm + offAt(i)) },
    heartRateBpm,
    along: Float32Array.from({ length: 2 * STEPS }, (_, j) => (j % 2 === 0 ? 8 : random.normal(0, 4))),
  };
}

/** A run whose heart rate is removed at the steps that are not kept. */
function measuredWhere(run: PredictedRun, isKept: (i: number) => boolean): PredictedRun {
  const heartRateBpm = run.track.heartRateBpm.map((bpm, i) => (isKept(i) ? bpm : Number.NaN));
  return { ...run, track: { ...run.track, heartRateBpm } };
}

/** One grid per kind, each of another width. */
const intervals: IntervalTable = {
  level: 0.8,
  known: [],
  grids: {
    none: anyGrid(),
    history: { ...anyGrid(), runMean: { lower: -1, upper: 2 } },
    "warm-up": { ...anyGrid(), atBpm: [140, 141] },
    "history and warm-up": { ...anyGrid(), atS: [60, 61] },
  },
};
const contract = anyContract({ intervals });
const run = runOf("run", () => 12);
const unmeasured = measuredWhere(run, () => false);
const history = ["a", "b", "c"].map((seed) => runOf(seed, () => 10));

const expectedOf = (prediction: PredictedRun, sources: Partial<CalibrationSources> = {}) =>
  expectedHeartRate(prediction, contract, { ...NO_CALIBRATION, ...sources });

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("a calibration", () => {
  test.each<[string, PredictedRun, Partial<CalibrationSources>, CalibrationKind]>([
    ["nothing", run, {}, "none"],
    ["earlier runs", run, { history }, "history"],
    ["the first minutes", run, { warmUpS: 120 }, "warm-up"],
    ["both", run, { history, warmUpS: 120 }, "history and warm-up"],
    ["earlier runs of which none has a heart rate", run, { history: [unmeasured, unmeasured] }, "none"],
    ["earlier runs that tell no directions", run, { history: [{ ...run, along: null }] }, "none"],
    ["the first minutes of a run without a heart rate", unmeasured, { warmUpS: 120 }, "none"],
    ["first minutes without a heart rate", measuredWhere(run, (i) => i >= 20), { warmUpS: 120 }, "none"],
    ["first minutes with one heart rate at their end", measuredWhere(run, (i) => i >= 19), { warmUpS: 120 }, "warm-up"],
    ["earlier runs, without a heart rate in this one", unmeasured, { history, warmUpS: 120 }, "history"],
  ])("where it is %s", (_, prediction, sources, kind) => {
    const expected = expectedOf(prediction, sources);
    const looksAhead = kind.endsWith("warm-up");
    expect(expected).toMatchObject({
      kind,
      historyRuns: kind.startsWith("history") ? 3 : 0,
      undatedRuns: kind.startsWith("history") ? 3 : 0,
      fromS: looksAhead ? 120 : 0,
      level: 0.8,
    });
    const { heartRateBpm, deviationBpm } = expected;
    const calibrated = { heartRateBpm, deviationBpm: deviationBpm! };
    expect(expected.interval).toEqual(intervalOf(calibrated, STEP_S, intervals.grids[kind]!));
    if (kind === "none") expect(heartRateBpm).toEqual(prediction.heartRateBpm);
    // Runner and run are above the model's prediction, so the expectation is too.
    else expect(meanOf(heartRateBpm) - meanOf(prediction.heartRateBpm)).toBeGreaterThan(3);
  });

  test("makes the stated deviation smaller", () => {
    const [none, some, all] = [{}, { history }, { history, warmUpS: 120 }].map((sources) =>
      meanOf(expectedOf(run, sources).deviationBpm!.subarray(20)),
    );
    expect(some).toBeLessThan(none);
    expect(all).toBeLessThan(some);
  });

  test("depends on the given sources only, whatever was asked for before", () => {
    const others = ["d", "e", "f"].map((seed) => runOf(seed, () => -10));
    const [first, second] = [history, others].map((own) => expectedOf(run, { history: own }).heartRateBpm);
    expect(second).not.toEqual(first);
    expectedOf(run, { history, warmUpS: 120 });
    expect(expectedOf(run, { history: [...history] }).heartRateBpm).toEqual(first);
  });

  test("uses the latest fifty earlier runs that have a heart rate", () => {
    const many = series(MOST_HISTORY_RUNS + 10, (k) => runOf(`${k}`, () => (k < 10 ? -30 : 10)));
    const expected = expectedOf(run, { history: many });
    expect(expected.historyRuns).toBe(50);
    expect(expected).toEqual(expectedOf(run, { history: many.slice(10) }));
    expect(expected).not.toEqual(expectedOf(run, { history: many.slice(11) }));
    const withGaps = many.slice(10).flatMap((earlier) => [earlier, unmeasured, { ...earlier, along: null }]);
    expect(expectedOf(run, { history: withGaps })).toEqual(expected);
  });
});

test("a model without directions keeps its own prediction, without interval or deviation", () => {
  const plain = {
    heartRateBpm: run.heartRateBpm,
    deviationBpm: null,
    interval: null,
    level: null,
    kind: "none",
    known: [],
    historyRuns: 0,
    undatedRuns: 0,
    keptRuns: 0,
    fromS: 0,
    excluded: [],
    usualBpm: null,
    noise: null,
  };
  const sources = { history, warmUpS: 120 };
  expect(expectedHeartRate(run, { calibration: null, intervals: null }, sources)).toEqual(plain);
  expect(expectedHeartRate({ ...run, along: null }, contract, sources)).toEqual(plain);
});

test("an interval is stated only where the model has a grid for the sources used", () => {
  const { calibration } = contract;
  const lacking = { calibration, intervals: { ...intervals, grids: { ...intervals.grids, history: null } } };
  const expected = expectedHeartRate(run, lacking, { history, warmUpS: 0 });
  expect(expected).toMatchObject({ kind: "history", interval: null, level: null, usualBpm: null });
  expect(expected.heartRateBpm).toEqual(expectedOf(run, { history }).heartRateBpm);
  expect(expected.deviationBpm).toEqual(expectedOf(run, { history }).deviationBpm);
  const without = expectedHeartRate(run, { calibration, intervals: null }, { history, warmUpS: 0 });
  expect(without).toEqual(expected);
  expect(expectedHeartRate(run, lacking, NO_CALIBRATION).interval).not.toBeNull();
});

describe("what a run's mean may differ by without being unusual", () => {
  test("is counted in the run's mean deviation", () => {
    const { usualBpm, deviationBpm } = expectedOf(run, { history });
    const { lower, upper } = intervals.grids.history!.runMean;
    expect(usualBpm!.lowerBpm).toBeCloseTo(lower * meanOf(deviationBpm!), 9);
    expect(usualBpm!.upperBpm).toBeCloseTo(upper * meanOf(deviationBpm!), 9);
  });

  test("leaves out the warm-up", () => {
    // 21 steps begin before second 121.
    const { usualBpm, deviationBpm } = expectedOf(run, { warmUpS: 121 });
    const { upper } = intervals.grids["warm-up"]!.runMean;
    expect(usualBpm!.upperBpm).toBeCloseTo(upper * meanOf(deviationBpm!.subarray(21)), 9);
    expect(usualBpm!.upperBpm).not.toBeCloseTo(upper * meanOf(deviationBpm!.subarray(20)), 3);
  });

  test("is null where all of the run is warm-up", () => {
    expect(expectedOf(run, { warmUpS: 3600 })).toMatchObject({ kind: "warm-up", fromS: 3600, usualBpm: null });
  });
});

describe("an excluded stretch", () => {
  /** The sensor read 60 bpm too low for the first minute. */
  const isFaulty = (i: number) => i < 10;
  const faulty = runOf("run", (i) => (isFaulty(i) ? -60 : 12));
  const excluded = [{ startS: 0, endS: 54 }];

  test("teaches nothing about its own run: the expectation is as if nothing had been measured there", () => {
    const without = expectedOf({ ...faulty, excluded }, { warmUpS: 120 });
    const unread = expectedOf(
      measuredWhere(faulty, (i) => !isFaulty(i)),
      { warmUpS: 120 },
    );
    expect(without).toEqual({ ...unread, excluded });
    expect(without.heartRateBpm).not.toEqual(expectedOf(faulty, { warmUpS: 120 }).heartRateBpm);
  });

  test("of an earlier run teaches nothing about the runner", () => {
    const unread = measuredWhere(faulty, (i) => !isFaulty(i));
    const expected = expectedOf(run, { history: [{ ...faulty, excluded }] });
    expect(expected).toEqual(expectedOf(run, { history: [unread] }));
    expect(expected.heartRateBpm).not.toEqual(expectedOf(run, { history: [faulty] }).heartRateBpm);
  });

  test("that covers all of the sources leaves none", () => {
    expect(expectedOf({ ...run, excluded: [{ startS: 0, endS: 119 }] }, { warmUpS: 120 })).toMatchObject({
      kind: "none",
      fromS: 0,
    });
  });
});

describe("runs that are dated", () => {
  const changing = anyContract({ intervals, calibration: anyPrior({ changeDays: 100 }) });
  const onDay = (from: PredictedRun, runnerDay: number | null): PredictedRun => ({
    ...from,
    track: { ...from.track, runnerDay },
  });
  const by = (shown: PredictedRun, others: PredictedRun[]) =>
    expectedHeartRate(shown, changing, { history: others, warmUpS: 0 });
  const shown = onDay(run, 300);

  test("count the less the more days lie between", () => {
    const moved = [299, 250, 200, 0].map((day) =>
      meanOf(
        by(
          shown,
          history.map((own) => onDay(own, day)),
        ).heartRateBpm.map((bpm, i) => bpm - run.heartRateBpm[i]),
      ),
    );
    for (const [k, bpm] of moved.slice(1).entries()) expect(bpm).toBeLessThan(moved[k]);
    expect(moved[0]).toBeGreaterThan(5);
    expect(moved[3]).toBeLessThan(1);
  });

  test("count in order of time, whatever order they came in", () => {
    const dated = history.map((own, k) => onDay(own, 100 * k));
    expect(by(shown, dated.toReversed())).toEqual(by(shown, dated));
    expect(by(shown, dated)).not.toEqual(by(shown, history));
  });

  test("beyond fifty, the nearest are used", () => {
    const near = series(MOST_HISTORY_RUNS, (k) =>
      onDay(
        runOf(`${k}`, () => 10),
        250 + k / 10,
      ),
    );
    const far = series(10, (k) =>
      onDay(
        runOf(`${k}`, () => -30),
        k,
      ),
    );
    expect(by(shown, [...near, ...far])).toEqual(by(shown, near));
  });

  test("count as if a runner never changed where one side is undated", () => {
    expect(
      by(
        onDay(run, null),
        history.map((own) => onDay(own, 3)),
      ),
    ).toEqual(by(run, history));
    expect(by(shown, history)).toEqual(by(run, history));
  });
});

describe("what a runner knows", () => {
  const knowledge = anyKnowledge();
  const knowing = anyContract({
    calibration: anyPrior({ knowledge }),
    intervals: {
      ...intervals,
      // Smaller sets first, as a contract lists them.
      known: [
        { quantities: ["maximumBpm"], grids: intervals.grids },
        { quantities: ["bestKmh", "maximumBpm"], grids: { ...intervals.grids, none: wide() } },
      ],
    },
  });
  /** A grid twice as wide as any other. */
  function wide() {
    const doubled = (table: number[][]) => table.map((row) => row.map((bound) => 2 * bound));
    const grid = anyGrid();
    return { ...grid, lower: doubled(grid.lower), upper: doubled(grid.upper) };
  }
  const by = (known: Knowledge, sources: Partial<CalibrationSources> = {}) =>
    expectedHeartRate(run, knowing, { ...NO_CALIBRATION, ...sources, known });

  test("moves the expectation and narrows what is stated, and with earlier runs counts for less", () => {
    const known = { maximumBpm: 201 };
    const shift = (one: { heartRateBpm: Float32Array }, other: { heartRateBpm: Float32Array }) =>
      meanOf(one.heartRateBpm) - meanOf(other.heartRateBpm);
    expect(by(known)).toMatchObject({ kind: "none", known: ["maximumBpm"] });
    expect(shift(by(known), by({}))).toBeGreaterThan(3);
    expect(meanOf(by(known).deviationBpm!)).toBeLessThan(meanOf(by({}).deviationBpm!));
    const fitted = shift(by(known, { history }), by({}, { history }));
    expect(fitted).toBeGreaterThan(0);
    expect(fitted).toBeLessThan(0.3 * shift(by(known), by({})));
  });

  test("is in the belief that was learnt from it, which expects the same, in the same interval", () => {
    const both = { bestKmh: 14, maximumBpm: 190 };
    const belief = learntFrom([], knowing.calibration!, run.track, both);
    expect(belief).toMatchObject({ runs: 0, known: ["maximumBpm", "bestKmh"] });
    expect(expectedHeartRate(run, knowing, { ...NO_CALIBRATION, history: belief })).toEqual(by(both));
  });

  test("that the model has not learnt changes nothing", () => {
    expect(by({ restingBpm: 40 })).toEqual(by({}));
    expect(expectedHeartRate(run, contract, { ...NO_CALIBRATION, known: { maximumBpm: 201 } })).toEqual(
      expectedOf(run),
    );
  });

  test("has intervals of its own for each set, and the others' where a set has none", () => {
    const width = (expected: ReturnType<typeof by>) => {
      const { lowerBpm, upperBpm } = expected.interval!;
      return meanOf(upperBpm.map((bpm, i) => (bpm - lowerBpm[i]) / expected.deviationBpm![i]));
    };
    const both = { bestKmh: 14, maximumBpm: 190 };
    expect(width(by(both))).toBeGreaterThan(1.8 * width(by({ maximumBpm: 190 })));
    expect(width(by({ maximumBpm: 190 }))).toBeLessThan(1.1 * width(by({})));
    expect(width(by({ bestKmh: 14 }))).toBeLessThan(1.1 * width(by({})));
    expect(width(by(both, { history }))).toBeLessThan(1.1 * width(by({}, { history })));
  });
});
