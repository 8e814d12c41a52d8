import type { PredictorError } from "../../base/error.ts";
import { type ListedRuns, type RunItem, type RunView, type Selection, viewOf } from "./run-items.ts";

/** Position of the shown run among those that were opened, and its neighbours. */
export interface RunSteps {
  /** Position of the shown run, from 1; null where it was refused. */
  position: number | null;
  count: number;
  previous: Selection | null;
  next: Selection | null;
}

/** The steps from the shown run to its neighbours on the list; those that were refused are passed over. */
export function runStepsOf({ items, selection }: Pick<ListedRuns, "items" | "selection">): RunSteps {
  const steps: RunSteps = { position: null, count: 0, previous: null, next: null };
  let isPassed = false;
  for (const item of items) {
    for (let run = 0; run < runsOf(item); run++) {
      const isShown = item.id === selection?.itemId && run === selection.run;
      const isRead = !isRefused(item, run);
      if (isRead) steps.count++;
      if (isShown) {
        isPassed = true;
        if (isRead) steps.position = steps.count;
      } else if (isRead && !isPassed) steps.previous = { itemId: item.id, run };
      else if (isRead) steps.next ??= { itemId: item.id, run };
    }
  }
  return isPassed ? steps : { ...steps, previous: null, next: null };
}

/** The runs that could not be read or predicted, in the order of the list. */
export function refusedRuns({ items }: Pick<ListedRuns, "items">): RunView[] {
  return items.flatMap((item) =>
    Array.from({ length: runsOf(item) }, (_, run) => run).flatMap((run) =>
      isRefused(item, run) ? [viewOf(item, run)] : [],
    ),
  );
}

/** Whether a run could not be read or predicted. One that waits for an answer of the person is none of these. */
function isRefused(item: RunItem, run: number): boolean {
  const error = item.error ?? errorOf(item, run);
  return error !== null && error.code !== "intent-needed";
}

function errorOf(item: RunItem, run: number): PredictorError | null {
  const outcome = item.result?.outcomes[run];
  return outcome !== undefined && "error" in outcome ? outcome.error : null;
}

function runsOf(item: RunItem): number {
  return item.result?.outcomes.length ?? 1;
}
