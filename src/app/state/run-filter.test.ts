import { beforeEach, describe, expect, test } from "vitest";
import { datedTrack } from "../../testing/dated-runs.ts";
import { file, nameOf, rest, ScriptedPage } from "../../testing/scripted-page.ts";
import { predictionOf } from "../../testing/tracks.ts";
import { trendPointOn } from "../../testing/trend-points.ts";
import { daysOf, filteredRuns, isWithin, NO_FILTER, type RunFilter, speedCuts } from "./run-filter.ts";
import { runStepsOf } from "./run-steps.ts";
import { shownRun } from "./status.ts";

const DAY_S = 86_400;

const POINTS = [
  trendPointOn(0, 1, { name: "Dünen, früh.gpx", distanceKm: 4, meanSpeedKmh: 9, sport: "trail_run" }),
  trendPointOn(1, 2, { name: "Evening.fit", distanceKm: 5, meanSpeedKmh: 10 }),
  trendPointOn(2, 3, { name: "evening race.fit", distanceKm: 42, meanSpeedKmh: 12 }),
  trendPointOn(3, 4, { name: "not read yet", startedAt: null, distanceKm: Number.NaN, meanSpeedKmh: Number.NaN }),
];

describe("a filter lets through runs", () => {
  const days = (changes: Partial<RunFilter>) =>
    filteredRuns(POINTS, { ...NO_FILTER, ...changes }, speedCuts(POINTS), (point) => point).map(
      ({ differenceBpm }) => differenceBpm,
    );

  test("of a sport, of a length, of a third by speed", () => {
    expect(days({})).toEqual([1, 2, 3, 4]);
    expect(days({ sport: "Trail run" })).toEqual([1]);
    expect(days({ length: 1 })).toEqual([2]);
    expect(days({ length: 4 })).toEqual([3]);
    expect(days({ speed: "slow" })).toEqual([1]);
    expect(days({ speed: "middle" })).toEqual([2]);
    expect(days({ speed: "fast" })).toEqual([3]);
    expect(days({ speed: "fast", sport: "Trail run" })).toEqual([]);
  });

  test("whose name has each word, however it is written", () => {
    expect(days({ text: " EVENING " })).toEqual([2, 3]);
    expect(days({ text: "race evening" })).toEqual([3]);
    expect(days({ text: "dunen" })).toEqual([1]);
    expect(days({ text: "DÜNEN" })).toEqual([1]);
  });

  test("of a period, and none without a date", () => {
    const dayS = Date.UTC(2025, 0, 7) / 1000;
    expect(days({ period: { startS: dayS, endS: dayS + 2 * DAY_S } })).toEqual([2, 3]);
    expect(days({ period: { startS: 0, endS: Number.POSITIVE_INFINITY } })).toEqual([1, 2, 3]);
    expect(daysOf(POINTS)).toEqual({ startS: dayS - DAY_S, endS: dayS + 2 * DAY_S });
    expect(daysOf([POINTS[3]])).toBeNull();
  });

  test("by the days of the runner, wherever in the world these are", () => {
    const dayS = Date.UTC(2025, 4, 12) / 1000;
    const period = { startS: dayS, endS: dayS + DAY_S };
    const HOUR_S = 3600;
    expect(isWithin({ unixS: dayS - 2 * HOUR_S, utcOffsetS: 3 * HOUR_S }, period)).toBe(true);
    expect(isWithin({ unixS: dayS + DAY_S + 6 * HOUR_S, utcOffsetS: -7 * HOUR_S }, period)).toBe(true);
    expect(isWithin({ unixS: dayS + HOUR_S, utcOffsetS: -2 * HOUR_S }, period)).toBe(false);
    expect(isWithin({ unixS: dayS + DAY_S - 0.5, utcOffsetS: null }, period)).toBe(true);
  });
});

describe("the steps from run to run", () => {
  let page: ScriptedPage;
  const state = () => page.state();
  beforeEach(async () => {
    page = new ScriptedPage();
    page.predictor.answer = (source) => predictionOf(datedTrack(nameOf(source), nameOf(source).length));
    await page.start();
    await state().openFiles(["a.gpx", "hill bb.gpx", "ccc.gpx", "hill dddd.gpx"].map((name) => file(name, name)));
    await rest();
  });

  test("lead through the runs that the filter lets through, or through all from one that it does not", () => {
    state().select({ itemId: state().items[1].id, run: 0 });
    state().filterRuns({ text: "hill" });
    const steps = runStepsOf(state());
    expect(steps).toMatchObject({ position: 1, count: 2, previous: null });
    state().select(steps.next!);
    expect(shownRun(state())?.name).toBe("hill dddd.gpx");
    state().select({ itemId: state().items[0].id, run: 0 });
    expect(runStepsOf(state())).toMatchObject({ position: 1, count: 4 });
    state().filterRuns(NO_FILTER);
    expect(runStepsOf(state())).toMatchObject({ position: 1, count: 4 });
  });
});
