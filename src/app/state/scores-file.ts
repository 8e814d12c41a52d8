import { BIAS_IS } from "../../evaluation/metrics.ts";
import type { RunScore } from "../../evaluation/scores.ts";
import { runScoresCsv } from "../../sharing/scores-csv.ts";
import type { ScoredFigures } from "./scoring-pace.ts";
import type { ScoringState } from "./scoring-state.ts";

/** A file to be saved. */
export interface NamedText {
  name: string;
  text: string;
}

/** The scored runs as a table, a row each. */
export function scoresCsvFile(state: ScoringState, runs: readonly RunScore[]): NamedText {
  return { name: `${nameOf(state)}.csv`, text: runScoresCsv(state.selection.rows, runs, state.unscored) };
}

/** The figures of the scored runs, with what they are of. */
export function scoresJsonFile(state: ScoringState, figures: ScoredFigures | null): NamedText {
  const { selection, contract, unscored, phase } = state;
  const told = {
    model: contract.name,
    split: selection.name,
    url: selection.url,
    asked: selection.rows.length,
    complete: phase === "done",
    heldOut: figures?.heldOut.heldOut ?? null,
    // The key that readers of saved scores look for.
    leftOut: unscored,
    biasIs: BIAS_IS,
    ...figures?.evaluation.report,
    figures: figures?.evaluation.figures,
  };
  return { name: `${nameOf(state)}.json`, text: `${JSON.stringify(told, null, 1)}\n` };
}

function nameOf({ selection }: ScoringState): string {
  const name = selection.name.replace(/\.\w+$/, "").replace(/\W+/g, "-");
  return `${name.toLowerCase()}-scores`;
}
