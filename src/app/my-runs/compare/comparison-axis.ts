import type { ComparedBy } from "../../../evaluation/compared-by.ts";
import { multiples } from "../../charts/axes.ts";
import { placeAxis, TIME_AXIS, type XAxis } from "../../charts/x-axis.ts";
import type { DistanceUnit } from "../../format/units.ts";
import { placeName } from "./comparison-words.ts";

/** Shares of the way between two ticks. */
const SHARE_STEP = 0.25;

/**
 * The axis of a comparison. Places stand on it where a run's own axis has moments: seconds, kilometres or shares, which
 * each run comes to at a moment of its own.
 */
export function comparisonAxis(by: ComparedBy, unit: DistanceUnit): XAxis {
  switch (by) {
    case "time":
      return TIME_AXIS;
    case "distance":
      return placeAxis(unit);
    case "share":
      return {
        kind: by,
        placeOf: (share) => share,
        timeAt: (share) => share,
        ticks: (from, to) =>
          multiples(SHARE_STEP, from, to).map((share) => ({ timeS: share, label: placeName(by, share, unit) })),
        name: (share) => placeName(by, share, unit),
      };
  }
}
