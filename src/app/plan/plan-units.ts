import type { PlanUnits } from "../../planning/plan-words.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { altitudeUnit, fromKm, fromMetres, paceS, type Units } from "../format/units.ts";

/** Writes a plan's quantities in a person's units; a plan's pace is a pace, whoever reads speeds elsewhere. */
export function planUnits({ distanceUnit }: Pick<Units, "distanceUnit">): PlanUnits {
  return {
    pace: (secondsPerKm) => `${formatClock(paceS(3600 / secondsPerKm, distanceUnit))} min/${distanceUnit}`,
    distance: (metres) => `${formatNumber(fromKm(metres / 1000, distanceUnit), 2)} ${distanceUnit}`,
    height: (metres) => `${formatNumber(fromMetres(metres, distanceUnit))} ${altitudeUnit(distanceUnit)}`,
  };
}
