import type { Knowledge } from "../evaluation/calibration/knowledge.ts";
import { knowledgeWithout, type TellingRun } from "../evaluation/calibration/runner-knowledge.ts";

/** Runs of many runners, collected before any of them is scored, to estimate from them what each runner knows. */
export class KnowledgeOfRunners {
  readonly #byRunner = new Map<string, { rows: number[]; runs: TellingRun[] }>();

  /** Adds a run by its row; one that names no runner tells nothing of any. */
  add(runner: string | null, row: number, run: TellingRun): void {
    if (runner === null) return;
    const own = this.#byRunner.get(runner) ?? { rows: [], runs: [] };
    own.rows.push(row);
    own.runs.push(run);
    this.#byRunner.set(runner, own);
  }

  /** Estimates what the runner knows, from all of their runs but the one at this row. */
  besides(runner: string | null, row: number): Knowledge {
    const own = runner === null ? undefined : this.#byRunner.get(runner);
    return own ? knowledgeWithout(own.runs, own.rows.indexOf(row)) : {};
  }
}
