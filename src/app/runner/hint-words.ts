import { clockText } from "../../base/clock.ts";
import type { Hint } from "../../evaluation/calibration/runner-hints.ts";
import type { Effort } from "../../workout/best-efforts.ts";
import { formatDay, formatNumber } from "../format/format.ts";
import { type DistanceUnit, fromKm } from "../format/units.ts";

/** The day of a run, or its name where it has none. */
function whenWords({ startedAt, name }: Hint<unknown>["run"]): string {
  return startedAt === null ? `in ${name}` : formatDay(startedAt);
}

/** "Highest believable in your runs: 187, 12 May 2026." */
export function highestWords({ value, run }: Hint<number>): string {
  return `Highest believable in your runs: ${value}, ${whenWords(run)}.`;
}

/** "Stated in morning.fit: 52." */
export function statedWords({ value, run }: Hint<number>): string {
  return `Stated in ${run.name}: ${value}.`;
}

/** "5 km in 22:31, 3 Jun 2026." */
export function effortWords({ value: { distanceM, timeS }, run }: Hint<Effort>, unit: DistanceUnit): string {
  const distance = Number(formatNumber(fromKm(distanceM / 1000, unit), 1));
  return `${distance} ${unit} in ${clockText(timeS)}, ${whenWords(run)}.`;
}
