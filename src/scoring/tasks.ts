import type { PredictorError } from "../base/error.ts";
import { wireError } from "../base/wire-error.ts";
import { mergeScores, noScores } from "../evaluation/scores.ts";
import type { RunToScore, ScoredRuns } from "./score-runs.ts";

/** A batch that has ended so many workers is taken apart, and a run that has is unscored. */
const MOST_DEATHS = 2;

/** A batch to be scored, and who waits for its scores. */
export interface Task {
  runs: readonly RunToScore[];
  /** Workers that stopped while they scored it. */
  deaths: number;
  resolve(scored: ScoredRuns): void;
  reject(error: PredictorError): void;
}

/** Batches that wait for a worker, in order. */
interface Tasks {
  /** Resolves with the batch's scores, or rejects as its task is told. */
  add(runs: readonly RunToScore[], deaths?: number): Promise<ScoredRuns>;
  next(): Task | undefined;
  /** Puts back what a worker had in hand when it stopped: the first was being scored, those behind it were not begun. */
  putBack(inHand: readonly Task[], stopped: PredictorError): void;
  /** Takes all that wait. */
  takeAll(): Task[];
  isEmpty(): boolean;
}

export function createTasks(): Tasks {
  let waiting: Task[] = [];

  function add(runs: readonly RunToScore[], deaths = 0): Promise<ScoredRuns> {
    return new Promise((resolve, reject) => {
      waiting.push({ runs, deaths, resolve, reject });
    });
  }

  /** Has it scored once more, on another worker; what has ended several is taken apart until the run at fault is found. */
  function retry(task: Task, stopped: PredictorError): void {
    const { runs, deaths } = task;
    if (deaths < MOST_DEATHS) {
      waiting.unshift(task);
    } else if (runs.length > 1) {
      const apart = runs.map((run) => add([run], MOST_DEATHS - 1));
      Promise.all(apart).then((scored) => task.resolve(joined(scored)), task.reject);
    } else {
      const [{ row, workout }] = runs;
      task.resolve({ scores: noScores(), unscored: [{ row, name: workout.name, error: wireError(stopped) }] });
    }
  }

  return {
    add,
    next: () => waiting.shift(),
    putBack([scoring, ...untouched], stopped): void {
      waiting.unshift(...untouched);
      if (scoring !== undefined) retry({ ...scoring, deaths: scoring.deaths + 1 }, stopped);
    },
    takeAll(): Task[] {
      const all = waiting;
      waiting = [];
      return all;
    },
    isEmpty: () => waiting.length === 0,
  };
}

function joined(parts: readonly ScoredRuns[]): ScoredRuns {
  const scores = noScores();
  for (const part of parts) mergeScores(scores, part.scores);
  return { scores, unscored: parts.flatMap(({ unscored }) => unscored) };
}
