import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type CalibrationInEffect, calibrationInEffect, historyFor, settingFor } from "../state/calibration.ts";
import { knowledgeOf } from "../state/known-of-me.ts";
import type { RunView } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";

/** Calibration of a run; the same object as long as nothing of it changes, whatever else is being predicted. */
export function useCalibration(view: RunView | null): CalibrationInEffect {
  const setting = usePageState(useShallow((state) => settingFor(state, view)));
  const history = usePageState(useShallow((state) => historyFor(state, view)));
  const stated = usePageState(useShallow(knowledgeOf));
  return useMemo(() => calibrationInEffect(view, setting, history, stated), [view, setting, history, stated]);
}
