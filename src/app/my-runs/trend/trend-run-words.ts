import { counted } from "../../../base/counted.ts";
import type { LeftOut, Told, TrendRun } from "../../../evaluation/trend/trend.ts";
import type { TrendPoint } from "../../../evaluation/trend/trend-point.ts";
import { leftOutWords } from "../../../evaluation/trend/trend-words.ts";
import type { HeartRateSensor } from "../../../workout/workout.ts";
import { formatDay, formatNumber, formatSigned, formatSpeed } from "../../format/format.ts";
import { fromKm, speedUnitName, type Units } from "../../format/units.ts";

/** A state with its band: "+2.1 (−1.0 to +5.2) bpm". */
export function toldWords({ meanBpm, lowerBpm, upperBpm }: Told): string {
  const [mean, lower, upper] = [meanBpm, lowerBpm, upperBpm].map((bpm) => formatSigned(bpm, 1));
  return `${mean} (${lower} to ${upper}) bpm`;
}

/** A sensor of the heart rate in words. */
export function sensorWords(sensor: HeartRateSensor | null): string {
  if (sensor === null) return "sensor not stated";
  return sensor === "strap" ? "chest strap" : "wrist";
}

/** A run of the trend in one line, its parts set apart. */
export function trendRunWords({ point, smoothed }: TrendRun<TrendPoint>, units: Units): string[] {
  const { startedAt, name, differenceBpm, distanceKm, meanSpeedKmh, temperatureC, sensor } = point;
  return [
    formatDay(startedAt!),
    name,
    `${formatSigned(differenceBpm, 1)} bpm`,
    `trend ${toldWords(smoothed)}`,
    `${formatNumber(fromKm(distanceKm, units.distanceUnit), 1)} ${units.distanceUnit}`,
    `${formatSpeed(meanSpeedKmh, units)} ${speedUnitName(units)}`,
    ...(Number.isNaN(temperatureC) ? [] : [`${formatNumber(temperatureC)} °C`]),
    ...(sensor === null ? [] : [sensorWords(sensor)]),
  ];
}

/** The runs that the trend leaves out, those of other runners too; empty where there are none. */
export function allLeftOutWords(leftOut: LeftOut, otherRunners: number): string {
  const others = otherRunners === 0 ? "" : `${counted(otherRunners, "run")} of other runners left out, too.`;
  return [leftOutWords(leftOut), others].filter((words) => words !== "").join(" ");
}

/** The chart in words. */
export function chartDescription(runs: readonly TrendRun<TrendPoint>[], sentence: string): string {
  return `Measured − expected of ${counted(runs.length, "run")} over their dates, and the trend of them with its 90 % band. ${sentence}`;
}
