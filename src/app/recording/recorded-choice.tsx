import { useId } from "react";
import { hasRecording } from "../state/read-again.ts";
import type { RunView } from "../state/run-items.ts";
import { usePageState } from "../ui/page-context.ts";
import { recordedWords } from "./ledger-words.ts";

/** The switch that draws the raw recording beneath the lines of the charts. */
export function RecordedChoice({ view }: { view: RunView | null }) {
  const id = useId();
  const recorded = usePageState((state) => state.recorded);
  const showRecorded = usePageState((state) => state.showRecorded);
  const available = hasRecording(view);
  return (
    <div className="recorded-choice">
      <label>
        <input
          type="checkbox"
          checked={recorded.wanted && available}
          disabled={!available}
          aria-describedby={id}
          onChange={({ target }) => showRecorded(target.checked)}
        />
        Show the raw recording
      </label>
      <p className="note" id={id} aria-live="polite" data-testid="recorded" data-phase={recorded.phase}>
        {recordedWords(view, recorded)}
      </p>
    </div>
  );
}
