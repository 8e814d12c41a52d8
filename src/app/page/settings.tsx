import { ModelChoice } from "../models/model-choice.tsx";
import { CalibrationChoice } from "../runner/calibration-choice.tsx";
import { Runner } from "../runner/runner.tsx";
import { Folded } from "../ui/folded.tsx";

/** Runner and model. */
export function Settings() {
  return (
    <Folded summary="Runner and model" className="settings">
      <Runner />
      <CalibrationChoice />
      <ModelChoice />
    </Folded>
  );
}
