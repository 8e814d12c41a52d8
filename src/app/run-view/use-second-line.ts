import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { RunView } from "../state/run-items.ts";
import { type Compared, type SecondExpectation, secondExpectationOf } from "../state/second-model.ts";
import { usePageState } from "../ui/page-context.ts";

/** The second model's line for a run; null where none is asked for, or until it is there. */
export function useSecondLine(view: RunView | null): SecondExpectation | null {
  const state: Compared = usePageState(
    useShallow(({ items, runnerName, selection, calibration, maximumHeartRateBpm, knownOfMe, secondModel }) => ({
      ...{ items, runnerName, selection, calibration, maximumHeartRateBpm, knownOfMe, secondModel },
    })),
  );
  return useMemo(() => secondExpectationOf(state, view), [state, view]);
}
