import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type ComparedRun, comparedRun } from "../../../evaluation/compare-runs.ts";
import { comparedViews } from "../../state/comparison.ts";
import type { RunView } from "../../state/run-items.ts";
import { usePageState } from "../../ui/page-context.ts";
import { dayWords, runNames } from "./comparison-words.ts";

/** A run of the comparison, with its name, and its number from 1, by which it is drawn. */
export interface ChosenRun {
  view: RunView;
  name: string;
  number: number;
  /** Day of its start; empty where it is not known. */
  day: string;
}

/** A run of the comparison that is predicted. */
export interface NamedRun extends ChosenRun {
  run: ComparedRun;
}

/** The chosen runs, and those of them that are predicted. */
export function useComparedRuns(): { chosen: readonly ChosenRun[]; runs: readonly NamedRun[] } {
  const views = usePageState(useShallow(comparedViews));
  return useMemo(() => {
    const names = runNames(views);
    const chosen = views.map((view, place) => ({ view, name: names[place], number: place + 1, day: dayWords(view) }));
    const runs = chosen.flatMap((own) => {
      const run = comparedOf(own.view);
      return run === null ? [] : { ...own, run };
    });
    return { chosen, runs };
  }, [views]);
}

const compared = new WeakMap<object, ComparedRun>();

/** What a comparison says of a run; worked out once, as the others of a comparison come one by one. */
function comparedOf({ prediction, contract, excluded, error }: RunView): ComparedRun | null {
  if (prediction === null || contract === null || error !== null) return null;
  const known = compared.get(prediction);
  if (known?.excluded === excluded && known.contract === contract) return known;
  const run = comparedRun({ prediction, contract, excluded });
  compared.set(prediction, run);
  return run;
}
