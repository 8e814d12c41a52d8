import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { distanceTicks, multiples } from "../../charts/axes.ts";
import { TIME_AXIS, type XAxis } from "../../charts/x-axis.ts";
import { formatNumber } from "../../format/format.ts";
import { type DistanceUnit, fromKm, toKm } from "../../format/units.ts";
import { placeName } from "./comparison-words.ts";

/** Shares of the way between two ticks. */
const SHARE_STEP = 0.25;

/**
 * The axis of a comparison. Places stand on it where a run's own axis has moments: seconds, kilometres or shares, which
 * each run comes to at a moment of its own.
 */
export function comparisonAxis(by: ComparedBy, unit: DistanceUnit): XAxis {
  return {
    kind: by,
    placeOf: (place) => place,
    timeAt: (place) => place,
    ticks: (from, to, count) => {
      if (by === "time") return TIME_AXIS.ticks(from, to, count);
      if (by === "share") {
        return multiples(SHARE_STEP, from, to).map((share) => ({ timeS: share, label: placeName(by, share, unit) }));
      }
      const { distances, decimals } = distanceTicks(fromKm(from, unit), fromKm(to, unit), count);
      return distances.map((distance) => ({
        timeS: toKm(distance, unit),
        label: `${formatNumber(distance, decimals)} ${unit}`,
      }));
    },
    name: (place) => placeName(by, place, unit),
  };
}
