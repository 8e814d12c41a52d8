import type { ErrorCode } from "../base/error.ts";
import type { WholeNumber } from "../base/whole-number.ts";
import type { RunScore } from "../evaluation/scores.ts";
import { field, number } from "./csv.ts";

/** The columns of a split's row that stand beside its scores. */
interface NamedRow {
  row: number;
  workout_id: WholeNumber;
  user_id: WholeNumber | null;
  workout_type: string | null;
}

interface Unscored {
  row: number;
  error: { code: ErrorCode };
}

const HEADER = [
  "workout_id",
  "user_id",
  "workout_type",
  "duration_s",
  "compared_steps",
  "mae_bpm",
  "rmse_bpm",
  "bias_bpm",
  "r2",
  "coverage",
  "constant_mae_bpm",
  "linear_mae_bpm",
  "left_out",
].join(",");

/**
 * The scores of a split's runs as a table, one line a run that has been scored or is unscored, in the order of the rows;
 * a field is empty where there is no value. `bias_bpm` is predicted − measured, as it was published; `left_out` holds the
 * code of the reason.
 */
export function runScoresCsv(
  rows: readonly NamedRow[],
  scores: readonly RunScore[],
  unscored: readonly Unscored[],
): string {
  const scoreAt = new Map(scores.map((score) => [score.row, score]));
  const reasonAt = new Map(unscored.map(({ row, error }) => [row, error.code]));
  const lines = rows
    .filter(({ row }) => scoreAt.has(row) || reasonAt.has(row))
    .toSorted((a, b) => a.row - b.row)
    .map((row) =>
      [
        String(row.workout_id),
        String(row.user_id ?? ""),
        field(row.workout_type ?? ""),
        ...scoreFields(scoreAt.get(row.row)),
        reasonAt.get(row.row) ?? "",
      ].join(","),
    );
  return `${[HEADER, ...lines].join("\n")}\n`;
}

function scoreFields(score: RunScore | undefined): string[] {
  const { durationS, model, baselines } = score?.errors ?? {};
  return [
    number(durationS, 1),
    number(model?.steps, 0),
    number(model?.mae, 4),
    number(model?.rmse, 4),
    number(model?.bias, 4),
    number(model?.r2, 4),
    number(model?.coverage, 4),
    number(baselines?.constant?.mae, 4),
    number(baselines?.linear?.mae, 4),
  ];
}
