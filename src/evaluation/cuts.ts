import { DEFAULT_MAXIMUM_BPM, zonesOf } from "./zones.ts";

/** A part of a cut: values from `from` up to, but not including, `to`. */
interface Part {
  name: string;
  from: number;
  to: number;
}

/** Consecutive parts; the last has no upper limit. */
function partsFrom(...starts: [name: string, from: number][]): Part[] {
  return starts.map(([name, from], i) => ({ name, from, to: starts[i + 1]?.[1] ?? Number.POSITIVE_INFINITY }));
}

/** Index of the part with a value; -1 for none. */
export function partOf(parts: readonly Part[], value: number): number {
  return parts.findIndex(({ from, to }) => value >= from && value < to);
}

/** The `most` names with the highest counts; of equal counts, the first. */
export function mostFrequent<Name>(counts: ReadonlyMap<Name, number>, most: number): Set<Name> {
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return new Set(byCount.slice(0, most).map(([name]) => name));
}

/** Value by which the steps of a run are cut: seconds since the start, or a heart rate at the step in bpm. */
export type StepValue = "timeS" | "measuredBpm" | "predictedBpm";

/** Cuts through the steps of each run. */
export const stepCuts = {
  time: { of: "timeS", parts: partsFrom(["first 2 min", 0], ["later", 120]) },
  hour: { of: "timeS", parts: partsFrom(["first hour", 0], ["second hour", 3600], ["later hours", 7200]) },
  /** Errors and intervals change fast at first, then slowly. */
  sinceStart: {
    of: "timeS",
    parts: partsFrom(
      ["0 to 2 min", 0],
      ["2 to 5 min", 120],
      ["5 to 10 min", 300],
      ["10 to 30 min", 600],
      ["30 to 60 min", 1800],
      ["60 to 120 min", 3600],
      ["from 120 min", 7200],
    ),
  },
  /** Predictions tend to the mean, so their errors are largest at both ends. */
  heartRate: {
    of: "measuredBpm",
    parts: partsFrom(["under 120 bpm", 0], ["120 to 170 bpm", 120], ["from 170 bpm", 170]),
  },
  /** Zones by the page's default maximum for all runs, as few files state their runner's. */
  zone: {
    of: "measuredBpm",
    parts: zonesOf(DEFAULT_MAXIMUM_BPM).map(({ name, fromBpm, toBpm }) => ({ name, from: fromBpm, to: toBpm })),
  },
  predicted: {
    of: "predictedBpm",
    parts: partsFrom(
      ["under 130 bpm", 0],
      ["130 to 140 bpm", 130],
      ["140 to 150 bpm", 140],
      ["150 to 160 bpm", 150],
      ["from 160 bpm", 160],
    ),
  },
} as const satisfies Record<string, { of: StepValue; parts: Part[] }>;

export type StepCut = keyof typeof stepCuts;

/** Cuts between runs by a number of each run. */
export const runCuts = {
  duration: partsFrom(["under 30 min", 0], ["30 to 60 min", 1800], ["over 60 min", 3600]),
  /** Metres of climb a kilometre. */
  climb: partsFrom(["under 10 m/km", 0], ["10 to 25 m/km", 10], ["25 to 50 m/km", 25], ["from 50 m/km", 50]),
  /** By the device's own thermometer, which the wrist warms. */
  temperature: partsFrom(
    ["under 10 °C", Number.NEGATIVE_INFINITY],
    ["10 to 20 °C", 10],
    ["20 to 30 °C", 20],
    ["from 30 °C", 30],
  ),
  earlierRuns: partsFrom(["none", 0], ["1 to 4", 1], ["5 to 19", 5], ["20 or more", 20]),
} as const satisfies Record<string, Part[]>;
