import { useMemo } from "react";
import type { Analysis } from "../../evaluation/analysis.ts";
import { figuresOf, type StretchFigures } from "../../evaluation/stretch-figures.ts";
import type { Span } from "../../workout/workout.ts";
import { usePageState } from "../ui/page-context.ts";

/** The figures of the run, or of the stretch that the charts are zoomed to; null where there is no run. */
export function useShownFigures<A extends Analysis | null>(analysis: A): A | StretchFigures {
  const zoom = usePageState((state) => state.zoom);
  return useMemo(() => (analysis && zoom ? figuresOf(analysis, zoom) : analysis), [analysis, zoom]);
}

/** The stretch that the charts show, from start to end of the run where they show all of it. */
export function useShownSpan(analysis: Pick<Analysis, "durationS"> | null): Span {
  const zoom = usePageState((state) => state.zoom);
  const durationS = analysis?.durationS ?? 0;
  return useMemo(() => zoom ?? { startS: 0, endS: durationS }, [zoom, durationS]);
}
