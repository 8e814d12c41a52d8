import type { Analysis } from "../../evaluation/analysis.ts";
import type { Span } from "../../workout/workout.ts";
import type { CursorStore } from "../charts/cursor.ts";
import type { Units } from "../format/units.ts";
import type { MarkStore } from "../recording/marks.ts";
import { type RunView, runKey, selectionOf } from "../state/run-items.ts";
import { Drift } from "./drift/drift.tsx";
import { Recoveries } from "./recovery/recoveries.tsx";
import { RouteSection } from "./route/route-section.tsx";
import { RunReplay } from "./run-replay.tsx";
import { Splits } from "./splits/splits.tsx";
import { Why } from "./why/why.tsx";
import "./closer-look.css";

interface Props {
  /** The run that the charts draw. */
  view: RunView;
  /** Whether that is still the one that was shown before. */
  isEarlier: boolean;
  analysis: Analysis;
  units: Units;
  /** Holds the split that the charts shade. */
  choice: MarkStore;
  cursor: CursorStore;
  /** Scrolls to the charts, zoomed to a place. */
  onShow(place: Span): void;
}

/**
 * The run part by part, the route last, which is read later: what stands above it does not move as it comes. It is a
 * module of its own, fetched after the first picture.
 */
export default function CloserLook({ view, isEarlier, analysis, units, choice, cursor, onShow }: Props) {
  return (
    <>
      <Why name={view.name} analysis={analysis} units={units} cursor={cursor} />
      <Splits name={view.name} analysis={analysis} units={units} choice={choice} onShow={onShow} />
      <Drift analysis={analysis} />
      <Recoveries analysis={analysis} />
      <RunReplay
        key={runKey(selectionOf(view))}
        view={view}
        analysis={analysis}
        units={units}
        isReady={!isEarlier && analysis.expectation !== null}
      />
      <RouteSection analysis={analysis} units={units} choice={choice} cursor={cursor} />
    </>
  );
}
