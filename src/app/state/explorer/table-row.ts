import type { SplitRow } from "../../../dataset/split.ts";

/** A scored run's errors, as a table lists them. */
export interface ScoreFigures {
  /** Mean absolute error, BPM. */
  maeBpm: number;
  /** Mean of measured − expected, BPM. */
  differenceBpm: number;
}

/** A run of a split, and its score once it has one. */
export interface TableRow extends SplitRow {
  score?: ScoreFigures;
}

/** Joins a split's rows with their scores; rows without one are the same as before. */
export function withScores(rows: readonly SplitRow[], scores: ReadonlyMap<number, ScoreFigures>): readonly TableRow[] {
  if (scores.size === 0) return rows;
  return rows.map((row) => {
    const score = scores.get(row.row);
    return score === undefined ? row : { ...row, score };
  });
}
