import { useMemo } from "react";
import type { Analysis } from "../../evaluation/analysis.ts";
import { findingSentence } from "../../evaluation/finding-words.ts";
import { runAxes } from "../charts/x-axis.ts";
import type { Units } from "../format/units.ts";
import { ReplaySection } from "../replay/replay-section.tsx";
import type { ReplaySubject } from "../replay/scene.ts";
import { whoseRuns } from "../runner/calibration-words.ts";
import { isReplayWished } from "../state/replay.ts";
import type { RunView } from "../state/run-items.ts";
import { seenXAxis } from "../state/seen-settings.ts";
import { usePageState } from "../ui/page-context.ts";
import { PrintedRun } from "./print/printed-run.tsx";
import { useShownSpan } from "./use-shown-figures.ts";

interface Props {
  /** The run that the charts draw. */
  view: RunView;
  analysis: Analysis;
  units: Units;
  /** Whether the run is predicted. */
  isReady: boolean;
}

/** The replay of the run, or of the stretch that the charts are zoomed to, along their x-axis. */
export function RunReplay({ view, analysis, units, isReady }: Props) {
  const { track, durationS, expectation } = analysis;
  const chosenAxis = usePageState(seenXAxis);
  const isWished = usePageState((state) => isReplayWished(state, view.item.id));
  const shownSpan = useShownSpan(analysis);
  const whose = whoseRuns(view);
  const { distanceUnit } = units;
  const span = useMemo(
    () => ({ ...shownSpan, axis: runAxes(track, durationS, { distanceUnit }, chosenAxis).along(shownSpan) }),
    [track, durationS, distanceUnit, chosenAxis, shownSpan],
  );
  const sentence = useMemo(
    () => (expectation === null ? "" : findingSentence(expectation, whose)),
    [expectation, whose],
  );
  const subject = useMemo((): ReplaySubject => {
    return { kind: "run", name: view.name, sentence, analysis, span, units };
  }, [view.name, sentence, analysis, span, units]);
  return (
    <>
      <ReplaySection
        subject={subject}
        isReady={isReady}
        isWished={isWished}
        more={
          <button type="button" disabled={!isReady} onClick={() => window.print()}>
            Print
          </button>
        }
      />
      <PrintedRun view={view} analysis={analysis} units={units} sentence={sentence} />
    </>
  );
}
