import { lazy, Suspense, useMemo, useRef, useState } from "react";
import type { Span } from "../../workout/workout.ts";
import { createCursor } from "../charts/cursor.ts";
import { AboutModel } from "../models/about-model.tsx";
import { ModelError } from "../models/model-error.tsx";
import { ExcludedStretches } from "../recording/excluded-stretches.tsx";
import { repairMarks } from "../recording/ledger.ts";
import { createMarks } from "../recording/marks.ts";
import { RecordedChoice } from "../recording/recorded-choice.tsx";
import { Repairs } from "../recording/repairs.tsx";
import { signalMarks } from "../recording/signal.ts";
import { Signal } from "../recording/signal.tsx";
import { CompareWith } from "../runner/compare-with.tsx";
import { isExcluded, NOTHING_EXCLUDED } from "../state/excluded.ts";
import { isAwaited } from "../state/status.ts";
import { bringIntoView } from "../ui/bring-into-view.ts";
import { NotFetched } from "../ui/not-fetched.tsx";
import { usePageState } from "../ui/page-context.ts";
import { About } from "./about.tsx";
import { EmptyCharts } from "./charts/empty-charts.tsx";
import { RunCharts } from "./charts/run-charts.tsx";
import { around } from "./charts/zoom.ts";
import { Figures } from "./figures.tsx";
import { Finding } from "./headline.tsx";
import { ShareRun } from "./share-run.tsx";
import { StatusLine } from "./status-line.tsx";
import { usePicturedRun } from "./use-pictured-run.ts";

/** Fetched once the charts are there. */
const CloserLook = lazy(() => import("./closer-look.tsx").catch(() => ({ default: NotFetched })));

const SecondModelChoice = lazy(() =>
  import("../models/second-model-choice.tsx").catch(() => ({ default: NotFetched })),
);

/** The shown run: the finding, the charts, the figures. */
export function RunPanel() {
  const { view, pictured, prediction, track, excluded, analysis, isEarlier, units, second } = usePicturedRun();
  const awaited = usePageState(isAwaited);
  const zoomTo = usePageState((state) => state.zoomTo);

  const recorded = usePageState((state) => state.recorded);
  const [choice] = useState(createMarks);
  const [cursor] = useState(createCursor);
  const charts = useRef<HTMLElement>(null);

  const repairs = useMemo(() => prediction && repairMarks(prediction), [prediction]);
  const signal = useMemo(() => (analysis?.expectation ? signalMarks(analysis) : null), [analysis]);
  const marks = useMemo(() => [...(repairs ?? []), ...(signal ?? [])], [repairs, signal]);
  const hasPlace = analysis !== null || awaited;
  const isComparable = hasPlace && (analysis === null || analysis.measured !== null || excluded.length > 0);
  const isCompared = analysis?.expectation?.metrics != null;

  function isOut(place: Span): boolean {
    return track !== null && isExcluded(excluded, place, track);
  }

  /** Brings the charts before the eyes, and to a place if there is one. */
  function show(place: Span | null) {
    if (analysis !== null && place !== null) zoomTo(around(place, analysis.durationS));
    bringIntoView(charts.current!);
  }

  return (
    <>
      <header className="run-header">
        <StatusLine />
        <Finding view={view} analysis={isEarlier ? null : analysis} />
        {isComparable && <CompareWith />}
        {(hasPlace || view?.track != null) && <ShareRun />}
        <ModelError />
      </header>
      {hasPlace && (
        <div className="run-body" aria-busy={isEarlier && analysis !== null}>
          <section className="charts" aria-label="Charts" ref={charts}>
            {analysis === null ? (
              <EmptyCharts units={units} />
            ) : (
              <RunCharts
                analysis={analysis}
                second={second}
                units={units}
                marks={marks}
                choice={choice}
                cursor={cursor}
                recorded={isEarlier ? null : recorded.value}
                isOut={isCompared && !isEarlier ? isOut : null}
              />
            )}
            <RecordedChoice view={view} />
            <div className="second-model-place">
              <Suspense>{analysis !== null && <SecondModelChoice view={view} />}</Suspense>
            </div>
            <ExcludedStretches excluded={isEarlier ? NOTHING_EXCLUDED : excluded} />
          </section>
          <Figures analysis={analysis} units={units} second={second} />
        </div>
      )}
      <div className="notes">
        {hasPlace && (
          <>
            <div className="closer-look">
              <Suspense>
                {analysis !== null && pictured !== null && (
                  <CloserLook
                    view={pictured}
                    isEarlier={isEarlier}
                    analysis={analysis}
                    units={units}
                    choice={choice}
                    cursor={cursor}
                    onShow={show}
                  />
                )}
              </Suspense>
            </div>
            <Repairs view={view} marks={isEarlier ? null : repairs} choice={choice} onShow={show} />
            <Signal
              view={view}
              marks={isEarlier ? null : signal}
              isCompared={isCompared && analysis?.expectation?.interval != null}
              isExcluded={isCompared || excluded.length > 0 ? isOut : undefined}
              choice={choice}
              onShow={show}
            />
          </>
        )}
        <About expectation={analysis?.expectation ?? null} />
        <AboutModel />
      </div>
    </>
  );
}
