import { formatNumber, formatSpeed } from "../format/format.ts";
import { fromKm, speedUnitName, type Units } from "../format/units.ts";
import { LENGTHS_KM, type SpeedCuts, type SpeedThird } from "../state/run-filter.ts";

/** A length in words, in the unit that is read. */
export function lengthWords(place: number, { distanceUnit }: Pick<Units, "distanceUnit">): string {
  const [from, to] = [LENGTHS_KM[place], LENGTHS_KM[place + 1]].map((km) =>
    km === undefined ? null : formatNumber(fromKm(km, distanceUnit), distanceUnit === "km" ? 0 : 1),
  );
  if (to === null) return `${from} ${distanceUnit} and more`;
  return place === 0 ? `under ${to} ${distanceUnit}` : `${from} to ${to} ${distanceUnit}`;
}

/** A third in words, with the pace or speed that bounds it. */
export function thirdWords(third: SpeedThird, [slowKmh, fastKmh]: SpeedCuts, units: Units): string {
  const [slow, fast] = [slowKmh, fastKmh].map((kmh) => formatSpeed(kmh, units));
  const unit = speedUnitName(units);
  if (third === "middle") return `middle third (${slow} to ${fast} ${unit})`;
  return third === "slow" ? `slowest third (${slow} ${unit} and slower)` : `fastest third (${fast} ${unit} and faster)`;
}
