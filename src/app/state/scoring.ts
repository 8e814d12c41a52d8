import { asPredictorError, type PredictorError } from "../../base/error.ts";
import type { OpenSplit, SplitRow } from "../../dataset/split.ts";
import { BIAS_IS } from "../../evaluation/metrics.ts";
import type { Evaluation } from "../../evaluation/scores.ts";
import type { download } from "../../inference/download.ts";
import type { Backend } from "../../inference/predictor.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { RunnerSettings } from "../../model/prepare.ts";
import { type HeldOut, heldOutOf } from "../../scoring/held-out.ts";
import { Pace, type Rate } from "../../scoring/rate.ts";
import type { ScoredRuns, UnscoredRun } from "../../scoring/score-runs.ts";
import type { Scoring, scoreSplit } from "../../scoring/score-split.ts";
import type { Tally } from "../../scoring/tally.ts";
import { runScoresCsv } from "../../sharing/scores-csv.ts";
import { type BackendsState, backendsFor } from "./backends.ts";
import { chosenModel, type ModelsState } from "./models.ts";
import type { RunnerState } from "./runner.ts";

/** What is scored: some runs of a split. */
export interface ScoredSelection {
  /** Tells the splits that were opened apart. */
  splitId: number;
  split: OpenSplit;
  /** What the split is called, and where it lies where that is no secret of this device. */
  name: string;
  url: string | null;
  rows: readonly SplitRow[];
}

/** What a model makes of many runs: how far scoring has come, and what is known so far. */
export interface ScoringState {
  phase: "running" | "done" | "cancelled" | "error";
  selection: ScoredSelection;
  contract: ModelContract;
  done: number;
  unscored: readonly UnscoredRun[];
  /** null as long as nobody can say. */
  rate: Rate | null;
  workers: number;
  /** What they run on, and why it is not what was asked for; null before it is known, or where it is. */
  backend: Backend | null;
  fallbackReason: string | null;
  /** null as long as no run has been scored. */
  evaluation: Evaluation | null;
  heldOut: HeldOut | null;
  /** Why not all runs were scored. */
  error: PredictorError | null;
}

export interface ScoringActions {
  /** Scores runs, in place of those before. */
  score(selection: ScoredSelection): void;
  /** Stops at once; what is scored stays. */
  cancelScoring(): void;
  /** Scores those that are left after it was stopped or failed. */
  scoreOn(): void;
  /** Stops at once, and forgets what is scored: its split makes way for another. */
  leaveScoring(): void;
  /**
   * All that is known by now, as a file to be saved: a row a run, or the figures; null where it can't be made, and then
   * the state says why.
   */
  scoresFile(kind: "csv" | "json"): Promise<{ name: string; text: string } | null>;
}

/** What runs are scored with, as it stands when scoring begins. */
export interface ScoringModel {
  contract: ModelContract;
  bytes(): Promise<Uint8Array>;
  backend: Backend;
  settings: RunnerSettings;
}

/** The models of the page, and what they run on. */
interface ModelsInUse extends ModelsState, Pick<RunnerState, "runner"> {
  backends: BackendsState;
}

/**
 * What runs would be scored with now; null as long as no model is ready. A runner's gender is not that of all runners:
 * each run's file states it.
 */
export function scoringModelOf(
  { models, model, runner, backends }: ModelsInUse,
  workers: number,
  fetchModel: typeof download,
): ScoringModel | null {
  if (model.phase !== "ready" || model.loaded === null) return null;
  const { contract } = model.loaded;
  const backend = backendsFor(backends, model.name, workers).batch;
  const { source } = chosenModel({ models, model });
  const bytes = async () => (typeof source === "string" ? fetchModel(source, () => {}) : source);
  return { contract, bytes, backend, settings: { gender: null, intent: runner.intent } };
}

/** What scoring runs on. */
export interface ScoringParts {
  scoreSplit: typeof scoreSplit;
  tally: Tally;
  /** Cores that may be kept busy. */
  cores: number;
  /** Resolves once what the page has to draw is drawn: beside busy workers it takes several times as long. */
  drawn(): Promise<void>;
}

interface Ports extends ScoringParts {
  read(): ScoringState | null;
  write(scoring: ScoringState | null): void;
  /** null as long as no model is ready. */
  model(): ScoringModel | null;
}

/** Workers that score a split: more rarely have the memory to themselves. @limit */
const MOST_WORKERS = 8;

/** How many workers score side by side on a machine. */
export function scoringWorkers(cores: number): number {
  return Math.min(MOST_WORKERS, Math.max(1, cores));
}

/** How often progress is told, at most. */
const PROGRESS_MS = 200;

/**
 * Figures are made anew after this at the earliest, and after this share of the time that has passed: they change ever
 * more slowly.
 */
const FIGURES_MS = 2000;
const FIGURES_SHARE = 1 / 4;

/** All that can happen to the scoring of runs. */
export function createScoring({ scoreSplit, tally, cores, drawn, read, write, model }: Ports) {
  const workers = scoringWorkers(cores);
  let job = new AbortController();
  /** What the runs are scored with, to the last of them, whatever is chosen meanwhile. */
  let used: ScoringModel | null = null;
  /** By row, whatever came of it. */
  let settled = new Set<number>();
  let runners = new Set<string | null>();

  function change(changes: Partial<ScoringState>): void {
    const before = read();
    if (before !== null) write({ ...before, ...changes });
  }

  async function scoreRuns({ contract, bytes, backend, settings }: ScoringModel): Promise<void> {
    job = new AbortController();
    const { signal } = job;
    const { split, rows } = read()!.selection;
    const left = rows.filter(({ row }) => !settled.has(row));
    const progress = createProgress(left.length, signal);
    const figures = createFigures(contract, signal);
    const onBackend = (own: Backend, fallbackReason: string | null) => {
      if (!signal.aborted) change({ backend: own, fallbackReason });
    };
    async function scoreLeft(): Promise<void> {
      const [model] = await Promise.all([bytes(), drawn()]);
      if (signal.aborted) return;
      const onScored = (scored: ScoredRuns) => {
        take(scored);
        progress.tell();
        figures.tell(scoring);
      };
      const watch = { onScored, onBackend };
      const scoring = scoreSplit({ split, rows: left, model, backend, settings, workers }, watch, signal);
      await scoring.whole;
    }
    const failure = await failureOf(scoreLeft());
    if (signal.aborted) return;
    progress.flush();
    const unmade = await failureOf(figures.last());
    const error = failure ?? unmade;
    if (!signal.aborted) change({ phase: error === null ? "done" : "error", error, rate: null });
  }

  /** Counts what came of some runs. */
  function take({ scores, unscored }: ScoredRuns): void {
    for (const { row, errors } of scores.runs) {
      settled.add(row);
      runners.add(errors.runner);
    }
    for (const { row } of unscored) settled.add(row);
    if (scores.runs.length > 0) tally.add(scores);
    if (unscored.length > 0) change({ unscored: [...read()!.unscored, ...unscored] });
  }

  /** Tells how many runs are done, a few times a second. */
  function createProgress(total: number, signal: AbortSignal) {
    const pace = new Pace(performance.now());
    const before = settled.size;
    let lastMs = Number.NEGATIVE_INFINITY;
    function flush(): void {
      lastMs = performance.now();
      const done = settled.size - before;
      if (!signal.aborted) change({ done: settled.size, rate: pace.rateAt(lastMs, done, total) });
    }
    return {
      flush,
      tell: () => {
        if (performance.now() - lastMs >= PROGRESS_MS) flush();
      },
    };
  }

  /** The figures of all that is scored by now; null where nothing is. */
  async function figuresOfScored(contract: ModelContract) {
    const heldOut = heldOutOf(runners, contract);
    const evaluation = await tally.evaluate(contract.intervals?.level ?? null);
    return evaluation && { evaluation, heldOut };
  }

  /** Makes figures of what is scored so far: the first at once, then ever again, one after another. */
  function createFigures(contract: ModelContract, signal: AbortSignal) {
    const startMs = performance.now();
    let making: Promise<void> | null = null;
    let nextMs = startMs;
    let isOver = false;
    async function show(): Promise<void> {
      const figures = await figuresOfScored(contract);
      if (!signal.aborted && figures) change(figures);
    }
    async function showBeside(scoring: Scoring): Promise<void> {
      const figures = await figuresOfScored(contract);
      await scoring.withIdleWorker(async () => {
        if (isOver || signal.aborted || figures === null) return;
        change(figures);
        await drawn();
      });
    }
    async function make(scoring: Scoring): Promise<void> {
      const isFirst = nextMs === startMs;
      await (isFirst || cores > workers ? show() : showBeside(scoring));
      const endMs = performance.now();
      nextMs = endMs + Math.max(FIGURES_MS, FIGURES_SHARE * (endMs - startMs));
    }
    return {
      tell(scoring: Scoring): void {
        if (making !== null || performance.now() < nextMs) return;
        // Its failure is told by the last one, which fails alike.
        making = make(scoring)
          .catch(() => {})
          .finally(() => {
            making = null;
          });
      },
      async last(): Promise<void> {
        isOver = true;
        await making;
        await show();
      },
    };
  }

  async function scoresFile(kind: "csv" | "json") {
    try {
      return await fileOf(kind);
    } catch (thrown) {
      change({ error: asPredictorError(thrown) });
      return null;
    }
  }

  async function fileOf(kind: "csv" | "json"): Promise<{ name: string; text: string }> {
    const { selection, contract, unscored, phase } = read()!;
    const name = `${selection.name
      .replace(/\.\w+$/, "")
      .replace(/\W+/g, "-")
      .toLowerCase()}-scores`;
    if (kind === "csv") {
      return { name: `${name}.csv`, text: runScoresCsv(selection.rows, await tally.list(), unscored) };
    }
    const figures = await figuresOfScored(contract);
    const told = {
      model: contract.name,
      split: selection.name,
      url: selection.url,
      asked: selection.rows.length,
      complete: phase === "done",
      heldOut: figures?.heldOut.heldOut ?? null,
      unscored,
      biasIs: BIAS_IS,
      ...figures?.evaluation.report,
      figures: figures?.evaluation.figures,
    };
    return { name: `${name}.json`, text: `${JSON.stringify(told, null, 1)}\n` };
  }

  const actions: ScoringActions = {
    score(selection) {
      used = model();
      if (used === null) return;
      job.abort();
      settled = new Set();
      runners = new Set();
      tally.clear();
      write({
        phase: "running",
        selection,
        contract: used.contract,
        done: 0,
        unscored: [],
        rate: null,
        workers,
        backend: null,
        fallbackReason: null,
        evaluation: null,
        heldOut: null,
        error: null,
      });
      void scoreRuns(used);
    },

    cancelScoring() {
      if (read()?.phase !== "running") return;
      job.abort();
      change({ phase: "cancelled", done: settled.size, rate: null });
      void showScored();
    },

    scoreOn() {
      const before = read();
      if (before === null || used === null || before.phase === "running") return;
      change({ phase: "running", error: null });
      void scoreRuns(used);
    },

    leaveScoring() {
      if (read() === null) return;
      job.abort();
      tally.clear();
      write(null);
    },

    scoresFile,
  };

  /** The figures of all that was scored before it was stopped. */
  async function showScored(): Promise<void> {
    const { signal } = job;
    const changes = await figuresOfScored(read()!.contract).catch((thrown) => ({ error: asPredictorError(thrown) }));
    // Unless scoring has gone on, or begun anew, meanwhile.
    if (job.signal === signal && changes) change(changes);
  }

  return { actions };
}

/** Why something failed; null where it did not. */
async function failureOf(work: Promise<void>): Promise<PredictorError | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return asPredictorError(thrown);
  }
}
