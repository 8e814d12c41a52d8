import type { Told, Trend } from "../evaluation/trend/trend.ts";
import { isoTime } from "../workout/formats/value.ts";
import { field, number } from "./csv.ts";

const HEADER =
  "started_at,run,sport,sensor,distance_m,duration_s,speed_kmh,temperature_c,difference_bpm,deviation_bpm,as_of_bpm,as_of_lower_bpm,as_of_upper_bpm,trend_bpm,trend_lower_bpm,trend_upper_bpm";

/** A trend as a table, one line a run in order of time; a field is empty where there is no value. */
export function trendCsv({ runs }: Pick<Trend, "runs">): string {
  const lines = runs.map(({ point, asOf, smoothed }) =>
    [
      isoTime(point.startedAt!),
      field(point.name),
      field(point.sport ?? ""),
      point.sensor ?? "",
      number(1000 * point.distanceKm, 1),
      number(point.durationS, 1),
      number(point.meanSpeedKmh, 3),
      number(point.temperatureC, 1),
      number(point.differenceBpm, 2),
      number(point.deviationBpm, 2),
      ...toldFields(asOf),
      ...toldFields(smoothed),
    ].join(","),
  );
  return `${[HEADER, ...lines].join("\n")}\n`;
}

function toldFields({ meanBpm, lowerBpm, upperBpm }: Told): string[] {
  return [meanBpm, lowerBpm, upperBpm].map((bpm) => number(bpm, 2));
}
