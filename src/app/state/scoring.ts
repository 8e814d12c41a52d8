import { asPredictorError } from "../../base/error.ts";
import { type NamedText, scoresCsvFile, scoresJsonFile } from "./scores-file.ts";
import { createScoringJob, type ScoringParts, scoringWorkers } from "./scoring-job.ts";
import { type ScoredSelection, type ScoringModel, type ScoringState, scoringAtStart } from "./scoring-state.ts";

export interface ScoringActions {
  /** Scores runs, in place of those before. */
  score(selection: ScoredSelection): void;
  /** Stops at once; what is scored stays. */
  cancelScoring(): void;
  /** Scores those that are left after it was stopped or failed. */
  scoreOn(): void;
  /** Stops at once, and forgets what is scored: its split makes way for another. */
  leaveScoring(): void;
  /** The scores so far as a file: a row for each run (CSV), or the figures (JSON); null, with `error` set, on failure. */
  scoresFile(kind: "csv" | "json"): Promise<NamedText | null>;
}

interface Ports extends ScoringParts {
  read(): ScoringState | null;
  write(scoring: ScoringState | null): void;
  /** null as long as no model is ready. */
  model(): ScoringModel | null;
}

/** Starts the scoring of runs, stops it, continues it and saves its scores. */
export function createScoring({ read, write, model, ...parts }: Ports) {
  /** The model of this scoring, to the last run, even if another is chosen meanwhile. */
  let used: ScoringModel | null = null;

  function change(changes: Partial<ScoringState>): void {
    const before = read();
    if (before !== null) write({ ...before, ...changes });
  }

  const job = createScoringJob({ ...parts, read: () => read()!, change });

  const actions: ScoringActions = {
    score(selection) {
      used = model();
      if (used === null) return;
      job.clear();
      write(scoringAtStart(selection, used.contract, scoringWorkers(parts.cores)));
      void job.score(used);
    },

    cancelScoring() {
      if (read()?.phase === "running") void job.stop();
    },

    scoreOn() {
      const before = read();
      if (before === null || used === null || before.phase === "running") return;
      change({ phase: "running", error: null });
      void job.score(used);
    },

    leaveScoring() {
      if (read() === null) return;
      job.clear();
      write(null);
    },

    async scoresFile(kind) {
      const state = read()!;
      try {
        if (kind === "csv") return scoresCsvFile(state, await parts.tally.list());
        return scoresJsonFile(state, await job.figures(state.contract));
      } catch (thrown) {
        change({ error: asPredictorError(thrown) });
        return null;
      }
    },
  };

  return { actions };
}
