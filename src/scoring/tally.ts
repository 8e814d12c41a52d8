import { PredictorError } from "../base/error.ts";
import { openChannel, type WorkerChannel } from "../base/worker-channel.ts";
import type { Evaluation, RunScore, Scores } from "../evaluation/scores.ts";
import type { Tallying } from "./messages.ts";

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
  /** null until there is something to add up: most visits score no split. */
  let channel: WorkerChannel<Tallying> | null = null;

  function opened(): WorkerChannel<Tallying> {
    channel ??= connect();
    return channel;
  }

  return {
    add: (scores) => opened().tell({ kind: "add", scores }),
    clear() {
      // The scores of a worker that died are lost, and no longer wanted: the next ones start another.
      if (channel?.isOpen) channel.tell({ kind: "clear" });
      else channel = null;
    },
    evaluate: (level) => opened().ask({ kind: "evaluate", level }),
    list: () => opened().ask({ kind: "list" }),
  };
}

function connect(): WorkerChannel<Tallying> {
  const worker = new Worker(new URL("./tally-worker.ts", import.meta.url), { type: "module" });
  return openChannel(worker, {
    stopped: (reason) =>
      new PredictorError("unexpected", `What adds the scores up stopped (${reason}): score the runs again.`),
  });
}
