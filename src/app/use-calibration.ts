import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type CalibrationInEffect, calibrationInEffect, historyOf, runsComing } from "./calibration.ts";
import type { RunView } from "./items.ts";
import { usePageState } from "./page-context.ts";

/** What is looked at for a run; the same object as long as nothing of it changes. */
export function useCalibration(view: RunView | null): CalibrationInEffect & { available: number } {
  const setting = usePageState((state) => state.calibration);
  const history = usePageState(useShallow(({ items }) => historyOf(items, view)));
  const coming = usePageState(({ items }) => runsComing(items, view));
  return useMemo(
    () => ({ ...calibrationInEffect(view, setting, history, coming), available: history.length }),
    [view, setting, history, coming],
  );
}
