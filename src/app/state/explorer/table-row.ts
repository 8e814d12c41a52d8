import type { SplitRow } from "../../../dataset/split.ts";
import type { MapCells } from "../../../evaluation/error-map.ts";
import type { ErrorSpread } from "../../../evaluation/error-spread.ts";

/** A scored run's errors, as a map of them shows it. */
export interface MappedFigures {
  /** Mean absolute error, BPM. */
  maeBpm: number;
  /** Mean of measured − expected, BPM. */
  differenceBpm: number;
  runner: string | null;
  durationS: number;
  /** Its differences on a map of errors; null where they are not known. */
  cells: MapCells | null;
}

/** A scored run's errors, as a table lists them, too. */
export interface ScoreFigures extends MappedFigures {
  /** How its absolute errors spread. */
  spread: ErrorSpread;
  /** Share of its seconds that the interval holds, 0 to 1; null without an interval. */
  coverage: number | null;
  /** Correlation of speed and measured heart rate; null where it is not known. */
  speedCorrelation: number | null;
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
