import type { Zone } from "../../../evaluation/zones.ts";
import type { Scale } from "../../charts/axes.ts";
import { type Frame, isNarrow, yOf } from "../../charts/frame.ts";

/** A zone behind the heart rate chart, in pixels from the chart's upper edge, and what is written beside it. */
export interface ZoneStripe {
  zone: Zone;
  top: number;
  height: number;
  /** The zone's name on a line of its own, in the middle; empty where there is no room for it. */
  name: string;
  /**
   * The heart rate at which the zone begins, behind its name where that has no line of its own and the margin has room;
   * empty where that lies below the chart.
   */
  start: string;
  /** How far above the zone's foot that stands: no two of them cover one another. */
  raisedPx: number;
}

/** Heights that a line takes: a name, and a heart rate at the zone's foot. */
const NAME_PX = 12;
const START_PX = 12;

/**
 * The zones that a chart shows, lowest first.
 * @param zones rising
 */
export function zoneStripes(zones: readonly Zone[], scale: Scale, frame: Frame): ZoneStripe[] {
  const shown = zones.filter(({ fromBpm, toBpm }) => fromBpm < scale.upper && toBpm > scale.lower);
  const feet = shown.map(({ fromBpm }) => yOf(Math.max(fromBpm, scale.lower), scale, frame));
  const startFeet = apart(feet);
  return shown.map((zone, i) => {
    const top = yOf(Math.min(zone.toBpm, scale.upper), scale, frame);
    const height = feet[i] - top;
    const raisedPx = feet[i] - startFeet[i];
    const hasStart = zone.fromBpm > scale.lower;
    const isNamed = zone.label !== "0" && height - raisedPx >= NAME_PX + (hasStart ? START_PX : 0);
    const start = isNamed || isNarrow(frame.width) ? `${zone.fromBpm}` : `${zone.label} ${zone.fromBpm}`;
    return { zone, top, height, name: isNamed ? `Z${zone.label}` : "", start: hasStart ? start : "", raisedPx };
  });
}

/** Feet of lines of text that are wanted at some places, each above the one before: moved so far that none covers another. */
function apart(wanted: readonly number[]): number[] {
  const feet = [...wanted];
  for (let i = 1; i < feet.length; i++) feet[i] = Math.min(feet[i], feet[i - 1] - START_PX);
  // Back down from the chart's upper edge, above which nothing is seen.
  for (let i = feet.length - 1; i >= 0; i--) feet[i] = Math.max(feet[i], (feet[i + 1] ?? 0) + START_PX);
  return feet;
}
