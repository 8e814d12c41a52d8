import { ModelChoice } from "../models/model-choice.tsx";
import { HeldNote } from "../offline/held-note.tsx";
import { Runner } from "../runner/runner.tsx";
import { ForResearchers } from "../ui/for-researchers.tsx";
import { usePageState } from "../ui/page-context.ts";
import { Panel, SETTINGS_PANEL } from "../ui/panel.tsx";
import { UnitChoice } from "../ui/unit-choice.tsx";

/** Units, what is known of the runner, and for researchers the model. */
export function Settings() {
  const wantHints = usePageState((state) => state.wantHints);
  return (
    <Panel name="Settings" className="settings" id={SETTINGS_PANEL} onToggle={wantHints}>
      <section aria-labelledby="units-title">
        <h2 id="units-title">Units</h2>
        <UnitChoice />
      </section>
      <Runner />
      <ForResearchers>
        <ModelChoice />
      </ForResearchers>
      <HeldNote />
    </Panel>
  );
}
