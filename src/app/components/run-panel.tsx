import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Analysis, analyse } from "../analysis.ts";
import { EmptyCharts, RunCharts } from "../charts/run-charts.tsx";
import type { RunView } from "../items.ts";
import { DEFAULT_MAXIMUM_BPM } from "../maximum-heart-rate.ts";
import { usePageState } from "../page-context.ts";
import { shownRun } from "../status.ts";
import { cautionsFor, findingWords, NO_RUN_WORDS, pendingWords } from "../words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { Figures } from "./figures.tsx";
import { Repairs } from "./repairs.tsx";
import { ShareRun } from "./share-run.tsx";
import { StatusLine } from "./status-line.tsx";

/** The run that is shown: what was found, the picture, the figures. */
export function RunPanel() {
  const view = usePageState(useShallow(shownRun));
  const listed = usePageState(({ items }) => items.length > 1 || (items[0]?.result?.outcomes.length ?? 1) > 1);
  const maximumBpm = usePageState((state) => state.maximumHeartRateBpm) ?? DEFAULT_MAXIMUM_BPM;
  const units = usePageState((state) => state.units);
  const zoom = usePageState((state) => state.zoom);
  const zoomTo = usePageState((state) => state.zoomTo);

  const { track = null, prediction = null, contract = null } = view ?? {};
  const analysis = useMemo(
    () => track && analyse(track, prediction, contract, maximumBpm),
    [track, prediction, contract, maximumBpm],
  );

  return (
    <>
      <header className="run-header">
        <div className="run-header-line">
          <StatusLine />
          <ShareRun />
        </div>
        <Finding view={view} analysis={analysis} />
      </header>
      <div className="run-body">
        <section className="charts" aria-label="Charts">
          {analysis === null || view?.error ? (
            <EmptyCharts>
              {view?.error && !listed && <ErrorNotice error={view.error} about={view.item.name} />}
            </EmptyCharts>
          ) : (
            <RunCharts analysis={analysis} units={units} zoom={zoom} onZoom={zoomTo} />
          )}
        </section>
        <Figures analysis={analysis} units={units} />
      </div>
      <Repairs view={view} />
    </>
  );
}

function Finding({ view, analysis }: { view: RunView | null; analysis: Analysis | null }) {
  const { sentence, caution } = wordsFor(view, analysis);
  const cautions =
    view?.contract && analysis?.expectation ? cautionsFor(analysis.track, analysis.durationS, view.contract) : [];
  return (
    <div className="finding" aria-live="polite">
      <p className="finding-sentence">{sentence}</p>
      <p className="finding-caution">{[caution, ...cautions].filter((words) => words !== "").join(" ")}</p>
    </div>
  );
}

function wordsFor(view: RunView | null, analysis: Analysis | null) {
  if (view === null) return NO_RUN_WORDS;
  if (view.error !== null) return { sentence: `No picture of ${view.name}.`, caution: view.error.message };
  if (analysis?.expectation) return findingWords(analysis.expectation.finding, analysis.durationS);
  return { sentence: pendingWords(analysis !== null), caution: "" };
}
