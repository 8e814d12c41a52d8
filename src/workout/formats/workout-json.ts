import type { HeartRateSensor, Lap, LapEnd, RecordingFacts, Workout } from "../workout.ts";
import { zoneStartsFrom } from "../zone-starts.ts";
import { isoTime, plausibleBpm, startedAtFrom } from "./value.ts";

const SENSORS: readonly HeartRateSensor[] = ["strap", "wrist"];
const LAP_ENDS: readonly LapEnd[] = ["manual", "distance", "time", "position", "heart-rate", "session-end"];

/** Writes a run in the project's own form, which OWN_FORM reads; NaN becomes null, as JSON has no NaN. */
export function workoutJson(workout: Workout): string {
  return JSON.stringify({
    ...describedJson(workout),
    time_s: [...workout.timeS],
    speed_kmh: [...workout.speedKmh],
    altitude_m: listOf(workout.altitudeM),
    heart_rate_bpm: listOf(workout.heartRateBpm),
    cadence_spm: listOf(workout.cadenceSpm),
    temperature_c: listOf(workout.temperatureC),
  });
}

/** The fields of that form besides the lists. */
export function describedJson(run: RecordingFacts & Pick<Workout, "runner" | "sport" | "gender">) {
  const { runner, sport, gender, startedAt, runnerDay, laps, sensor, device, runnerHeartRates, zoneStartsBpm } = run;
  return {
    runner,
    sport,
    gender: { 0: "female", 0.5: null, 1: "male" }[gender],
    max_hr_bpm: runnerHeartRates.maximumBpm,
    resting_hr_bpm: runnerHeartRates.restingBpm,
    threshold_hr_bpm: runnerHeartRates.thresholdBpm,
    zone_starts_bpm: zoneStartsBpm,
    started_at: startedAt && isoTime(startedAt),
    day: runnerDay,
    sensor,
    device,
    laps: laps.map(({ startS, endS, endedBy }) => ({ start_s: startS, end_s: endS, ended_by: endedBy })),
  };
}

/** The series as a list; null where no point has a value. */
function listOf(series: Float64Array): number[] | null {
  return series.every(Number.isNaN) ? null : [...series];
}

/** Reads the facts in a record of that form; a value of the wrong type counts as not stated. */
export function factsOfRecord(record: Readonly<Record<string, unknown>>): RecordingFacts {
  const { started_at: startedAt, laps, sensor, device } = record;
  return {
    startedAt: typeof startedAt === "string" ? startedAtFrom(startedAt) : null,
    runnerDay: dayFrom(record),
    laps: Array.isArray(laps) ? laps.flatMap(lapFrom) : [],
    sensor: SENSORS.find((known) => known === sensor) ?? null,
    device: typeof device === "string" && device !== "" ? device : null,
    runnerHeartRates: {
      maximumBpm: plausibleBpm(record.max_hr_bpm),
      restingBpm: plausibleBpm(record.resting_hr_bpm),
      thresholdBpm: plausibleBpm(record.threshold_hr_bpm),
    },
    zoneStartsBpm: zoneStartsFrom(record.zone_starts_bpm),
  };
}

const HOURS_A_DAY = 24;

/** Days from the runner's first run, with the local hour of the start where it is stated. */
function dayFrom({ day, hour }: Readonly<Record<string, unknown>>): number | null {
  if (typeof day !== "number" || !(day >= 0)) return null;
  const isHour = typeof hour === "number" && hour >= 0 && hour < HOURS_A_DAY;
  return day + (isHour ? hour / HOURS_A_DAY : 0);
}

function lapFrom(value: unknown): Lap[] {
  if (typeof value !== "object" || value === null) return [];
  const { start_s: startS, end_s: endS, ended_by: endedBy } = value as Record<string, unknown>;
  if (typeof startS !== "number" || typeof endS !== "number" || !(endS > startS)) return [];
  return [{ startS, endS, endedBy: LAP_ENDS.find((known) => known === endedBy) ?? null }];
}
