import { type ComparedRun, placeAt } from "../evaluation/compare-runs.ts";
import { isoTime } from "../workout/formats/value.ts";
import { field, number } from "./csv.ts";

const HEADER =
  "run,started_at,time_seconds,distance_km,share,speed_kmh,altitude_m,measured_hr_bpm,expected_hr_bpm,difference_bpm";

/** Compared runs as a table, one line a timestep of each run; differences are empty where a stretch is excluded. */
export function comparisonCsv(runs: readonly { name: string; run: ComparedRun }[]): string {
  return `${[HEADER, ...runs.flatMap(linesOf)].join("\n")}\n`;
}

function linesOf({ name, run }: { name: string; run: ComparedRun }): string[] {
  const { track, comparedBpm, expectation } = run.analysis;
  const head = [field(name), track.startedAt ? isoTime(track.startedAt) : ""];
  return Array.from(track.speedKmh, (speedKmh, i) => {
    const timeS = i * track.stepS;
    const expectedBpm = expectation!.heartRateBpm[i];
    return [
      ...head,
      number(timeS, 3),
      number(placeAt(run, "distance", timeS), 4),
      number(placeAt(run, "share", timeS), 5),
      number(speedKmh, 3),
      number(track.altitudeM[i], 3),
      number(track.heartRateBpm[i], 2),
      number(expectedBpm, 2),
      number(comparedBpm[i] - expectedBpm, 2),
    ].join(",");
  });
}
