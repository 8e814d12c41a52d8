import { lazy, memo, Suspense, useEffect } from "react";
import type { SplitRow } from "../../dataset/split.ts";
import type { Evaluation } from "../../evaluation/scores.ts";
import type { SplitSource } from "../state/explorer/sources.ts";
import type { ScoreFigures as ScoredRow } from "../state/explorer/table-row.ts";
import { Fold, useIsOpen } from "../ui/fold.tsx";
import { Cuts } from "./cuts.tsx";
import { Extremes } from "./extremes.tsx";
import { InTurn } from "./in-turn.tsx";
import { Kinds } from "./kinds.tsx";

const FOLD = "score-figures";

/** Fetches the charts and the library that draws them, which only a scored split needs. */
const loadErrorCharts = () => import("./error-charts.tsx").then(({ ErrorCharts }) => ({ default: ErrorCharts }));

const ErrorCharts = lazy(() => loadErrorCharts().catch(() => ({ default: MissingCharts })));

/** Fetched with the charts. */
const ErrorMap = lazy(() => import("./error-map/error-map.tsx").catch(() => ({ default: MissingCharts })));

function MissingCharts() {
  return <p className="note">The charts could not be fetched: check the connection, and load the page again.</p>;
}

/** After all charts. */
const LAST_TURN = Number.MAX_SAFE_INTEGER;

interface Props {
  /** null before anything is scored: the charts are drawn then, for it takes longer while runs are scored. */
  evaluation: Evaluation | null;
  /** Errors of each scored run, by row. */
  scores: ReadonlyMap<number, ScoredRow>;
  /** The runs that were asked for. */
  rows: readonly SplitRow[];
  source: SplitSource;
}

/** Where the errors lie: charts, cuts, and the best and worst runs, folded so that the table stays near. */
export const ScoreFigures = memo(function ScoreFigures({ evaluation, scores, rows, source }: Props) {
  const isOpen = useIsOpen(FOLD);
  return (
    <Fold name={FOLD} summary="Where it fails: charts, parts of runs, worst and best runs">
      <div className="evaluation">
        <InTurn value={evaluation} turn={0}>
          {(shown) => shown && <Cuts report={shown.report} />}
        </InTurn>
        <div className="evaluation-pictures">
          {isOpen && (
            <Suspense>
              <ErrorCharts evaluation={evaluation} />
            </Suspense>
          )}
          <InTurn value={scores} turn={0}>
            {(shown) =>
              shown.size > 0 && (
                <Suspense>
                  <ErrorMap scores={shown} rows={rows} />
                </Suspense>
              )
            }
          </InTurn>
          <InTurn value={evaluation} turn={LAST_TURN}>
            {(shown) =>
              shown && (
                <>
                  <Kinds evaluation={shown} rows={rows} source={source} />
                  <Extremes evaluation={shown} rows={rows} source={source} />
                </>
              )
            }
          </InTurn>
        </div>
      </div>
    </Fold>
  );
});

/** Fetches the charts before they are asked for, where they are to be shown: scoring leaves little time. */
export function useEarlyCharts(): void {
  const isOpen = useIsOpen(FOLD);
  useEffect(() => {
    // A failure is told where they are drawn.
    if (isOpen) loadErrorCharts().catch(() => {});
  }, [isOpen]);
}
