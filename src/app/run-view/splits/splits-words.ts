import type { SplitFigures } from "../../../evaluation/split-figures.ts";
import type { Zone } from "../../../evaluation/zones.ts";
import type { SplitBy } from "../../../workout/run-splits.ts";
import { formatClock, formatDifference, formatSigned, MEAN_DECIMALS, NO_VALUE } from "../../format/format.ts";
import { speedName, type Units } from "../../format/units.ts";

/** A way to split a run, as it is chosen: a distance is one of the unit that is read. */
export type SplitWay = "distance" | "lap" | "hour" | "effort";

export function splitByOf(way: SplitWay, { distanceUnit }: Pick<Units, "distanceUnit">): SplitBy {
  if (way !== "distance") return way;
  return distanceUnit === "km" ? "km" : "mile";
}

/** The ways to split a run, as they are offered. */
export function splitWays({ distanceUnit }: Pick<Units, "distanceUnit">): { value: SplitWay; label: string }[] {
  return [
    { value: "distance", label: distanceUnit === "km" ? "kilometres" : "miles" },
    { value: "lap", label: "laps" },
    { value: "hour", label: "hours" },
    { value: "effort", label: "work and rest" },
  ];
}

/** What the columns of the table mean. @param level share of splits that a usual range holds; null without one */
export function splitsNote(units: Units, hasGraded: boolean, level: number | null): string {
  const speed = speedName(units).toLowerCase();
  const graded = hasGraded ? `On the level: the ${speed} that would have cost as much there (Minetti, 2002).` : "";
  const usual =
    level === null
      ? ""
      : `Usual: the range that should hold ${Math.round(100 * level)} % of such splits of other runs.`;
  return ["Difference: measured − expected.", usual, graded].filter((sentence) => sentence !== "").join(" ");
}

/** The difference of the two means as they are written beside it. */
export function differenceWords({ measuredBpm, expectedBpm, differenceBpm }: SplitFigures): string {
  return Number.isNaN(differenceBpm) ? NO_VALUE : formatDifference(measuredBpm, expectedBpm, MEAN_DECIMALS);
}

/** The usual range of a difference: "−21 to +24". */
export function usualWords({ usualBpm }: Pick<SplitFigures, "usualBpm">): string {
  return usualBpm ? `${formatSigned(usualBpm.lowerBpm)} to ${formatSigned(usualBpm.upperBpm)}` : NO_VALUE;
}

/**
 * Time in the zones that were reached for a second or more: "2: 0:40 · 3: 4:10"; 0 stands for below zone 1. It is said where
 * the heart rate is the expected one, for none was measured.
 */
export function zonesWords(
  { inZonesS, measuredBpm }: Pick<SplitFigures, "inZonesS" | "measuredBpm">,
  zones: readonly Zone[],
): string {
  const reached = inZonesS.flatMap((seconds, i) =>
    seconds >= 1 ? [`${zones[i].label}: ${formatClock(seconds)}`] : [],
  );
  if (reached.length === 0) return NO_VALUE;
  return `${Number.isNaN(measuredBpm) ? "expected " : ""}${reached.join(" · ")}`;
}
