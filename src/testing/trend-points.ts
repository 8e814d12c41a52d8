import type { TrendPoint } from "../evaluation/trend/trend-point.ts";

const DAY_S = 86_400;
const FIRST_S = Date.UTC(2025, 0, 6, 7) / 1000;

/** An hour's run of the day with this number, from Monday, 6 January 2025 on; `changes` make the cases of tests. */
export function trendPointOn(day: number, differenceBpm: number, changes: Partial<TrendPoint> = {}): TrendPoint {
  return {
    name: `run of day ${day}`,
    startedAt: { unixS: FIRST_S + day * DAY_S, utcOffsetS: 3600 },
    sport: "run",
    sensor: "wrist",
    durationS: 3600,
    distanceKm: 10,
    meanSpeedKmh: 10,
    temperatureC: 12,
    differenceBpm,
    deviationBpm: 2,
    ...changes,
  };
}
