import type { WholeNumber } from "../../../base/whole-number.ts";
import type { SplitRow } from "../../../dataset/split.ts";

/** Position of a run in the table, and the rows that lead on from it; null where none does. */
export interface TableSteps {
  /** From 1; null where the filter does not let it through. */
  position: number | null;
  count: number;
  previous: SplitRow | null;
  next: SplitRow | null;
  /** Any other row of the table. */
  random(): SplitRow | null;
}

/**
 * The steps from a run to others of the table.
 * @param order the rows that the filter lets through, sorted
 * @param draw a number from 0 up to 1, which chooses the row of `random`
 */
export function tableSteps(
  order: readonly SplitRow[],
  workoutId: WholeNumber,
  draw: () => number = Math.random,
): TableSteps {
  const at = order.findIndex((row) => row.workout_id === workoutId);
  return {
    position: at < 0 ? null : at + 1,
    count: order.length,
    previous: at < 0 ? null : (order[at - 1] ?? null),
    // From a run that the filter holds back, the table begins.
    next: order[at + 1] ?? null,
    random() {
      const others = at < 0 ? order : order.toSpliced(at, 1);
      return others[Math.floor(draw() * others.length)] ?? null;
    },
  };
}
