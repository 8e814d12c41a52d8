import { describe, expect, test } from "vitest";
import { anyContract, anyKnowledge, anyPrior } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import type { Gender, Track } from "../../workout/workout.ts";
import { calibrationInEffect, earlierOf, historyFor, parseWarmUpMinutes } from "./calibration.ts";
import { otherRunsOf } from "./earlier-runs.ts";
import { type Origin, type RunItem, type RunView, viewOf } from "./run-items.ts";

const prior = anyPrior({
  directions: [[1, 0]],
  noise: { runBpm: 3, slowBpm: 3, slowS: 1500, fastBpm: 6, fastS: 20, stepBpm: 4, startBpm: 40, startS: 200 },
});
const contract = anyContract({ name: "small", calibration: prior });
const timings = { parseMs: 0, prepareMs: 0, modelMs: 0 };
const FILE: Origin = { kind: "file" };
const SAMPLE: Origin = { kind: "sample", sampleId: "steady" };

/** Half an hour of a heart rate and of paces that no other run has. */
function trackAt(bpm: number, rest: Partial<Track> = {}): Track {
  const speedKmh = Float32Array.from({ length: 301 }, (_, i) => 10 + 2 * Math.sin(bpm * i));
  return trackOf({ heartRateBpm: new Float32Array(301).fill(bpm), speedKmh }, rest);
}

function itemOf(id: number, tracks: Track[], changes: Partial<RunItem> = {}): RunItem {
  const outcomes = tracks.map((track) => {
    const steps = track.speedKmh.length;
    const prediction = {
      track,
      heartRateBpm: new Float32Array(steps),
      along: new Float32Array(steps),
      repairs: [],
      flags: [],
      timings,
    };
    return { name: track.name, prediction };
  });
  const result = { contract, outcomes };
  return {
    id,
    name: `${id}`,
    origin: FILE,
    source: null,
    linked: null,
    excluded: {},
    keptAs: {},
    state: "done",
    result,
    error: null,
    ...changes,
  };
}

/** Other runs of unknown date, counted as earlier; dates are the concern of earlier-runs.test.ts. */
function historyOf(items: readonly RunItem[], shown: RunView) {
  const history = earlierOf(otherRunsOf({ items, runnerName: "Me" }, shown), { usesUndated: true });
  return typeof history === "string" ? [] : history;
}

/** The heart rates by which the runs of this test are told apart. */
function levelsOf(items: RunItem[], shown = viewOf(items[0], 0)): number[] {
  return historyOf(items, shown).map(({ track }) => track.heartRateBpm[0]);
}

describe("the other runs of a runner", () => {
  test("are no walks and rides", () => {
    const ride = trackAt(120, { sport: "cycling" });
    expect(
      levelsOf([itemOf(1, [trackAt(140)]), itemOf(2, [ride]), itemOf(3, [trackAt(150, { sport: "Trail Run" })])]),
    ).toEqual([150]);
  });

  test("are the latest fifty of a long list, those of one file among them", () => {
    const items = Array.from({ length: 40 }, (_, i) => itemOf(i, [trackAt(100 + 2 * i), trackAt(101 + 2 * i)]));
    expect(levelsOf(items)).toEqual(Array.from({ length: 50 }, (_, i) => 130 + i));
  });

  test("are all others with a heart rate, in the order of the list", () => {
    const items = [
      itemOf(1, [trackAt(140), trackAt(150)]),
      itemOf(2, [trackAt(Number.NaN)]),
      itemOf(3, [trackAt(160)]),
    ];
    expect(levelsOf(items)).toEqual([150, 160]);
    expect(levelsOf(items, viewOf(items[2], 0))).toEqual([140, 150]);
  });

  test("teach without what was excluded of them, and nothing where that is all", () => {
    const half = [{ startS: 0, endS: 900 }];
    const items = [
      itemOf(1, [trackAt(140)]),
      itemOf(2, [trackAt(150)], { excluded: { 0: half } }),
      itemOf(3, [trackAt(160)], { excluded: { 0: [{ startS: 0, endS: 1800 }] } }),
    ];
    const history = historyOf(items, viewOf(items[0], 0));
    expect(history).toMatchObject([{ excluded: half }]);
    // The same object again: what is fitted by it is not fitted anew.
    expect(historyOf(items, viewOf(items[0], 0))[0]).toBe(history[0]);
  });

  test("are none of a runner who is named differently", () => {
    const named = (id: number, bpm: number, runner: string | null) => itemOf(id, [trackAt(bpm, { runner })]);
    const items = [named(1, 140, "a"), named(2, 150, "b"), named(3, 160, null), named(4, 170, "a")];
    expect(levelsOf(items)).toEqual([160, 170]);
    expect(levelsOf(items, viewOf(items[2], 0))).toEqual([140, 150, 170]);
  });

  test("are none that say another gender", () => {
    const of = (id: number, bpm: number, gender: Gender) => itemOf(id, [trackAt(bpm, { gender })]);
    expect(levelsOf([of(1, 140, 0), of(2, 150, 1), of(3, 160, 0), of(4, 170, 0.5)])).toEqual([160, 170]);
  });

  test("are no runs of a split, nor is anybody's run one of a split's runner", () => {
    const origin = { kind: "split", split: { kind: "bundled" }, workoutId: 24 } as const;
    const [mine, other] = [itemOf(1, [trackAt(140)]), itemOf(2, [trackAt(150)])];
    const ofSplit = itemOf(3, [trackAt(160, { runner: "7" })], { origin });
    expect(levelsOf([mine, other, ofSplit])).toEqual([150]);
    expect(levelsOf([ofSplit, mine, other])).toEqual([]);
  });

  test("are no samples, unless of the same simulated runner as the sample that is shown", () => {
    const sample = (id: number, bpm: number, runner: string) =>
      itemOf(id, [trackAt(bpm, { runner })], { origin: SAMPLE });
    const mine = itemOf(1, [trackAt(140)]);
    const opening = itemOf(2, [trackAt(145)], { origin: { kind: "opening" } });
    const items = [mine, opening, sample(3, 150, "one"), sample(4, 160, "one"), sample(5, 170, "two")];
    expect(levelsOf(items)).toEqual([]);
    expect(levelsOf(items, viewOf(opening, 0))).toEqual([]);
    expect(levelsOf(items, viewOf(items[2], 0))).toEqual([160]);
  });

  test("are never the shown run once more, as a file opened twice or its link's rounding", () => {
    const rounded = { ...trackAt(140), heartRateBpm: trackAt(140.5).heartRateBpm };
    const faster = { ...trackAt(140), speedKmh: trackAt(140).speedKmh.map((kmh) => kmh + 1) };
    const items = [itemOf(1, [trackAt(140)]), itemOf(2, [trackAt(140)]), itemOf(3, [rounded]), itemOf(4, [faster])];
    expect(historyOf(items, viewOf(items[0], 0)).map(({ track }) => track)).toEqual([faster]);
    expect(levelsOf([itemOf(1, [trackAt(150)]), ...items.slice(1)]), "two recordings teach once").toEqual([140.5, 140]);
  });

  test("are those that the same model predicted, and the latest 50", () => {
    const others = Array.from({ length: 53 }, (_, k) => itemOf(2 + k, [trackAt(100 + k)]));
    const outdated = { contract: anyContract(), outcomes: others[52].result!.outcomes };
    const items = [itemOf(1, [trackAt(99)]), ...others, itemOf(99, [], { result: outdated })];
    const levels = levelsOf(items);
    expect(levels).toHaveLength(50);
    expect(levels[0]).toBe(103);
    expect(levels.at(-1)).toBe(152);
  });

  test("are waited for until each is done, refused or stopped, where they are asked for", () => {
    const inState = (id: number, state: RunItem["state"]) => itemOf(id, [trackAt(140 + id)], { state });
    const askedFor = { kind: "history", warmUpMinutes: 10, usesKnown: false, usesUndated: true } as const;
    const settled = (["predicting", "done", "failed", "stopped"] as const).map((state, id) => inState(id, state));
    const shown = viewOf(settled[0], 0);
    expect(historyFor({ items: settled, runnerName: "Me", calibration: askedFor }, shown)).toHaveLength(3);
    for (const state of ["waiting", "predicting"] as const) {
      const items = [...settled, inState(4, state)];
      expect(historyFor({ items, runnerName: "Me", calibration: askedFor }, shown)).toBe("history-coming");
      expect(historyFor({ items, runnerName: "Me", calibration: { ...askedFor, kind: "warm-up" } }, shown)).toEqual([]);
    }
  });
});

describe("what is looked at", () => {
  const shown = viewOf(itemOf(1, [trackAt(140)]), 0);
  const history = historyOf([shown.item, itemOf(2, [trackAt(150)])], shown);
  const both = { kind: "history and warm-up", warmUpMinutes: 10, usesKnown: false, usesUndated: true } as const;

  test("is what was asked for", () => {
    expect(calibrationInEffect(shown, both, history, {})).toEqual({
      kind: "history and warm-up",
      known: [],
      sources: { history, known: {}, warmUpS: 600 },
      obstacles: [],
    });
    expect(calibrationInEffect(shown, { ...both, kind: "history" }, history, {}).sources).toEqual({
      history,
      known: {},
      warmUpS: 0,
    });
    expect(calibrationInEffect(shown, { ...both, kind: "none" }, history, {})).toMatchObject({
      kind: "none",
      obstacles: [],
      sources: { history: [], warmUpS: 0 },
    });
  });

  test("is the one where the other can't be, and says why", () => {
    expect(calibrationInEffect(shown, both, [], {})).toMatchObject({ kind: "warm-up", obstacles: ["no-history"] });
    expect(calibrationInEffect(shown, both, "history-coming", {})).toMatchObject({
      kind: "warm-up",
      sources: { history: [] },
      obstacles: ["history-coming"],
    });
    expect(calibrationInEffect(shown, { ...both, warmUpMinutes: 30 }, history, {})).toMatchObject({
      kind: "history",
      sources: { warmUpS: 0 },
      obstacles: ["too-short"],
    });
  });

  test("is nothing of a run whose heart rate starts later or ends before", () => {
    const obstaclesOf = (from: number, to: number) => {
      const track = trackAt(Number.NaN);
      track.heartRateBpm.fill(150, from, to);
      return calibrationInEffect(viewOf(itemOf(1, [track]), 0), { ...both, kind: "warm-up" }, history, {});
    };
    expect(obstaclesOf(0, 0)).toMatchObject({ kind: "none", obstacles: ["no-heart-rate"] });
    expect(obstaclesOf(100, 301)).toMatchObject({ kind: "none", obstacles: ["no-early-heart-rate"] });
    expect(obstaclesOf(0, 100)).toMatchObject({ kind: "none", obstacles: ["no-later-heart-rate"] });
    expect(obstaclesOf(99, 101)).toMatchObject({ kind: "warm-up", obstacles: [] });
  });

  test("is nothing where the model can't be calibrated, and nothing is said while there is no prediction", () => {
    const plain = { ...shown, contract: anyContract({ calibration: null }) };
    expect(calibrationInEffect(plain, both, history, {})).toMatchObject({
      kind: "none",
      obstacles: ["no-calibration"],
    });
    expect(calibrationInEffect({ ...shown, prediction: null }, both, [], {}).obstacles).toEqual([]);
    expect(calibrationInEffect(null, both, [], {}).obstacles).toEqual([]);
  });

  describe("of what a person knows of themselves", () => {
    const learnt = anyContract({ calibration: { ...prior, knowledge: anyKnowledge() } });
    const knowing = { ...shown, contract: learnt };
    const asked = { kind: "none", warmUpMinutes: 10, usesKnown: true, usesUndated: true } as const;
    const stated = { maximumBpm: 190, restingBpm: 50 };

    test("is what the model has learnt to use, alone or beside other runs, where it is asked for and never else", () => {
      expect(calibrationInEffect(knowing, asked, [], stated)).toEqual({
        kind: "none",
        known: ["maximumBpm"],
        sources: { history: [], known: stated, warmUpS: 0 },
        obstacles: [],
      });
      expect(calibrationInEffect(knowing, { ...both, usesKnown: true }, history, stated)).toMatchObject({
        kind: "history and warm-up",
        known: ["maximumBpm"],
      });
      for (const setting of [both, { ...asked, usesKnown: false }]) {
        const { known, sources } = calibrationInEffect(knowing, setting, history, stated);
        expect([known, sources.known ?? {}]).toEqual([[], {}]);
      }
    });

    test("is nothing where nothing is stated, the model has not learnt it, or the run is another runner's", () => {
      const obstaclesOf = (view: typeof shown, known: typeof stated | object) =>
        calibrationInEffect(view, asked, [], known);
      const none = { kind: "none", known: [] };
      expect(obstaclesOf(knowing, {})).toMatchObject({ ...none, obstacles: ["nothing-stated"] });
      expect(obstaclesOf(shown, stated)).toMatchObject({ ...none, obstacles: ["not-learnt"] });
      expect(obstaclesOf(knowing, { restingBpm: 50 })).toMatchObject({ ...none, obstacles: ["not-learnt"] });
      const sample = { ...viewOf(itemOf(1, [trackAt(140)], { origin: SAMPLE }), 0), contract: learnt };
      expect(obstaclesOf(sample, stated)).toMatchObject({ ...none, obstacles: ["not-mine"] });
      expect(calibrationInEffect(knowing, { ...both, usesKnown: true }, history, {})).toMatchObject({
        kind: "history and warm-up",
        obstacles: ["nothing-stated"],
      });
    });
  });

  test("are whole minutes from 1 to 60", () => {
    expect(["1", "60", " 5 "].map(parseWarmUpMinutes)).toEqual([1, 60, 5]);
    for (const typed of ["", "0", "61", "2.5", "-3", "ten"]) expect(parseWarmUpMinutes(typed)).toBe("invalid");
  });
});
