import type { PlanSplit } from "../../planning/plan-figures.ts";
import type { PlanUnits } from "../../planning/plan-words.ts";
import { formatClock, formatNumber } from "../format/format.ts";
import { altitudeUnit, type DistanceUnit, fromKm, fromMetres, paceS, type Units } from "../format/units.ts";

/** The end of a split, when it is reached, and its pace, without their units. */
export function splitTexts(
  { fromM, toM, startS, endS }: Pick<PlanSplit, "fromM" | "toM" | "startS" | "endS">,
  unit: DistanceUnit,
): { end: string; at: string; pace: string } {
  const place = fromKm(toM / 1000, unit);
  const isWhole = Math.abs(place - Math.round(place)) < 1e-6;
  return {
    end: formatNumber(place, isWhole ? 0 : 2),
    at: formatClock(endS),
    pace: formatClock(paceS(((toM - fromM) / (endS - startS)) * 3.6, unit)),
  };
}

/** Writes a plan's quantities in a person's units; a plan's pace is a pace, whoever reads speeds elsewhere. */
export function planUnits({ distanceUnit }: Pick<Units, "distanceUnit">): PlanUnits {
  return {
    pace: (secondsPerKm) => `${formatClock(paceS(3600 / secondsPerKm, distanceUnit))} min/${distanceUnit}`,
    distance: (metres) => `${formatNumber(fromKm(metres / 1000, distanceUnit), 2)} ${distanceUnit}`,
    height: (metres) => `${formatNumber(fromMetres(metres, distanceUnit))} ${altitudeUnit(distanceUnit)}`,
  };
}
