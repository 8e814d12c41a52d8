import fc from "fast-check";
import { expect, test } from "vitest";
import { expectedHeartRate } from "../../evaluation/expected-heart-rate.ts";
import { anyContract, anyPrior } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import { calibrationOf, earlierOf } from "./calibration.ts";
import { otherRunsOf } from "./earlier-runs.ts";
import { NOTHING_STATED } from "./known-of-me.ts";
import { type RunItem, viewOf } from "./run-items.ts";

const prior = anyPrior({
  directions: [[1, 0]],
  noise: { runBpm: 3, slowBpm: 3, slowS: 1500, fastBpm: 6, fastS: 20, stepBpm: 4, startBpm: 40, startS: 200 },
});
const contract = anyContract({ name: "small", calibration: prior });
const DAY_S = 86_400;
const FIRST_S = 1_700_000_000;

/** Five minutes of a run with its own heart rate. @param day null where it has no date */
function itemOf(id: number, day: number | null): RunItem {
  const steps = 51;
  const track = trackOf(
    { heartRateBpm: new Float32Array(steps).fill(120 + 2 * id) },
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

/** The expected heart rate of an item's run, compared with its runner's earlier ones. */
function expectedOf(items: readonly RunItem[], item: RunItem) {
  const shown = viewOf(item, 0);
  const calibration = { kind: "history", warmUpMinutes: 10, usesKnown: false, usesUndated: false } as const;
  const state = { items, runnerName: "Me", calibration, maximumHeartRateBpm: null, knownOfMe: NOTHING_STATED };
  return expectedHeartRate(shown.prediction!, contract, calibrationOf(state, shown).sources);
}

test("no later run, and none of unknown date, ever moves an earlier one's figures", () => {
  const day = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(
      fc.array(day, { maxLength: 12 }),
      day,
      fc.array(fc.option(day), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(100)),
      (before, own, others, places) => {
        const shown = itemOf(0, own);
        const earlier = before.filter((at) => at < own).map((at, i) => itemOf(1 + i, at));
        const rest = others.filter((at) => at === null || at >= own).map((at, i) => itemOf(60 + i, at));
        const alone = expectedOf([shown, ...earlier], shown);
        expect(alone).toMatchObject({ historyRuns: earlier.length, undatedRuns: 0 });
        // Opened in any order between the others.
        const mixed: RunItem[] = [shown, ...earlier];
        for (const item of rest) mixed.splice(places.next().value! % (mixed.length + 1), 0, item);
        expect(expectedOf(mixed, shown)).toEqual(alone);
      },
    ),
  );
});

test("earlier runs teach in order of time, the latest fifty of them", () => {
  const shown = itemOf(0, 100);
  const items = [shown, ...Array.from({ length: 60 }, (_, i) => itemOf(1 + i, 60 - i))];
  const { earlier, undated, hasLater } = otherRunsOf({ items, runnerName: "Me" }, viewOf(shown, 0));
  expect(earlier.map(({ track }) => (track.heartRateBpm[0] - 120) / 2)).toEqual(
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
