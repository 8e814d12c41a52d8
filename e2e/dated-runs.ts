import { expect, type Page } from "@playwright/test";
import { simulateRun } from "../src/dataset/simulator/simulator.ts";
import { workoutJson } from "../src/workout/formats/workout-json.ts";
import type { Workout } from "../src/workout/workout.ts";

interface DatedRuns {
  runs: number;
  /** Days from one run to the next. */
  everyDays: number;
  /** Heart rate at the same running of the last run, above that of the first, bpm; in between it moves evenly. */
  changeBpm: number;
}

/** Seconds of each run that are kept: enough to tell, and soon predicted. */
const KEPT_S = 1500;

const FIRST_START_S = Date.UTC(2025, 0, 6, 7, 30) / 1000;
const DAY_S = 86_400;

/**
 * Files of dated runs of one runner, simulated but for their fitness, which moves by a known amount. They name no
 * runner, as a person's own files do not.
 */
export function datedRuns({ runs, everyDays, changeBpm }: DatedRuns): { name: string; text: string }[] {
  return Array.from({ length: runs }, (_, i) => {
    const run = simulateRun({ seed: 7, runner: 1, run: i + 1, kind: "steady", faults: false });
    const unixS = FIRST_START_S + i * everyDays * DAY_S;
    return {
      name: `${new Date(1000 * unixS).toISOString().slice(0, 10)}.json`,
      text: workoutJson({
        ...shortened(run),
        runner: null,
        startedAt: { unixS, utcOffsetS: 0 },
        heartRateBpm: shortened(run).heartRateBpm.map((bpm) => bpm + (changeBpm * i) / (runs - 1)),
      }),
    };
  });
}

function shortened(run: Workout): Workout {
  const to = run.timeS.findIndex((timeS) => timeS > KEPT_S);
  const part = (series: Float64Array) => (to < 0 ? series : series.subarray(0, to));
  return {
    ...run,
    timeS: part(run.timeS),
    speedKmh: part(run.speedKmh),
    altitudeM: part(run.altitudeM),
    heartRateBpm: part(run.heartRateBpm),
    cadenceSpm: part(run.cadenceSpm),
    temperatureC: part(run.temperatureC),
  };
}

/** Waits until the trend is of so many runs, and sees that its sentence tells a fall of the heart rate whose interval holds the known one. */
export async function expectTrend(page: Page, runs: number, fallBpm: number): Promise<void> {
  const trend = page.getByTestId("trend");
  await expect(trend).toHaveAttribute("data-points", String(runs));
  expectFall(await trend.locator(".trend-sentence").textContent(), fallBpm);
}

/** Sees that a trend's sentence tells a fall of the heart rate since January whose interval holds the known one. */
export function expectFall(sentence: string | null, fallBpm: number): void {
  expect(sentence).toMatch(/^\d+ bpm lower at the same running than in January \(\d+ to \d+\)\.$/);
  const [least, most] = /\((\d+) to (\d+)\)/.exec(sentence!)!.slice(1).map(Number);
  expect(least).toBeLessThanOrEqual(fallBpm);
  expect(most).toBeGreaterThanOrEqual(fallBpm);
}
