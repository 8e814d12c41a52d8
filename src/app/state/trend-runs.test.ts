import { describe, expect, test } from "vitest";
import { storedRun } from "../../library/kept-run.ts";
import type { ModelFigures } from "../../library/library.ts";
import type { ModelContract } from "../../model/contract.ts";
import { anyContract, anyPrior, anyTrend } from "../../testing/contract.ts";
import { predictionOf, trackOf } from "../../testing/tracks.ts";
import type { RunItem } from "./run-items.ts";
import { trendRunsOf as runsOf } from "./trend-runs.ts";

const trendRunsOf = (items: readonly RunItem[], of: ModelContract | null) => runsOf({ items, runnerName: "Me" }, of);

const contract = anyContract({ calibration: anyPrior({ trend: anyTrend() }) });

function itemOf(id: number, changes: Partial<RunItem> = {}, runner: string | null = null, bpm = 160): RunItem {
  const track = trackOf({ heartRateBpm: new Float32Array(11).fill(bpm) }, { runner });
  return {
    id,
    name: `${id}.gpx`,
    origin: { kind: "file" },
    source: null,
    linked: null,
    state: "done",
    result: { contract, outcomes: [{ name: `${id}.gpx`, prediction: predictionOf(track) }] },
    error: null,
    excluded: {},
    keptAs: {},
    ...changes,
  };
}

describe("the runs of a trend", () => {
  test("are a person's own, with what opens them", () => {
    const sample = itemOf(1, { origin: { kind: "sample", sampleId: "steady" } });
    const { points, prior } = trendRunsOf([sample, itemOf(2), itemOf(3, { result: null, state: "waiting" })], contract);
    expect(points.map(({ name, selection }) => [name, selection])).toEqual([["2.gpx", { itemId: 2, run: 0 }]]);
    expect(points[0].differenceBpm).toBeCloseTo(10, 6);
    expect(prior).toEqual(anyTrend());
  });

  test("are of the runner whom most name, and of those that name none", () => {
    const { points, otherRunners } = trendRunsOf(
      [itemOf(1, {}, "a"), itemOf(2, {}, "b"), itemOf(3), itemOf(4, {}, "b")],
      contract,
    );
    expect(points.map(({ selection }) => selection.itemId)).toEqual([2, 3, 4]);
    expect(otherRunners).toBe(1);
  });

  test("are those by the model that is loaded, as long as others are predicted anew", () => {
    const other = { ...contract, name: "other", calibration: anyPrior() };
    const after = itemOf(2);
    const items = [itemOf(1), { ...after, result: { ...after.result!, contract: other } }];
    expect(trendRunsOf(items, other)).toMatchObject({ points: [{ selection: { itemId: 2 } }], prior: null });
    expect(trendRunsOf(items, contract).points.map(({ selection }) => selection.itemId)).toEqual([1]);
    expect(trendRunsOf(items, null).points).toEqual([]);
  });

  test("are those of the library, too, by the figures that the loaded model gave them", () => {
    const track = trackOf({ heartRateBpm: new Float32Array(11).fill(160) });
    const { run } = storedRun({ track, runner: "Me", excluded: [] }, 0);
    const kept = (id: number, figures: ModelFigures | null) =>
      itemOf(id, {
        origin: { kind: "kept" },
        source: { kind: "kept", run, figures, read: async () => track, readRoute: async () => null },
        state: "kept",
        result: null,
        keptAs: { 0: { id: `${id}`, runner: "Me" } },
      });
    const { points } = trendRunsOf(
      [
        kept(1, { differenceBpm: 4, standardErrorBpm: 2, comparedS: 60 }),
        kept(2, null),
        kept(3, { differenceBpm: null, standardErrorBpm: null, comparedS: 0 }),
      ],
      contract,
    );
    expect(points).toMatchObject([
      { differenceBpm: 4, deviationBpm: 2, durationS: run.summary.durationS, selection: { itemId: 1, run: 0 } },
    ]);
  });

  test("are of the chosen runner, as they are kept, whatever files state", () => {
    const keptFor = (id: number, runner: string, stated: string | null) =>
      itemOf(id, { keptAs: { 0: { id: `${id}`, runner } } }, stated);
    const items = [keptFor(1, "Me", "a"), keptFor(2, "Ben", "a"), itemOf(3, {}, "a"), itemOf(4, {}, "b"), itemOf(5)];
    const chosen = (runnerName: string) => runsOf({ items, runnerName }, contract);
    expect(chosen("Me").points.map(({ selection }) => selection.itemId)).toEqual([1, 3, 5]);
    expect(chosen("Me").otherRunners).toBe(2);
    expect(chosen("Ben").points.map(({ selection }) => selection.itemId)).toEqual([2, 3, 5]);
  });

  test("without a heart rate are none", () => {
    expect(trendRunsOf([itemOf(1, {}, null, Number.NaN)], contract).points).toEqual([]);
  });
});
