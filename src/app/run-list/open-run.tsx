import { Panel } from "../ui/panel.tsx";
import { OpeningWays } from "./opening-ways.tsx";
import { TypeValues } from "./type-values.tsx";

const OPEN = (
  <>
    Open<span className="wide-words"> a run</span>
  </>
);

/** Ways to open runs: files, a folder of them, typed or pasted values. */
export function OpenRun() {
  return (
    <Panel name="Open a run" label={OPEN} className="open-run" isPrimary>
      <OpeningWays testId="file-input" />
      <TypeValues />
    </Panel>
  );
}
