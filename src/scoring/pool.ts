import { asPredictorError, cancelled, PredictorError } from "../base/error.ts";
import { wireError } from "../base/wire-error.ts";
import { openChannel, type WorkerChannel } from "../base/worker-channel.ts";
import { mergeScores, noScores } from "../evaluation/scores.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { FallbackNotice, ScoringWork } from "./messages.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

/** Settings of a pool of scoring workers. */
export interface PoolSettings {
  model: Uint8Array;
  backend: Backend;
  /** Workers on WASM, each with one thread; on WebGPU there is one, for the adapter is one. */
  size: number;
  settings: RunnerSettings;
  /** The backend that runs have come to be scored on, and why it is not the one that was asked for. */
  onBackend(backend: Backend, fallbackReason: string | null): void;
}

/** Workers that score runs, each with a session of its own. */
export interface ScoringPool {
  /**
   * Scores runs as one batch, on whichever worker is free; what a worker that stopped had in hand is given to another.
   * A run that ends every worker it is given to is unscored.
   * @throws PredictorError where the model can't be loaded, or workers keep stopping.
   */
  score(runs: readonly RunToScore[]): Promise<ScoredRuns>;
  /** Resolves once another batch would find a worker soon: who waits for it holds few batches in memory. */
  hasRoom(): Promise<void>;
  /**
   * Does something once a worker is idle, and leaves it idle meanwhile: what the page draws, say, takes several times as
   * long while workers have every core. On WebGPU at once: the cores are free.
   */
  withIdleWorker(work: () => Promise<void>): Promise<void>;
  /** Ends the workers at once; what is in hand never comes. */
  dispose(): void;
}

/** Batches in a worker's hand: one to score, and the next, so that it never waits. */
const BATCHES_A_WORKER = 2;

/** A batch that has ended so many workers is taken apart, and a run that has is unscored. */
const MOST_DEATHS = 2;

/** Workers that stop without having scored anything are started anew so often. */
const MOST_FRUITLESS_STARTS = 3;

interface Task {
  runs: readonly RunToScore[];
  deaths: number;
  resolve(scored: ScoredRuns): void;
  reject(error: PredictorError): void;
}

interface Seat {
  channel: WorkerChannel<ScoringWork>;
  isLoaded: boolean;
  tasks: Task[];
}

export function createScoringPool(options: PoolSettings): ScoringPool {
  const { model, settings, onBackend } = options;
  let { backend } = options;
  let seats: Seat[] = [];
  let waiting: Task[] = [];
  let fruitlessStarts = 0;
  let failure: PredictorError | null = null;
  let fallbackReason: string | null = null;
  const roomWanted: (() => void)[] = [];
  let isOneToRest = false;
  const restWanted: (() => void)[] = [];

  function startWorkers(): void {
    const wanted = backend === "webgpu" ? 1 : options.size;
    while (seats.length < wanted) seats.push(startWorker());
  }

  function startWorker(): Seat {
    const worker = new Worker(new URL("./scoring-worker.ts", import.meta.url), { type: "module" });
    const channel = openChannel<ScoringWork, FallbackNotice>(worker, {
      stopped,
      onNotice: (reason) => goOnWith("wasm", reason),
      onDeath: (reason) => replace(seat, reason),
    });
    const seat: Seat = { channel, isLoaded: false, tasks: [] };
    channel
      .ask({ kind: "load", model, backend, settings })
      .then(({ backend, fallbackReason }) => loaded(seat, backend, fallbackReason))
      .catch((error: unknown) => refused(seat, error));
    return seat;
  }

  /**
   * Fails the pool where a worker refuses the model, as any other would; the work of one that stopped has gone to
   * others.
   */
  function refused(seat: Seat, error: unknown): void {
    if (seats.includes(seat)) fail(asPredictorError(error));
  }

  function settle(seat: Seat, task: Task, scored: ScoredRuns): void {
    if (!seats.includes(seat)) return;
    seat.tasks = seat.tasks.filter((own) => own !== task);
    fruitlessStarts = 0;
    task.resolve(scored);
    handOut();
  }

  function loaded(seat: Seat, own: Backend, reason: string | null): void {
    // What a worker said before it was ended, and comes later, must start no others.
    if (!seats.includes(seat)) return;
    seat.isLoaded = true;
    goOnWith(own, reason);
    handOut();
  }

  /** WebGPU that does not work, or no longer: WASM is then worth as many workers as there are cores. */
  function goOnWith(own: Backend, reason: string | null): void {
    backend = own;
    fallbackReason ??= reason;
    onBackend(own, fallbackReason);
    startWorkers();
  }

  /** Starts another worker in place of one that stopped, and gives what that had in hand back to all. */
  function replace(seat: Seat, reason: string): void {
    seats = seats.filter((own) => own !== seat);
    if (++fruitlessStarts > MOST_FRUITLESS_STARTS * options.size) {
      waiting.unshift(...seat.tasks);
      fail(stopped(reason));
      return;
    }
    // The first was being scored; those behind it had only been handed over.
    const [scoring, ...untouched] = seat.tasks;
    waiting.unshift(...untouched);
    if (scoring) retry({ ...scoring, deaths: scoring.deaths + 1 }, reason);
    startWorkers();
    handOut();
  }

  /** Once more, on another worker; what has ended several is taken apart until the run at fault is found. */
  function retry(task: Task, reason: string): void {
    const { runs, deaths } = task;
    if (deaths < MOST_DEATHS) {
      waiting.unshift(task);
    } else if (runs.length > 1) {
      const apart = runs.map((run) => enqueue([run], MOST_DEATHS - 1));
      Promise.all(apart).then((scored) => task.resolve(joined(scored)), task.reject);
    } else {
      const [{ row, workout }] = runs;
      task.resolve({ scores: noScores(), unscored: [{ row, name: workout.name, error: wireError(stopped(reason)) }] });
    }
  }

  function fail(error: PredictorError): void {
    failure = error;
    const tasks = [...seats.flatMap((seat) => seat.tasks), ...waiting];
    dispose();
    for (const { reject } of tasks) reject(error);
  }

  function dispose(): void {
    for (const { channel } of seats) channel.end(cancelled("all runs were scored"));
    seats = [];
    waiting = [];
    tellRoom();
    tellRest();
  }

  function enqueue(runs: readonly RunToScore[], deaths: number): Promise<ScoredRuns> {
    return new Promise((resolve, reject) => {
      waiting.push({ runs, deaths, resolve, reject });
    });
  }

  /** Gives what waits to the workers that have least in hand. */
  function handOut(): void {
    for (let seat = freest(); seat !== undefined && waiting.length > 0; seat = freest()) {
      const task = waiting.shift()!;
      seat.tasks.push(task);
      seat.channel
        .ask({ kind: "score", runs: task.runs })
        .then((scored) => settle(seat, task, scored))
        .catch((error: unknown) => refused(seat, error));
    }
    tellRoom();
    tellRest();
  }

  function freest(): Seat | undefined {
    const loaded = seats.filter(({ isLoaded }) => isLoaded).sort((a, b) => a.tasks.length - b.tasks.length);
    // Who has least in hand is idle first, and stays so.
    const mayWork = isOneToRest ? loaded.slice(1) : loaded;
    return mayWork.find(({ tasks }) => tasks.length < BATCHES_A_WORKER);
  }

  function tellRoom(): void {
    if (waiting.length === 0) for (const resolve of roomWanted.splice(0)) resolve();
  }

  function tellRest(): void {
    const isIdle = ({ isLoaded, tasks }: Seat) => isLoaded && tasks.length === 0;
    if (seats.length > 0 && !seats.some(isIdle)) return;
    for (const resolve of restWanted.splice(0)) resolve();
  }

  function idleWorker(): Promise<void> {
    isOneToRest = true;
    return new Promise((resolve) => {
      restWanted.push(resolve);
      tellRest();
    });
  }

  startWorkers();
  return {
    async score(runs) {
      if (failure) throw failure;
      const scored = enqueue(runs, 0);
      handOut();
      return scored;
    },
    hasRoom: () =>
      new Promise((resolve) => {
        roomWanted.push(resolve);
        tellRoom();
      }),
    async withIdleWorker(work) {
      if (backend === "wasm") await idleWorker();
      try {
        await work();
      } finally {
        isOneToRest = false;
        handOut();
      }
    },
    dispose,
  };
}

function joined(parts: readonly ScoredRuns[]): ScoredRuns {
  const scores = noScores();
  for (const part of parts) mergeScores(scores, part.scores);
  return { scores, unscored: parts.flatMap(({ unscored }) => unscored) };
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `What scored the run stopped (${reason}). Score the runs again; where it stops again, leave this one out.`,
  );
}
