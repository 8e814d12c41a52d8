import { OpenAlready } from "../run-list/open-already.tsx";
import { RunStepper } from "../run-list/run-stepper.tsx";
import { RunPanel } from "../run-view/run-panel.tsx";

/** The place of a run: which of the opened runs it is, and the run. */
export function RunPlace() {
  return (
    <>
      <OpenAlready />
      <RunStepper />
      <RunPanel />
    </>
  );
}
