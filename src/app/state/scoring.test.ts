import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PredictorError } from "../../base/error.ts";
import type { OpenSplit, SplitRow } from "../../dataset/split.ts";
import { errorsOf } from "../../evaluation/run-errors.ts";
import { addScore, evaluationOf, mergeScores, noScores } from "../../evaluation/scores.ts";
import { computeFeatures } from "../../features/compute.ts";
import type { ScoredRuns, UnscoredRun } from "../../scoring/score-runs.ts";
import type { ScoringJob, ScoringWatch } from "../../scoring/score-split.ts";
import type { Tally } from "../../scoring/tally.ts";
import { anyContract } from "../../testing/contract.ts";
import { trackOf } from "../../testing/tracks.ts";
import { series } from "../../testing/workouts.ts";
import {
  hasResult,
  machineWords,
  progressWords,
  resultCautions,
  resultWords,
  scoreWords,
} from "../scoring/scoring-words.ts";
import { createScoring, type ScoringActions } from "./scoring.ts";
import type { ScoringModel, ScoringState } from "./scoring-state.ts";

/** A job of scoring that comes to what a test says, when it says so. */
interface ScriptedJob {
  job: ScoringJob;
  watch: ScoringWatch;
  signal: AbortSignal;
  finish(): void;
  fail(error: PredictorError): void;
}

const contract = anyContract();
let tally: Tally;
let jobs: ScriptedJob[];
let state: ScoringState | null;
/** Of how many runs there were figures, state by state. */
let runsShown: (number | undefined)[];
let actions: ScoringActions;
let model: ScoringModel | null;
let drawn: Promise<void>;
const withIdleWorker = vi.fn<(work: () => Promise<void>) => Promise<void>>();

/** As the tally's worker does. */
function tallyHere(): Tally {
  let scores = noScores();
  return {
    add: (more) => mergeScores(scores, more),
    clear: () => {
      scores = noScores();
    },
    evaluate: async (level) => evaluationOf(scores, level),
    list: async () => scores.runs.toSorted((a, b) => a.row - b.row),
  };
}

beforeEach(() => {
  tally = tallyHere();
  jobs = [];
  state = null;
  runsShown = [];
  drawn = Promise.resolve();
  withIdleWorker.mockReset().mockImplementation((work) => work());
  model = {
    contract,
    bytes: async () => new Uint8Array([1]),
    backend: "wasm",
    settings: { gender: null, intent: null },
  };
  actions = actionsOn(8);
});

afterEach(() => {
  vi.restoreAllMocks();
});

function actionsOn(cores: number): ScoringActions {
  const { actions: created } = createScoring({
    scoreSplit: (job, watch, signal) => ({
      whole: new Promise((resolve, reject) => {
        jobs.push({ job, watch, signal, finish: resolve, fail: reject });
        signal.addEventListener("abort", () => reject(new PredictorError("cancelled", "Stopped.")));
      }),
      withIdleWorker,
    }),
    tally,
    cores,
    drawn: () => drawn,
    read: () => state,
    write: (changed) => {
      state = changed;
      runsShown.push(changed?.evaluation?.report.runs);
    },
    model: () => model,
  });
  return created;
}

function selection(count: number, url: string | null = null) {
  const rows = Array.from({ length: count }, (_, row) => ({
    row,
    workout_id: 100 + row,
    user_id: row,
    workout_type: "STEADY",
  }));
  return { splitId: 1, split: {} as OpenSplit, name: "my split.parquet", url, rows: rows as SplitRow[] };
}

/** Runs of runner "1", who tests, each so many bpm off for ten minutes. */
function scored(off: Record<number, number>, runner: string | null = "1"): ScoredRuns {
  const scores = noScores();
  for (const [row, bpm] of Object.entries(off)) {
    const track = trackOf({ heartRateBpm: series(101, () => 150) }, { runner, name: `run ${row}` });
    const run = { track, features: computeFeatures(track, contract.features, "start"), facts: null };
    const prediction = { heartRateBpm: track.heartRateBpm.map((own) => own + bpm), interval: null, fromS: 0 };
    expect(errorsOf(run, prediction, null, undefined)).not.toBeNull();
    addScore(scores, Number(row), run, prediction, contract.baselines, undefined);
  }
  return { scores, unscored: [] };
}

function unscoredRun(row: number): UnscoredRun {
  return { row, name: "", error: { code: "no-heart-rate", message: "It has none." } };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));
const shown = () => state!;

async function begin(count: number, url: string | null = null): Promise<ScriptedJob> {
  actions.score(selection(count, url));
  await rest();
  return jobs.at(-1)!;
}

describe("scoring runs on the page", () => {
  test("asks for every run of the selection, on as many workers as have room", async () => {
    const { job } = await begin(3);
    expect(job).toMatchObject({ backend: "wasm", workers: 8, settings: { gender: null }, model: new Uint8Array([1]) });
    expect(job.rows.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(shown()).toMatchObject({ phase: "running", done: 0, evaluation: null });
    expect(progressWords(shown())).toBe("Starting");
  });

  test("draws the first results at once, and all of them at the end", async () => {
    const { watch, finish } = await begin(3);
    watch.onBackend("wasm", null);
    watch.onScored(scored({ 0: 4 }));
    await rest();
    expect(shown()).toMatchObject({ phase: "running", done: 1, evaluation: { report: { runs: 1, mae: 4 } } });
    expect(resultCautions(shown())[0]).toBe("Figures of the runs that are scored so far.");
    watch.onScored(scored({ 2: 8, 1: 0 }));
    finish();
    await rest();
    expect(shown()).toMatchObject({ phase: "done", done: 3, evaluation: { report: { runs: 3, mae: 4 } }, error: null });
    // One a run, for the table: by row, measured − expected.
    expect(shown().scores.size).toBe(3);
    expect(shown().scores.get(0)).toMatchObject({ maeBpm: 4, differenceBpm: -4, runner: expect.anything() });
    expect(shown().evaluation!.best.map(({ row }) => row)).toEqual([1, 0, 2]);
    expect(shown().evaluation!.worst.map(({ row }) => row)).toEqual([2, 0, 1]);
    expect(resultWords(shown())).toBe("Off by 4.0 bpm on average, over 3 runs of 1 runner.");
    expect(progressWords(shown())).toBe("Scored 3 runs");
    expect(machineWords(shown())).toBe("By the model any model, on 8 workers with WASM.");
  });

  test("begins once the page has drawn what it has to, unless it is stopped before", async () => {
    let draw = () => {};
    drawn = new Promise((resolve) => {
      draw = resolve;
    });
    actions.score(selection(1));
    actions.cancelScoring();
    actions.score(selection(2));
    await rest();
    expect(jobs).toHaveLength(0);
    expect(shown().phase).toBe("running");
    draw();
    await rest();
    expect(jobs.map(({ job }) => job.rows.length)).toEqual([2]);
  });

  test("draws results ever more rarely, and leaves a worker idle until they are drawn", async () => {
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const { watch } = await begin(6);
    const runsShownAt = async (atMs: number, row: number) => {
      nowMs = atMs;
      watch.onScored(scored({ [row]: 1 }));
      await rest();
      return shown().evaluation!.report.runs;
    };
    expect(await runsShownAt(1000, 0)).toBe(1);
    expect(withIdleWorker).not.toHaveBeenCalled();
    expect(await runsShownAt(2900, 1)).toBe(1);
    let draw = () => {};
    drawn = new Promise((resolve) => {
      draw = resolve;
    });
    expect(await runsShownAt(3000, 2)).toBe(3);
    const worked = vi.fn();
    void withIdleWorker.mock.results[0].value.then(worked);
    await rest();
    expect(worked).not.toHaveBeenCalled();
    draw();
    await rest();
    expect(worked).toHaveBeenCalledOnce();
    expect(await runsShownAt(40_000, 3)).toBe(4);
    expect(await runsShownAt(49_900, 4)).toBe(4);
    expect(await runsShownAt(50_000, 5)).toBe(6);
  });

  test("leaves no worker idle where the workers leave a core free", async () => {
    actions = actionsOn(16);
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const { job, watch } = await begin(2);
    expect(job.workers).toBe(8);
    watch.onScored(scored({ 0: 1 }));
    await rest();
    nowMs = 5000;
    watch.onScored(scored({ 1: 1 }));
    await rest();
    expect(shown().evaluation!.report.runs).toBe(2);
    expect(withIdleWorker).not.toHaveBeenCalled();
  });

  test("shows no figures that waited for a worker until all was over", async () => {
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    let idle = () => {};
    withIdleWorker.mockImplementation(
      (work) =>
        new Promise((resolve) => {
          idle = () => resolve(work());
        }),
    );
    for (const end of ["finished", "cancelled"]) {
      const { watch, finish } = await begin(3);
      watch.onScored(scored({ 0: 1 }));
      await rest();
      nowMs += 5000;
      watch.onScored(scored({ 1: 3 }));
      await rest();
      watch.onScored(scored({ 2: 5 }));
      if (end === "finished") finish();
      else actions.cancelScoring();
      await rest();
      idle();
      await rest();
      expect(shown().evaluation!.report.runs, end).toBe(3);
      expect(runsShown, end).not.toContain(2);
    }
  });

  test("stopped, it keeps what is scored, and goes on with the rest", async () => {
    const first = await begin(4);
    first.watch.onScored(scored({ 1: 2, 3: 4 }));
    actions.cancelScoring();
    expect(first.signal.aborted).toBe(true);
    expect(shown().phase).toBe("cancelled");
    await rest();
    expect(progressWords(shown())).toBe("Stopped with 2 of 4 runs scored. What is scored stays.");
    expect(shown().evaluation!.report.runs).toBe(2);
    // Another model is chosen meanwhile: the rest is scored by the same as the first.
    model = null;
    actions.scoreOn();
    await rest();
    expect(jobs.at(-1)!.job.rows.map(({ row }) => row)).toEqual([0, 2]);
    jobs.at(-1)!.watch.onScored(scored({ 0: 6, 2: 0 }));
    jobs.at(-1)!.finish();
    await rest();
    expect(shown()).toMatchObject({ phase: "done", done: 4, evaluation: { report: { runs: 4, mae: 3 } } });
  });

  test("stopped, counts as scored the runs that could be, and says nothing of runs that were not tried", async () => {
    const { watch } = await begin(5);
    const unscored = [1, 2].map((row) => unscoredRun(row));
    watch.onScored({ scores: noScores(), unscored });
    actions.cancelScoring();
    await rest();
    expect(progressWords(shown())).toBe("Stopped with 0 of 5 runs scored, 2 not scored. What is scored stays.");
    expect(resultWords(shown())).toBe("None of the runs could be scored so far.");
    actions.scoreOn();
    await rest();
    jobs.at(-1)!.watch.onScored(scored({ 0: 4 }));
    actions.cancelScoring();
    expect(hasResult(shown()), "a sentence before the figures are made").toBe(false);
    await rest();
    expect(progressWords(shown())).toBe("Stopped with 1 of 5 runs scored, 2 not scored. What is scored stays.");
    expect(resultWords(shown())).toMatch(/^Off by 4.0 bpm on average, over 1 run /);
  });

  test("that fails says why, keeps what is scored, and can go on", async () => {
    const { watch, fail } = await begin(2);
    watch.onScored(scored({ 0: 5 }));
    fail(new PredictorError("download-failed", "The connection was reset."));
    await rest();
    expect(shown()).toMatchObject({
      phase: "error",
      error: { code: "download-failed" },
      evaluation: { report: { runs: 1 } },
    });
    actions.scoreOn();
    await rest();
    expect(shown()).toMatchObject({ phase: "running", error: null });
    expect(jobs.at(-1)!.job.rows.map(({ row }) => row)).toEqual([1]);
  });

  test("whose figures can't be made says why", async () => {
    const { finish } = await begin(1);
    tally.evaluate = async () => {
      throw new PredictorError("unexpected", "What adds the scores up stopped.");
    };
    finish();
    await rest();
    expect(shown()).toMatchObject({ phase: "error", error: { message: "What adds the scores up stopped." } });
  });

  test("whose figures can't be made or saved once it was stopped says why", async () => {
    const { watch } = await begin(2);
    watch.onScored(scored({ 0: 5 }));
    await rest();
    const error = new PredictorError("unexpected", "What adds the scores up stopped.");
    tally.evaluate = () => Promise.reject(error);
    tally.list = () => Promise.reject(error);
    actions.cancelScoring();
    await rest();
    expect(shown()).toMatchObject({ phase: "cancelled", error, evaluation: { report: { runs: 1 } } });
    actions.scoreOn();
    await rest();
    tally.evaluate = async () => null;
    actions.cancelScoring();
    await rest();
    expect(shown().error).toBeNull();
    expect(await actions.scoresFile("csv")).toBeNull();
    expect(shown().error).toBe(error);
  });

  test("anew takes the place of what was scored before, which counts no more", async () => {
    const first = await begin(2);
    first.watch.onScored(scored({ 0: 5 }));
    const second = await begin(1);
    expect(first.signal.aborted).toBe(true);
    second.watch.onScored(scored({ 0: 1 }));
    second.finish();
    await rest();
    expect(shown()).toMatchObject({ phase: "done", done: 1, evaluation: { report: { runs: 1, mae: 1 } } });
  });

  test("ends where its split makes way for another", async () => {
    const { signal, watch } = await begin(2);
    watch.onScored(scored({ 0: 5 }));
    actions.leaveScoring();
    await rest();
    expect(signal.aborted).toBe(true);
    expect(state).toBeNull();
    const next = await begin(1);
    next.watch.onScored(scored({ 0: 1 }));
    next.finish();
    await rest();
    expect(shown()).toMatchObject({ evaluation: { report: { runs: 1, mae: 1 } } });
  });

  test("does nothing while no model is ready", () => {
    model = null;
    actions.score(selection(1));
    expect(state).toBeNull();
  });
});

describe("what is said beside the figures", () => {
  test("that runners of the training are among them, or that none is", async () => {
    const { watch, finish } = await begin(2);
    watch.onScored(scored({ 0: 5 }));
    finish();
    await rest();
    expect(resultCautions(shown())).toEqual(["Held out: the model saw none of these runners."]);
    const again = await begin(2);
    again.watch.onScored(scored({ 0: 5 }, "3"));
    again.finish();
    await rest();
    expect(resultCautions(shown())).toEqual([expect.stringMatching(/^Not held out: .* 1 of 1 runner, if/)]);
  });

  test("that the published file is split by run", async () => {
    const url = "https://huggingface.co/datasets/rricc22/endomondo-hr-prediction-v2/resolve/main/test.parquet";
    const { watch, finish } = await begin(1, url);
    watch.onScored(scored({ 0: 5 }));
    finish();
    await rest();
    expect(resultCautions(shown())[0]).toMatch(/^The published files are split by run/);
  });

  test("how many runs are not scored, for which reasons", async () => {
    const { watch, finish } = await begin(4);
    watch.onScored({ ...scored({ 0: 5 }), unscored: [1, 2].map((row) => unscoredRun(row)) });
    watch.onScored({
      scores: noScores(),
      unscored: [{ row: 3, name: "", error: { code: "too-short", message: "Too short." } }],
    });
    finish();
    await rest();
    expect(progressWords(shown())).toBe("Scored 1 run, 3 not scored");
    expect(resultCautions(shown()).slice(1)).toEqual([
      "2 runs are not scored: It has none.",
      "1 run is not scored: Too short.",
    ]);
  });

  test("that none could be scored, and why", async () => {
    const { watch, finish } = await begin(1);
    const error = { code: "intent-needed" as const, message: "Say what kind of run it was." };
    watch.onScored({ scores: noScores(), unscored: [{ row: 0, name: "", error }] });
    finish();
    await rest();
    expect(shown()).toMatchObject({ phase: "done", evaluation: null });
    expect(resultWords(shown())).toBe("None of the runs could be scored.");
    expect(resultCautions(shown())).toEqual(["1 run is not scored: Say what kind of run it was."]);
  });

  test("what the button would score", () => {
    const before = [scoreWords(6000, false, false), scoreWords(1, true, false), scoreWords(0, true, false)];
    expect(before).toEqual(["Score all 6,000 runs", "Score this run", "Score runs"]);
    expect(scoreWords(24, true, true)).toBe("Score these 24 runs again");
  });
});

test("what is saved holds every run that came to something, and the figures", async () => {
  const { watch, finish } = await begin(3);
  watch.onScored({
    ...scored({ 0: 2, 2: 4 }),
    unscored: [{ row: 1, name: "", error: { code: "no-heart-rate", message: "" } }],
  });
  finish();
  await vi.waitFor(() => expect(shown().phase).toBe("done"));
  const csv = await actions.scoresFile("csv");
  expect(csv?.name).toBe("my-split-scores.csv");
  expect(csv!.text.trim().split("\n")).toHaveLength(4);
  const json = await actions.scoresFile("json");
  expect(JSON.parse(json!.text)).toMatchObject({
    model: "any model",
    split: "my split.parquet",
    asked: 3,
    complete: true,
    heldOut: true,
    runs: 2,
    mae: 3,
    leftOut: [{ row: 1 }],
    biasIs: "predicted - measured",
    figures: { minutes: expect.anything() },
  });
});

test("what is saved right after it was stopped holds the same runs, as a table and as figures", async () => {
  const { watch } = await begin(4);
  watch.onScored(scored({ 0: 2 }));
  await rest();
  watch.onScored(scored({ 1: 4, 2: 6 }));
  actions.cancelScoring();
  const [csv, json] = await Promise.all([actions.scoresFile("csv"), actions.scoresFile("json")]);
  expect(csv!.text.trim().split("\n")).toHaveLength(4);
  expect(JSON.parse(json!.text)).toMatchObject({ asked: 4, complete: false, runs: 3, mae: 4 });
});
