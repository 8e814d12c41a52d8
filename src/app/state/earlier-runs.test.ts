import fc from "fast-check";
import { expect, test } from "vitest";
import { expectedHeartRate } from "../../evaluation/expected-heart-rate.ts";
import { storedRun } from "../../library/kept-run.ts";
import { anyContract, anyPrior } from "../../testing/contract.ts";
import { datedTrack } from "../../testing/dated-runs.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import type { Track } from "../../workout/workout.ts";
import { calibratingRuns, calibrationOf, earlierOf, historyFor } from "./calibration.ts";
import { otherRunsOf } from "./earlier-runs.ts";
import { NOTHING_STATED } from "./known-of-me.ts";
import { atRest, type RunItem, viewOf } from "./run-items.ts";

const prior = anyPrior({
  directions: [[1, 0]],
  noise: { runBpm: 3, slowBpm: 3, slowS: 1500, fastBpm: 6, fastS: 20, stepBpm: 4, startBpm: 40, startS: 200 },
});
const contract = anyContract({ name: "small", calibration: prior });
const DAY_S = 86_400;
const FIRST_S = 1_700_000_000;

/** Five minutes of a run with its own heart rate and paces. @param day null where it has no date */
function itemOf(id: number, day: number | null): RunItem {
  const steps = 51;
  const track = trackOf(
    {
      heartRateBpm: new Float32Array(steps).fill(120 + 2 * id),
      speedKmh: Float32Array.from({ length: steps }, (_, i) => 10 + 2 * Math.sin(id * i)),
    },
    { startedAt: day === null ? null : { unixS: FIRST_S + day * DAY_S, utcOffsetS: null } },
  );
  const prediction = {
    track,
    heartRateBpm: new Float32Array(steps).fill(140),
    along: new Float32Array(steps).fill(4),
    repairs: [],
    flags: [],
    timings: { parseMs: 0, prepareMs: 0, modelMs: 0 },
  };
  const result = { contract, outcomes: [{ name: `${id}`, prediction }] };
  const origin = { kind: "file" } as const;
  return {
    ...{ id, name: `${id}`, origin, source: null, linked: null, excluded: {}, keptAs: {} },
    state: "done",
    result,
    error: null,
  };
}

function withTrack(item: RunItem, track: Track): RunItem {
  const outcomes = [{ name: item.name, prediction: predictionOf(track) }];
  return { ...item, result: { contract, outcomes } };
}

/** The expected heart rate of an item's run, compared with its runner's earlier ones. */
function expectedOf(items: readonly RunItem[], item: RunItem) {
  const shown = viewOf(item, 0);
  const calibration = { kind: "history", warmUpMinutes: 10, usesKnown: false, usesUndated: false } as const;
  const state = { items, runnerName: "Me", calibration, maximumHeartRateBpm: null, knownOfMe: NOTHING_STATED };
  return expectedHeartRate(shown.prediction!, contract, calibrationOf(state, shown).sources);
}

/** A run as the library holds it, and its item: predicted by being opened, or at rest. */
function keptItem(item: RunItem, isPredicted: boolean): RunItem {
  const { track } = viewOf(item, 0).prediction!;
  const { run } = storedRun({ track, runner: "Me", excluded: [] }, 0);
  const kept = {
    ...item,
    origin: { kind: "kept" } as const,
    source: { kind: "kept" as const, run, figures: null, read: async () => track, readRoute: async () => null },
    keptAs: { 0: { id: run.id, runner: "Me" } },
  };
  return isPredicted ? kept : atRest(kept);
}

test("no later run, and none of unknown date, ever moves an earlier one's figures", () => {
  const day = fc.integer({ min: 0, max: 400 });
  const place = fc.record({ isKept: fc.boolean(), isPredicted: fc.boolean(), at: fc.nat(100) });
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: day, isKept: fc.boolean() }), { maxLength: 12 }),
      day,
      fc.array(fc.option(day), { maxLength: 12 }),
      fc.infiniteStream(place),
      (before, own, others, places) => {
        const shown = itemOf(0, own);
        const earlier = before
          .filter(({ at }) => at < own)
          .map(({ at, isKept }, i) => (isKept ? keptItem(itemOf(1 + i, at), true) : itemOf(1 + i, at)));
        const rest = others.filter((at) => at === null || at >= own).map((at, i) => itemOf(60 + i, at));
        const alone = expectedOf([shown, ...earlier], shown);
        expect(alone).toMatchObject({
          historyRuns: earlier.length,
          keptRuns: earlier.filter(({ source }) => source?.kind === "kept").length,
          undatedRuns: 0,
        });
        // Opened in any order between the others, from files or from the library, predicted or at rest.
        const mixed: RunItem[] = [shown, ...earlier];
        for (const item of rest) {
          const { isKept, isPredicted, at } = places.next().value!;
          mixed.splice(at % (mixed.length + 1), 0, isKept ? keptItem(item, isPredicted) : item);
        }
        expect(expectedOf(mixed, shown)).toEqual(alone);
      },
    ),
  );
});

test("earlier runs of the library are waited for, but one that a person stopped", () => {
  const shown = itemOf(0, 10);
  const items = [shown, itemOf(1, 3), keptItem(itemOf(2, 4), false), keptItem(itemOf(3, 5), true)];
  const setting = { kind: "history", warmUpMinutes: 10, usesKnown: false, usesUndated: false } as const;
  const ofItems = (list: readonly RunItem[]) => ({ items: list, runnerName: "Me", calibration: setting });
  expect(historyFor(ofItems(items), viewOf(shown, 0))).toBe("history-coming");
  expect(calibratingRuns(ofItems(items), viewOf(shown, 0)).map(({ itemId }) => itemId)).toEqual([1, 2, 3]);
  const stopped = items.map((item) => (item.id === 2 ? { ...item, state: "stopped" as const } : item));
  expect(historyFor(ofItems(stopped), viewOf(shown, 0))).toMatchObject([{ track: {} }, { isKept: true }]);
});

test("kept runs teach of those they are kept for, whatever their files state, and open ones of whom these do not deny", () => {
  const keptFor = (id: number, runner: string, stated: string | null = null) => {
    const item = keptItem(itemOf(id, id), true);
    const { prediction } = viewOf(item, 0);
    const named = withTrack(item, { ...prediction!.track, runner: stated });
    return { ...named, keptAs: { 0: { id: `${id}`, runner } } };
  };
  const open = (id: number, stated: string | null) => {
    const item = itemOf(id, id);
    return withTrack(item, { ...viewOf(item, 0).prediction!.track, runner: stated });
  };
  const items = [keptFor(1, "Me", "a"), keptFor(2, "Ben"), open(3, "a"), open(4, "b"), open(5, null)];
  const earlierFor = (shown: RunItem, runnerName: string) =>
    otherRunsOf({ items: [...items, shown], runnerName }, viewOf(shown, 0)).earlier.map(({ itemId }) => itemId);
  expect(earlierFor(keptFor(9, "Me"), "Me")).toEqual([1, 3, 5]);
  expect(earlierFor(keptFor(9, "Ben"), "Ben")).toEqual([2, 3, 4, 5]);
  expect(earlierFor(keptFor(9, "Ben"), "Me"), "his, and what is not mine alone").toEqual([2]);
  expect(earlierFor(open(9, "b"), "Me"), "not mine").toEqual([4, 5]);
});

test("another recording of the run that started seconds before is no earlier run of it", () => {
  const track = datedTrack("a", 4);
  const before = { ...track, startedAt: { ...track.startedAt!, unixS: track.startedAt!.unixS - 30 } };
  const other = datedTrack("b", 3);
  const of = (id: number, own: Track) => withTrack(itemOf(id, null), own);
  const items = [of(0, track), keptItem(of(1, before), true), of(2, other)];
  const { earlier } = otherRunsOf({ items, runnerName: "Me" }, viewOf(items[0], 0));
  expect(earlier.map(({ itemId }) => itemId)).toEqual([2]);
});

test("earlier runs teach in order of time, the latest fifty of them", () => {
  const shown = itemOf(0, 100);
  const items = [shown, ...Array.from({ length: 60 }, (_, i) => itemOf(1 + i, 60 - i))];
  const { earlier, undated, hasLater } = otherRunsOf({ items, runnerName: "Me" }, viewOf(shown, 0));
  expect(earlier.map(({ lesson }) => (lesson!.track.heartRateBpm[0] - 120) / 2)).toEqual(
    Array.from({ length: 50 }, (_, i) => 50 - i),
  );
  expect([undated, hasLater]).toEqual([[], false]);
});

test("runs of unknown date are used only where a person says so, and a run without earlier ones says why", () => {
  const of = (own: number | null, others: (number | null)[], usesUndated: boolean) => {
    const shown = itemOf(0, own);
    const items = [shown, ...others.map((day, i) => itemOf(1 + i, day))];
    const history = earlierOf(otherRunsOf({ items, runnerName: "Me" }, viewOf(shown, 0)), { usesUndated });
    return typeof history === "string" ? history : history.map(({ track }) => (track.heartRateBpm[0] - 120) / 2);
  };
  expect(of(10, [3, null, 5], false)).toEqual([1, 3]);
  expect(of(10, [3, null, 5], true)).toEqual([2, 1, 3]);
  expect(of(null, [3, null, 5], true)).toEqual([1, 2, 3]);
  expect(of(null, [3, 5], false)).toBe("undated");
  expect(of(10, [null, 11], false)).toBe("undated");
  expect(of(10, [10, 11], true)).toBe("no-earlier");
  expect(of(10, [], true)).toBe("no-history");
});
