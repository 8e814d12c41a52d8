import { quantile } from "../../../base/statistics.ts";
import type { TrendPoint } from "../../../evaluation/trend/trend-point.ts";
import { formatNumber, formatSpeed } from "../../format/format.ts";
import { sportWords } from "../../format/sport-words.ts";
import { fromKm, speedUnitName, type Units } from "../../format/units.ts";

/** Thirds of the runs by speed. */
export type SpeedThird = "slow" | "middle" | "fast";

/** The runs that a trend is of. Its parts are null where all count. */
export interface TrendFilter {
  /** As sportWords names it. */
  sport: string | null;
  /** Place among LENGTHS_KM of the length's lower end. */
  length: number | null;
  speed: SpeedThird | null;
}

export const NO_FILTER: TrendFilter = { sport: null, length: null, speed: null };

/** Lower ends of the lengths that runs are told apart by. */
export const LENGTHS_KM = [0, 5, 10, 15, 21];

/** The place among LENGTHS_KM of a run's length. */
export function lengthOf({ distanceKm }: Pick<TrendPoint, "distanceKm">): number {
  return LENGTHS_KM.findLastIndex((fromKmOn) => distanceKm >= fromKmOn);
}

/** A length in words, in the unit that is read. */
export function lengthWords(place: number, { distanceUnit }: Pick<Units, "distanceUnit">): string {
  const [from, to] = [LENGTHS_KM[place], LENGTHS_KM[place + 1]].map((km) =>
    km === undefined ? null : formatNumber(fromKm(km, distanceUnit), distanceUnit === "km" ? 0 : 1),
  );
  if (to === null) return `${from} ${distanceUnit} and more`;
  return place === 0 ? `under ${to} ${distanceUnit}` : `${from} to ${to} ${distanceUnit}`;
}

/** Speeds between the slowest, the middle and the fastest third of runs, km/h. */
export function speedCuts(points: readonly TrendPoint[]): [number, number] {
  const speeds = points.map(({ meanSpeedKmh }) => meanSpeedKmh);
  return [quantile(speeds, 1 / 3), quantile(speeds, 2 / 3)];
}

/** A third in words, with the pace or speed that bounds it. */
export function thirdWords(third: SpeedThird, [slowKmh, fastKmh]: [number, number], units: Units): string {
  const [slow, fast] = [slowKmh, fastKmh].map((kmh) => formatSpeed(kmh, units));
  const unit = speedUnitName(units);
  if (third === "middle") return `middle third (${slow} to ${fast} ${unit})`;
  return third === "slow" ? `slowest third (${slow} ${unit} and slower)` : `fastest third (${fast} ${unit} and faster)`;
}

/** The runs that a filter lets through. */
export function filtered<Point extends TrendPoint>(
  points: readonly Point[],
  { sport, length, speed }: TrendFilter,
): Point[] {
  const cuts = speed === null ? null : speedCuts(points);
  return points.filter(
    (point) =>
      (sport === null || sportWords(point.sport) === sport) &&
      (length === null || lengthOf(point) === length) &&
      (cuts === null || thirdOf(point, cuts) === speed),
  );
}

function thirdOf({ meanSpeedKmh }: TrendPoint, [slowKmh, fastKmh]: [number, number]): SpeedThird {
  if (meanSpeedKmh <= slowKmh) return "slow";
  return meanSpeedKmh >= fastKmh ? "fast" : "middle";
}
