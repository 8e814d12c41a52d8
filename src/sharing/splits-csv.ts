import type { SplitFigures } from "../evaluation/split-figures.ts";
import type { Zone } from "../evaluation/zones.ts";
import { isoTime } from "../workout/formats/value.ts";
import { type SplitBy, splitName } from "../workout/run-splits.ts";
import type { StartedAt } from "../workout/workout.ts";
import { field, number } from "./csv.ts";

const HEADER =
  "run,started_at,split,start_s,end_s,duration_s,moving_s,distance_m,climb_m,speed_kmh,graded_speed_kmh,measured_hr_bpm,expected_hr_bpm,difference_bpm,usual_lower_bpm,usual_upper_bpm";

/** The splits of a run, and the zones that their times in zones are of. */
export interface SplitRun {
  name: string;
  startedAt: StartedAt | null;
  zones: readonly Zone[];
  splits: readonly SplitFigures[];
}

/**
 * Splits of runs as a table, one line a split; a field is empty where there is no value. Each zone that any of the runs has
 * is a column of seconds.
 */
export function splitsCsv(runs: readonly SplitRun[], by: SplitBy): string {
  const names = [...new Set(runs.flatMap(({ zones }) => zones.map(({ name }) => name)))];
  const columns = names.map((name) => `${name.toLowerCase().replaceAll(" ", "_")}_s`);
  return `${[[HEADER, ...columns].join(","), ...runs.flatMap((run) => linesOf(run, by, names))].join("\n")}\n`;
}

function linesOf({ name, startedAt, zones, splits }: SplitRun, by: SplitBy, zoneNames: readonly string[]): string[] {
  const head = [field(name), startedAt ? isoTime(startedAt) : ""];
  const places = zoneNames.map((zoneName) => zones.findIndex((zone) => zone.name === zoneName));
  return splits.map((split) =>
    [...head, ...fieldsOf(split, by), ...places.map((i) => number(split.inZonesS[i], 3))].join(","),
  );
}

function fieldsOf(split: SplitFigures, by: SplitBy): string[] {
  const { startS, endS, summary, gradedSpeedKmh, measuredBpm, expectedBpm, differenceBpm, usualBpm } = split;
  return [
    splitName(by, split),
    number(startS, 3),
    number(endS, 3),
    number(summary.durationS, 3),
    number(summary.movingS, 3),
    number(1000 * summary.distanceKm, 1),
    number(summary.climbM, 1),
    number(summary.meanSpeedKmh, 3),
    number(gradedSpeedKmh, 3),
    number(measuredBpm, 2),
    number(expectedBpm, 2),
    number(differenceBpm, 2),
    number(usualBpm?.lowerBpm, 2),
    number(usualBpm?.upperBpm, 2),
  ];
}
