import { expect, test } from "vitest";
import { type RunKind, runKinds } from "../../workout/run-kind.ts";
import type { Workout } from "../../workout/workout.ts";
import { isSimulatedRunner } from "./simulated-runners.ts";
import { simulateRun, simulateRuns } from "./simulator.ts";

test("the same seed gives the same runs, another seed others", () => {
  const simulate = (seed: number) => Array.from(simulateRuns({ seed, runs: 3 }));
  expect(simulate(1)).toEqual(simulate(1));
  expect(simulate(1)[0].speedKmh).not.toEqual(simulate(2)[0].speedKmh);
});

test("a run does not depend on which others are simulated", () => {
  const [, , third] = simulateRuns({ seed: 5, runs: 3 });
  expect(simulateRun({ seed: 5, runner: 3, run: 1, kind: "progressive" })).toEqual(third);
});

test("runs are dealt evenly over runners and kinds", { tags: ["slow"] }, () => {
  const counts = new Map<string, number>();
  for (const { runner, name } of simulateRuns({ seed: 1, runs: 60 })) {
    for (const key of [runner!, name.split(", ")[2]]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const kind of runKinds) expect(counts.get(kind)).toBe(10);
  for (const runner of ["-1", "-6", "-12"]) expect(counts.get(runner)).toBe(5);
  expect(counts.size).toBe(12 + runKinds.length);
});

test("a simulated run carries times that rise, speed, altitude and heart rate, and no position", () => {
  for (const workout of simulateRuns({ seed: 9, runs: 12 })) {
    const { timeS, speedKmh, altitudeM, heartRateBpm, latitudeDeg, runner, format } = workout;
    expect([runner, format]).toEqual([expect.toSatisfy(isSimulatedRunner), "simulated"]);
    expect(timeS.every((t, i) => i === 0 || t > timeS[i - 1])).toBe(true);
    expect([speedKmh, altitudeM, heartRateBpm].every(({ length }) => length === timeS.length)).toBe(true);
    expect(speedKmh.every((speed) => speed >= 0 && speed < 25)).toBe(true);
    expect(latitudeDeg.every(Number.isNaN)).toBe(true);
  }
});

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

function sd(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function rangeM(altitudeM: Float64Array): number {
  return altitudeM.reduce((a, b) => Math.max(a, b)) - altitudeM.reduce((a, b) => Math.min(a, b));
}

test("each kind is what it is called", () => {
  const runs = new Map(
    runKinds.map((kind) => {
      const ofKind = Array.from({ length: 12 }, (_, i) =>
        simulateRun({ seed: 2, runner: i + 1, run: 1, kind, faults: false }),
      );
      return [kind, ofKind] as const;
    }),
  );
  const average = (kind: RunKind, figure: (workout: Workout) => number) => mean(runs.get(kind)!.map(figure));
  const secondHalf = ({ heartRateBpm }: Workout) =>
    mean(heartRateBpm.subarray(heartRateBpm.length / 2)) - mean(heartRateBpm.subarray(0, heartRateBpm.length / 2));

  expect(average("long", ({ timeS }) => timeS.at(-1)!)).toBeGreaterThan(80 * 60);
  expect(average("hilly", ({ altitudeM }) => rangeM(altitudeM))).toBeGreaterThan(
    2 * average("steady", ({ altitudeM }) => rangeM(altitudeM)),
  );
  expect(average("intervals", ({ speedKmh }) => sd(speedKmh))).toBeGreaterThan(
    1.5 * average("steady", ({ speedKmh }) => sd(speedKmh)),
  );
  expect(average("recovery", ({ heartRateBpm }) => mean(heartRateBpm))).toBeLessThan(
    average("steady", ({ heartRateBpm }) => mean(heartRateBpm)) - 5,
  );
  expect(average("progressive", secondHalf)).toBeGreaterThan(8);
});

test("many runs spread as those of recreational runners do", { tags: ["slow"] }, () => {
  const runs = Array.from(simulateRuns({ seed: 11, runs: 160, runners: 80 }), ({ timeS, speedKmh, heartRateBpm }) => ({
    minutes: timeS.at(-1)! / 60,
    speedKmh: mean(speedKmh),
    bpm: mean(heartRateBpm.filter((bpm) => !Number.isNaN(bpm))),
  }));
  const bpm = Float64Array.from(runs, (run) => run.bpm);
  const speed = Float64Array.from(runs, (run) => run.speedKmh);
  const products = runs.map((_, i) => (bpm[i] - mean(bpm)) * (speed[i] - mean(speed)));
  const minutes = runs.map((run) => run.minutes).toSorted((a, b) => a - b);
  // Of 2,464 runs of 87 runners: 151.5 ± 14.1 BPM at 9.9 ± 1.7 km/h, correlated by 0.50; median duration 48 min.
  expect(Math.abs(mean(bpm) - 151.5)).toBeLessThan(5);
  expect(Math.abs(sd(bpm) - 14.1)).toBeLessThan(2.5);
  expect(Math.abs(mean(speed) - 9.9)).toBeLessThan(0.6);
  expect(Math.abs(sd(speed) - 1.7)).toBeLessThan(0.4);
  expect(Math.abs(mean(products) / (sd(bpm) * sd(speed)) - 0.5)).toBeLessThan(0.2);
  expect(Math.abs(minutes[80] - 48)).toBeLessThan(10);
  expect(minutes[0]).toBeGreaterThan(8);
  expect(minutes.at(-1)).toBeLessThan(200);
});
