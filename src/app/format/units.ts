import { KM_PER_MILE } from "../../workout/distance-along.ts";

export type DistanceUnit = "km" | "mi";
export type SpeedUnit = "pace" | "speed";

/** The units in which speed, distance and altitude are read. */
export interface Units {
  speedUnit: SpeedUnit;
  distanceUnit: DistanceUnit;
}

export const METRES_PER_FOOT = 0.3048;

/** Kilometres, or kilometres an hour, in the unit that is read. */
export function fromKm(km: number, unit: DistanceUnit): number {
  return unit === "km" ? km : km / KM_PER_MILE;
}

/** Kilometres, or kilometres an hour, from the unit that is read. */
export function toKm(value: number, unit: DistanceUnit): number {
  return unit === "km" ? value : value * KM_PER_MILE;
}

/** Seconds a kilometre or mile; Infinity for who stands. */
export function paceS(speedKmh: number, unit: DistanceUnit): number {
  return 3600 / fromKm(speedKmh, unit);
}

/** Speed as a number in its unit: kilometres or miles an hour, or minutes for one of them. */
export function speedValue(speedKmh: number, { speedUnit, distanceUnit }: Units): number {
  const speed = fromKm(speedKmh, distanceUnit);
  return speedUnit === "pace" ? 60 / speed : speed;
}

/** Metres, or feet where miles are read. */
export function fromMetres(metres: number, unit: DistanceUnit): number {
  return unit === "km" ? metres : metres / METRES_PER_FOOT;
}

export function altitudeUnit(unit: DistanceUnit): "m" | "ft" {
  return unit === "km" ? "m" : "ft";
}

/** The name of charts and figures of speed. */
export function speedName({ speedUnit }: Pick<Units, "speedUnit">): "Pace" | "Speed" {
  return speedUnit === "pace" ? "Pace" : "Speed";
}

export function speedUnitName({ speedUnit, distanceUnit }: Units): "min/km" | "min/mi" | "km/h" | "mph" {
  if (speedUnit === "pace") return distanceUnit === "km" ? "min/km" : "min/mi";
  return distanceUnit === "km" ? "km/h" : "mph";
}
