import { asPredictorError, cancelled, PredictorError } from "../base/error.ts";
import type { Backend } from "../inference/predictor.ts";
import type { RunnerSettings } from "../model/prepare.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";
import { type Seat, startSeat } from "./seat.ts";
import { createTasks, type Task } from "./tasks.ts";
import { createWaiters } from "./waiters.ts";

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

/** Workers that stop without having scored anything are started anew so often. */
const MOST_FRUITLESS_STARTS = 3;

export function createScoringPool(options: PoolSettings): ScoringPool {
  const crew = new Crew(options);
  return {
    score: (runs) => crew.score(runs),
    hasRoom: () => crew.hasRoom(),
    withIdleWorker: (work) => crew.withIdleWorker(work),
    dispose: () => crew.dispose(),
  };
}

/** The workers of a pool, and the batches that wait for them. */
class Crew {
  readonly #options: PoolSettings;
  readonly #waiting = createTasks();
  readonly #room = createWaiters();
  readonly #rest = createWaiters();
  #backend: Backend;
  #fallbackReason: string | null = null;
  #seats: Seat[] = [];
  #fruitlessStarts = 0;
  #failure: PredictorError | null = null;
  #isOneToRest = false;

  constructor(options: PoolSettings) {
    this.#options = options;
    this.#backend = options.backend;
    this.#startWorkers();
  }

  async score(runs: readonly RunToScore[]): Promise<ScoredRuns> {
    if (this.#failure) throw this.#failure;
    const scored = this.#waiting.add(runs);
    this.#handOut();
    return scored;
  }

  hasRoom(): Promise<void> {
    const told = this.#room.wait();
    this.#tellRoom();
    return told;
  }

  async withIdleWorker(work: () => Promise<void>): Promise<void> {
    if (this.#backend === "wasm") await this.#idleWorker();
    try {
      await work();
    } finally {
      this.#isOneToRest = false;
      this.#handOut();
    }
  }

  dispose(): void {
    for (const { channel } of this.#seats) channel.end(cancelled("all runs were scored"));
    this.#seats = [];
    this.#waiting.takeAll();
    this.#tellRoom();
    this.#tellRest();
  }

  #startWorkers(): void {
    const { model, settings, size } = this.#options;
    const wanted = this.#backend === "webgpu" ? 1 : size;
    while (this.#seats.length < wanted) {
      const load = { model, backend: this.#backend, settings };
      const seat = startSeat(load, {
        stopped,
        onLoaded: (own, backend, reason) => this.#loaded(own, backend, reason),
        onFallback: (reason) => this.#goOnWith("wasm", reason),
        onRefused: (own, error) => this.#refused(own, error),
        onDeath: (own, reason) => this.#replace(own, reason),
      });
      this.#seats.push(seat);
    }
  }

  /**
   * Fails the pool where a worker refuses the model, as any other would; the work of one that stopped has gone to
   * others.
   */
  #refused(seat: Seat, error: unknown): void {
    if (this.#seats.includes(seat)) this.#fail(asPredictorError(error));
  }

  #loaded(seat: Seat, backend: Backend, reason: string | null): void {
    // What a worker said before it was ended, and comes later, must start no others.
    if (!this.#seats.includes(seat)) return;
    seat.isLoaded = true;
    this.#goOnWith(backend, reason);
    this.#handOut();
  }

  /** WebGPU that does not work, or no longer: WASM is then worth as many workers as there are cores. */
  #goOnWith(backend: Backend, reason: string | null): void {
    this.#backend = backend;
    this.#fallbackReason ??= reason;
    this.#options.onBackend(backend, this.#fallbackReason);
    this.#startWorkers();
  }

  /** Starts another worker in place of one that stopped, and gives what that had in hand back to all. */
  #replace(seat: Seat, reason: string): void {
    this.#seats = this.#seats.filter((own) => own !== seat);
    if (++this.#fruitlessStarts > MOST_FRUITLESS_STARTS * this.#options.size) {
      this.#fail(stopped(reason), seat.tasks);
      return;
    }
    this.#waiting.putBack(seat.tasks, stopped(reason));
    this.#startWorkers();
    this.#handOut();
  }

  /** @param inHand batches that no worker has in hand any more */
  #fail(failure: PredictorError, inHand: readonly Task[] = []): void {
    this.#failure = failure;
    const tasks = [...this.#seats.flatMap((seat) => seat.tasks), ...inHand, ...this.#waiting.takeAll()];
    this.dispose();
    for (const { reject } of tasks) reject(failure);
  }

  /** Gives what waits to the workers that have least in hand. */
  #handOut(): void {
    for (let seat = this.#freest(); seat !== undefined; seat = this.#freest()) {
      const task = this.#waiting.next();
      if (task === undefined) break;
      this.#give(seat, task);
    }
    this.#tellRoom();
    this.#tellRest();
  }

  #give(seat: Seat, task: Task): void {
    seat.tasks.push(task);
    seat.channel
      .ask({ kind: "score", runs: task.runs })
      .then((scored) => this.#settle(seat, task, scored))
      .catch((error: unknown) => this.#refused(seat, error));
  }

  #settle(seat: Seat, task: Task, scored: ScoredRuns): void {
    if (!this.#seats.includes(seat)) return;
    seat.tasks = seat.tasks.filter((own) => own !== task);
    this.#fruitlessStarts = 0;
    task.resolve(scored);
    this.#handOut();
  }

  #freest(): Seat | undefined {
    const loaded = this.#seats.filter(({ isLoaded }) => isLoaded).sort((a, b) => a.tasks.length - b.tasks.length);
    // Who has least in hand is idle first, and stays so.
    const mayWork = this.#isOneToRest ? loaded.slice(1) : loaded;
    return mayWork.find(({ tasks }) => tasks.length < BATCHES_A_WORKER);
  }

  #tellRoom(): void {
    if (this.#waiting.isEmpty()) this.#room.tell();
  }

  #tellRest(): void {
    const isIdle = ({ isLoaded, tasks }: Seat) => isLoaded && tasks.length === 0;
    if (this.#seats.length === 0 || this.#seats.some(isIdle)) this.#rest.tell();
  }

  #idleWorker(): Promise<void> {
    this.#isOneToRest = true;
    const told = this.#rest.wait();
    this.#tellRest();
    return told;
  }
}

function stopped(reason: string): PredictorError {
  return new PredictorError(
    "unexpected",
    `What scored the run stopped (${reason}). Score the runs again; where it stops again, leave this one out.`,
  );
}
