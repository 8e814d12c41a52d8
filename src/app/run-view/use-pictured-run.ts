import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Analysis, analyse } from "../../evaluation/analysis.ts";
import { zonesAt } from "../../evaluation/zones.ts";
import type { Prediction } from "../../model/prediction.ts";
import type { Span, Track } from "../../workout/workout.ts";
import type { Units } from "../format/units.ts";
import { useCalibration } from "../runner/use-calibration.ts";
import { useZones } from "../runner/use-zones.ts";
import { NOTHING_EXCLUDED } from "../state/excluded.ts";
import type { RunView } from "../state/run-items.ts";
import type { SecondExpectation } from "../state/second-model.ts";
import { seenUnits } from "../state/seen-settings.ts";
import { picturedRun, shownRun } from "../state/status.ts";
import { usePageState } from "../ui/page-context.ts";
import { useSecondLine } from "./use-second-line.ts";

/** The run that the charts draw, and what is said of it. */
interface PicturedRun {
  /** The shown run; null where there is none. */
  view: RunView | null;
  /** The run that the charts draw: the one before, until the shown one is predicted; null where there is none. */
  pictured: RunView | null;
  track: Track | null;
  prediction: Prediction | null;
  excluded: readonly Span[];
  /** null until there is a track to analyse. */
  analysis: Analysis | null;
  /** Whether the charts still draw the run before the shown one. */
  isEarlier: boolean;
  units: Units;
  /** A second model's line over the chosen one's; null for none. */
  second: SecondExpectation | null;
}

/** Analyses the run that the charts draw, as its settings or its link have it seen. */
export function usePicturedRun(): PicturedRun {
  const view = usePageState(useShallow(shownRun));
  const pictured = usePageState(useShallow(picturedRun));
  const units = usePageState(seenUnits);
  const { track = null, prediction = null, contract = null, excluded = NOTHING_EXCLUDED } = pictured ?? {};
  const { sources } = useCalibration(pictured);
  const { bounds } = useZones(track);
  const analysis = useMemo(
    () => track && analyse(track, prediction, contract, zonesAt(bounds), sources, excluded),
    [track, prediction, contract, bounds, sources, excluded],
  );
  const second = useSecondLine(pictured);
  const isEarlier = pictured?.item.id !== view?.item.id;
  return { view, pictured, second, track, prediction, excluded, analysis, isEarlier, units };
}
