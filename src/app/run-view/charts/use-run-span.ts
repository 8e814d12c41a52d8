import { useMemo } from "react";
import type { Analysis } from "../../../evaluation/analysis.ts";
import { xTicksOf } from "../../charts/frame.ts";
import { type AxisSpan, type RunAxes, runAxes, type Tick } from "../../charts/x-axis.ts";
import type { Units } from "../../format/units.ts";
import { seenXAxis } from "../../state/seen-settings.ts";
import { usePageState } from "../../ui/page-context.ts";
import { useShownSpan } from "../use-shown-figures.ts";

/** The stretch that the charts of a run show, along the axis that was chosen. @param width of a chart, in pixels */
export function useRunSpan(
  { track, durationS }: Pick<Analysis, "track" | "durationS">,
  { distanceUnit }: Pick<Units, "distanceUnit">,
  width: number,
): { axes: RunAxes; span: AxisSpan; ticks: Tick[] } {
  const chosenAxis = usePageState(seenXAxis);
  const shownSpan = useShownSpan({ durationS });
  const axes = useMemo(
    () => runAxes(track, durationS, { distanceUnit }, chosenAxis),
    [track, durationS, distanceUnit, chosenAxis],
  );
  const span: AxisSpan = useMemo(() => ({ ...shownSpan, axis: axes.along(shownSpan) }), [shownSpan, axes]);
  const ticks = useMemo(() => xTicksOf(span, width), [span, width]);
  return { axes, span, ticks };
}
