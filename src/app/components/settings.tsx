import { CalibrationChoice } from "./calibration-choice.tsx";
import { Folded } from "./folded.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { Runner } from "./runner.tsx";

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
