import { useMemo } from "react";
import { type FilterProblems, readFilter } from "../state/explorer/filter.ts";
import { orderOf } from "../state/explorer/order.ts";
import type { ShownSplit } from "../state/explorer/shown-split.ts";
import { type ScoreFigures, type TableRow, withScores } from "../state/explorer/table-row.ts";
import { seenUnits } from "../state/seen-settings.ts";
import { usePageState } from "./page-context.ts";

const UNSCORED: ReadonlyMap<number, ScoreFigures> = new Map();

/** The rows of a split's table. */
export interface ListedRows {
  /** All that have come, with their scores. */
  rows: readonly TableRow[];
  /** Those that the filter lets through, sorted. */
  order: readonly TableRow[];
  problems: FilterProblems;
  /** Whether any of them is scored. */
  areScored: boolean;
}

/** Filters and sorts the rows of a split as its table shows them. */
export function useListedRows({ id, rows: unscored, fields, sort }: ShownSplit): ListedRows {
  const units = usePageState(seenUnits);
  const scores = usePageState(({ scoring }) => (scoring?.selection.splitId === id ? scoring.scores : UNSCORED));
  const rows = useMemo(() => withScores(unscored, scores), [unscored, scores]);
  const { filter, problems } = useMemo(() => readFilter(fields), [fields]);
  const order = useMemo(() => orderOf(rows, filter, sort, units), [rows, filter, sort, units]);
  return { rows, order, problems, areScored: scores.size > 0 };
}
