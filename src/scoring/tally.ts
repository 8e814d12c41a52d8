import { PredictorError } from "../base/error.ts";
import type { Evaluation, RunScore, Scores } from "../evaluation/scores.ts";
import type { TallyAnswer, TallyRequest } from "./messages.ts";

/** Adds scores up and makes figures of them: seconds of work over thousands of runs, so in a worker of its own. */
export interface Tally {
  add(scores: Scores): void;
  clear(): void;
  /** @param level as evaluationOf takes it */
  evaluate(level: number | null): Promise<Evaluation | null>;
  /** Every run's score, in the order of their rows. */
  list(): Promise<RunScore[]>;
}

export function createTally(): Tally {
  const pending = new Map<number, { resolve(answer: TallyAnswer): void; reject(error: PredictorError): void }>();
  let nextId = 0;
  let failure: PredictorError | null = null;
  /** Started with the first request: most visits score no split. */
  let worker: Worker | null = null;

  function send(request: TallyRequest): void {
    worker ??= startWorker();
    worker.postMessage(request);
  }

  function startWorker(): Worker {
    const started = new Worker(new URL("./tally-worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<TallyAnswer>) => {
      pending.get(data.id)?.resolve(data);
      pending.delete(data.id);
    };
    started.onerror = ({ message = "it could not be fetched" }: Partial<ErrorEvent>) => {
      failure = new PredictorError(
        "unexpected",
        `What adds the scores up stopped (${message}): load the page again, and score the runs again.`,
      );
      for (const { reject } of pending.values()) reject(failure);
      pending.clear();
    };
    return started;
  }

  function ask(request: (id: number) => TallyRequest): Promise<TallyAnswer> {
    return new Promise((resolve, reject) => {
      if (failure) {
        reject(failure);
        return;
      }
      const id = nextId++;
      pending.set(id, { resolve, reject });
      send(request(id));
    });
  }

  return {
    add: (scores) => send({ kind: "add", scores }),
    clear: () => send({ kind: "clear" }),
    async evaluate(level) {
      const answer = await ask((id) => ({ kind: "evaluate", id, level }));
      return answer.kind === "evaluated" ? answer.evaluation : null;
    },
    async list() {
      const answer = await ask((id) => ({ kind: "list", id }));
      return answer.kind === "listed" ? answer.runs : [];
    },
  };
}
