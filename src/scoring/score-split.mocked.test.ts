import { beforeEach, expect, test, vi } from "vitest";
import { PredictorError } from "../base/error.ts";
import type { GroupRun } from "../dataset/split.ts";
import { noScores } from "../evaluation/scores.ts";
import { workoutOf } from "../testing/workouts.ts";
import type { ScoringPool } from "./pool.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";
import { type ScoringJob, type ScoringWatch, scoreSplit } from "./score-split.ts";

/** A pool that scores when a test says so. */
class ScriptedPool implements ScoringPool {
  readonly asked: { rows: number[]; resolve(scored: ScoredRuns): void; reject(error: PredictorError): void }[] = [];
  readonly dispose = vi.fn();
  readonly withIdleWorker = (work: () => Promise<void>) => work();
  /** Batches that may wait. */
  room = 2;
  readonly #waiting: (() => void)[] = [];

  score(runs: readonly RunToScore[]): Promise<ScoredRuns> {
    const rows = runs.map(({ row }) => row);
    return new Promise((resolve, reject) => this.asked.push({ rows, resolve, reject }));
  }

  hasRoom(): Promise<void> {
    if (this.asked.length < this.room) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async finish(batch: number): Promise<void> {
    const { rows, resolve } = this.asked[batch];
    resolve({
      scores: noScores(),
      unscored: rows.map((row) => ({ row, name: "", error: { code: "bad-value", message: "" } })),
    });
    this.room++;
    for (const tell of this.#waiting.splice(0)) tell();
    await rest();
  }
}

let pool: ScriptedPool;
vi.mock("./pool.ts", () => ({ createScoringPool: () => pool }));

const rest = () => new Promise((resolve) => setTimeout(resolve));

/** Groups of eight rows, one batch each. */
function splitOf(groups: number) {
  const rowGroups = Array.from({ length: groups }, (_, i) => ({
    rows: 8,
    firstRow: 8 * i,
    heartRateBytes: 0,
    seriesBytes: 0,
  }));
  const workouts = vi.fn(
    async (group: number): Promise<GroupRun[]> =>
      Array.from({ length: 8 }, (_, i) => ({
        row: 8 * group + i,
        workoutId: i,
        run: { name: "", workout: workoutOf({ timeS: [0, 1] }) },
      })),
  );
  return { facts: { rowGroups }, workouts };
}

let told: number[];
let watch: ScoringWatch;
beforeEach(() => {
  pool = new ScriptedPool();
  told = [];
  watch = { onScored: ({ unscored }) => told.push(...unscored.map(({ row }) => row)), onBackend: () => {} };
});

function begin(split: ScoringJob["split"] & { facts: { rowGroups: readonly unknown[] } }) {
  const rows = Array.from({ length: 8 * split.facts.rowGroups.length }, (_, row) => ({ row, workout_type: null }));
  const settings = { gender: null, intent: null };
  const abort = new AbortController();
  const job = { split, rows, model: new Uint8Array(), backend: "wasm", settings, workers: 2 } as const;
  return { scoring: scoreSplit(job, watch, abort.signal).whole, cancel: () => abort.abort() };
}

test("every row is told of once, and the workers are ended with the last", async () => {
  const { scoring } = begin(splitOf(3));
  await rest();
  for (const batch of [1, 0, 2]) await pool.finish(batch);
  await scoring;
  expect(told.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, row) => row));
  expect(pool.dispose).toHaveBeenCalledOnce();
});

test("no more is read than the workers have room for, but for what comes next", async () => {
  const split = splitOf(20);
  const { cancel, scoring } = begin(split);
  await rest();
  expect(pool.asked).toHaveLength(2);
  expect(split.workouts.mock.calls.length).toBeLessThanOrEqual(4);
  cancel();
  await expect(scoring).rejects.toMatchObject({ code: "cancelled" });
});

test("cancelled, it ends at once, whatever is in hand, and nothing is told any more", async () => {
  const { cancel, scoring } = begin(splitOf(5));
  await rest();
  await pool.finish(0);
  cancel();
  await expect(scoring).rejects.toMatchObject({ code: "cancelled" });
  expect(pool.dispose).toHaveBeenCalledOnce();
  await pool.finish(1);
  expect(told).toHaveLength(8);
});

test("a group that can't be read ends it with the reason, and workers that fail do", async () => {
  const split = splitOf(5);
  split.workouts.mockImplementation(async (group) => {
    if (group === 2) throw new PredictorError("download-failed", "The connection was reset.");
    return splitOf(5).workouts(group);
  });
  pool.room = 9;
  const unread = begin(split).scoring;
  await expect(unread).rejects.toMatchObject({ code: "download-failed" });

  pool = new ScriptedPool();
  const { scoring } = begin(splitOf(5));
  await rest();
  pool.asked[0].reject(new PredictorError("bad-model", "It is none."));
  await expect(scoring).rejects.toMatchObject({ code: "bad-model" });
});
