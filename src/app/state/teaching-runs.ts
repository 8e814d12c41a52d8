import { type CalibrationSetting, calibratingRuns } from "./calibration.ts";
import type { OtherRun } from "./earlier-runs.ts";
import type { ModelsState } from "./models.ts";
import { type FittingState, runsBeforePlan } from "./plan/plan-sources.ts";
import type { ListedRuns } from "./run-items.ts";
import { shownRun } from "./status.ts";
import type { ViewState } from "./view.ts";

/** The parts of the state that tell what is fitted to whom. */
export interface TaughtState extends FittingState, ListedRuns, Pick<ModelsState, "model">, Pick<ViewState, "view"> {
  calibration: CalibrationSetting;
}

/** The other runs by which the open place fits what is expected, predicted or not: of the plan, or of the shown run. */
export function teachingRuns(state: TaughtState): readonly OtherRun[] {
  if (state.view !== "plan") return calibratingRuns(state, shownRun(state));
  const contract = state.model.loaded?.contract;
  return contract === undefined ? [] : runsBeforePlan(state, contract);
}
