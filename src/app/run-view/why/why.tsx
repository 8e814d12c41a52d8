import { lazy, Suspense, useEffect } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import type { CursorStore } from "../../charts/cursor.ts";
import type { Units } from "../../format/units.ts";
import { Fold, useIsOpen } from "../../ui/fold.tsx";
import { NotFetched } from "../../ui/not-fetched.tsx";
import { usePageState } from "../../ui/page-context.ts";
import "./why.css";

const RunParts = lazy(() => import("./run-parts.tsx").catch(() => ({ default: NotFetched })));
const Treadmill = lazy(() => import("./treadmill.tsx").catch(() => ({ default: NotFetched })));

const WHY = "why";
const TREADMILL = "treadmill";

interface Props {
  /** Name of the run, in the picture that is saved. */
  name: string;
  analysis: Analysis;
  units: Units;
  cursor: CursorStore;
}

/** Why the model expects what it does, of this run and of any; nothing of it is fetched or predicted until it is opened. */
export function Why({ name, analysis, units, cursor }: Props) {
  const wantParts = usePageState((state) => state.wantParts);
  const wantResponses = usePageState((state) => state.wantResponses);
  const isWhyOpen = useWantedWhileOpen(WHY, wantParts);
  const isTreadmillOpen = useWantedWhileOpen(TREADMILL, wantResponses);
  const hasParts = usePageState(({ parts }) => parts.value !== null && parts.of?.track === analysis.track);
  return (
    <section className="why" aria-label="Why this heart rate" data-testid="influence" data-ready={hasParts}>
      <Fold name={WHY} summary="Why this heart rate: what pace, hills and time add">
        <Suspense>{isWhyOpen && <RunParts name={name} analysis={analysis} units={units} cursor={cursor} />}</Suspense>
      </Fold>
      <Fold name={TREADMILL} summary="The model on a treadmill: how it answers to pace, slope and hours">
        <Suspense>{isTreadmillOpen && <Treadmill units={units} />}</Suspense>
      </Fold>
    </section>
  );
}

/** Asks for what a fold holds as long as it is open, and says whether it is. */
function useWantedWhileOpen(fold: string, want: (wanted: boolean) => void): boolean {
  const isOpen = useIsOpen(fold);
  useEffect(() => {
    want(isOpen);
    return () => want(false);
  }, [want, isOpen]);
  return isOpen;
}
