import { describe, expect, test } from "vitest";
import { anyContract } from "../testing/contract.ts";
import { predictionOf, trackOf } from "../testing/tracks.ts";
import type { Track } from "../workout/workout.ts";
import {
  comparedRun,
  comparedStretches,
  endOf,
  momentAt,
  pairFinding,
  placeAt,
  runnersOf,
  stretchLength,
  timeAtPlace,
} from "./compare-runs.ts";
import { isUnusual, pairSentence } from "./compare-words.ts";
import { COMPARED_BY } from "./compared-by.ts";

const contract = anyContract();

/** A run of level running at some bpm, where 150 are expected. */
function runOf(minutes: number, bpm: number, rest: Partial<Track> = {}, kmh = 12) {
  const length = 10 * minutes + 1;
  const columns = {
    speedKmh: new Float32Array(length).fill(kmh),
    heartRateBpm: new Float32Array(length).fill(bpm),
  };
  return comparedRun({ prediction: predictionOf(trackOf(columns, rest)), contract, excluded: [] });
}

describe("runs beside one another", () => {
  const short = runOf(20, 156);
  const long = runOf(30, 147, {}, 6);

  test("have the figures of lists, with their usual range, typical gap and drift", () => {
    expect(short.figures).toMatchObject({ durationS: 1200, movingS: 1200, differenceBpm: 6, typicalGapBpm: 6 });
    expect(short.figures.usualBpm!.lowerBpm).toBeLessThan(0);
    expect(short.figures.usualBpm!.upperBpm).toBeGreaterThan(0);
    expect(short.figures.drift).toMatchObject({ decouplingPercent: 0 });
    expect(long.figures.differenceBpm).toBe(-3);
  });

  test("lie along time, distance or the share of the way, each from its own start to its own end", () => {
    const ends = COMPARED_BY.map((by) => [endOf(short, by), endOf(long, by)]);
    expect(ends).toEqual([
      [1200, 1800],
      [expect.closeTo(4, 5), expect.closeTo(3, 5)],
      [1, 1],
    ]);
    for (const by of COMPARED_BY) {
      expect(timeAtPlace(long, by, placeAt(long, by, 900))).toBeCloseTo(900, 6);
    }
    expect(momentAt(short, "distance", 2)).toMatchObject({ timeS: expect.closeTo(600, 6), differenceBpm: 6 });
    expect(momentAt(long, "share", 0.5)).toMatchObject({ timeS: expect.closeTo(900, 6), km: expect.closeTo(1.5, 6) });
    expect(momentAt(short, "time", 1201)).toBeNull();
  });

  test("are cut into the same stretches; behind its end a run has no difference", () => {
    const runs = [short, long];
    expect(stretchLength(runs, "time")).toBe(300);
    expect(stretchLength(runs, "distance", 1.609)).toBe(1.609);
    const byTime = comparedStretches(runs, "time", 300);
    expect(byTime.map(({ from, to }) => [from, to])).toEqual([0, 1, 2, 3, 4, 5].map((i) => [300 * i, 300 * (i + 1)]));
    expect(byTime[0].differenceBpm).toEqual([6, -3]);
    expect(byTime[5].differenceBpm).toEqual([Number.NaN, -3]);
    const byDistance = comparedStretches(runs, "distance", 1);
    expect(byDistance).toHaveLength(4);
    expect(byDistance[3].differenceBpm).toEqual([expect.closeTo(6), Number.NaN]);
    expect(comparedStretches(runs, "share", 0.1)).toHaveLength(10);
  });

  test("are averaged over two minutes, where at least half of these is measured and the model has settled", () => {
    const heartRateBpm = new Float32Array(201).fill(160);
    heartRateBpm.fill(170, 100);
    heartRateBpm.fill(Number.NaN, 150, 180);
    const { differenceBpm } = comparedRun({
      prediction: predictionOf(trackOf({ heartRateBpm })),
      contract,
      excluded: [],
    });
    expect(differenceBpm[100]).toBeCloseTo((10 * 10 + 11 * 20) / 21, 4);
    expect(differenceBpm[111]).toBe(20);
    expect(differenceBpm[165]).toBeNaN();
    expect(differenceBpm[0]).toBe(10);
  });
});

describe("a pair", () => {
  const easy = runOf(30, 150);

  test("is told to differ by more than usual only where it leaves the range of runs of one runner", () => {
    const near = pairFinding(easy, runOf(30, 156));
    expect(near.apartBpm).toBe(6);
    expect(isUnusual(near)).toBe(false);
    const far = pairFinding(easy, runOf(30, 186));
    expect(isUnusual(far)).toBe(true);
    expect(pairSentence(near, "A", "B")).toMatch(
      /^B was 6 bpm harder than A for its pace and hills: no more than two runs of one runner usually differ \(nine of ten pairs: \d+ bpm easier to \d+ bpm harder\), if one person ran both\.$/,
    );
    expect(pairSentence(far, "A", "B")).toContain("36 bpm harder than A for its pace and hills: more than two runs");
  });

  test("tells the same whichever of its runs comes first", () => {
    const hard = runOf(12, 171, {}, 15);
    const [there, back] = [pairFinding(easy, hard), pairFinding(hard, easy)];
    expect(back.apartBpm).toBe(-there.apartBpm);
    expect(back.usualBpm!.lowerBpm).toBeCloseTo(-there.usualBpm!.upperBpm, 9);
    expect(back.usualBpm!.upperBpm).toBeCloseTo(-there.usualBpm!.lowerBpm, 9);
  });

  test("of two runners, or without a heart rate or a model that knows how runs differ, is told apart and no more", () => {
    const others = pairFinding(runOf(30, 150, { runner: "a" }), runOf(30, 190, { runner: "b" }));
    expect(others).toMatchObject({ apartBpm: 40, runners: "two", usualBpm: null });
    expect(pairSentence(others, "A", "B")).toBe(
      "B was 40 bpm harder than A for its pace and hills. They are of different runners: whether that is more than usual cannot be told.",
    );
    const silent = pairFinding(easy, runOf(30, Number.NaN));
    expect(pairSentence(silent, "A", "B")).toBe("B and A cannot be compared: one of them has no heart rate.");
    const plain = { ...contract, calibration: null, intervals: null };
    const [one, other] = [150, 190].map((bpm) => comparedRun({ ...runOf(30, bpm), contract: plain }));
    expect(pairSentence(pairFinding(one, other), "A", "B")).toContain("does not state how far");
  });

  test("is of one runner, of two or of who knows whom by what its files state", () => {
    const stating = (runner: string | null, gender: 0 | 0.5 | 1 = 0.5) => ({ runner, gender });
    expect(runnersOf(stating("a"), stating("a"))).toBe("one");
    expect(runnersOf(stating("a"), stating("b"))).toBe("two");
    expect(runnersOf(stating("a"), stating(null))).toBe("unknown");
    expect(runnersOf(stating(null, 0), stating(null, 1))).toBe("two");
  });
});
