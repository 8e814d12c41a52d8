import { describe, expect, test } from "vitest";
import { simulateRuns } from "../dataset/simulator/simulator.ts";
import { gridRun } from "../model/prepare.ts";
import { trackOf } from "../testing/tracks.ts";
import { kindOfRun, type RunKind, runKinds } from "./run-kind.ts";

const STEPS = 450;

/** Three quarters of an hour at speeds and on altitudes by step. */
const kindOf = (speedAt: (i: number) => number, altitudeAt: (i: number) => number = () => 0, steps = STEPS) =>
  kindOfRun(
    trackOf({
      speedKmh: Float32Array.from({ length: steps }, (_, i) => speedAt(i)),
      altitudeM: Float32Array.from({ length: steps }, (_, i) => altitudeAt(i)),
    }),
  );

describe("a run's kind", () => {
  const even = (i: number) => 11 + 0.2 * Math.sin(i);

  test("is told by how its speed goes", () => {
    expect(kindOf(even)).toBe("steady");
    expect(kindOf((i) => even(i) - 3)).toBe("recovery");
    expect(kindOf((i) => 9.5 + (2.5 * i) / STEPS)).toBe("progressive");
    expect(kindOf((i) => (i > 80 && Math.floor(i / 30) % 2 === 0 ? 14 : 8.5))).toBe("intervals");
    expect(kindOf(even, undefined, 900)).toBe("long");
    // 30 m up and down every 6 minutes: some 27 m a kilometre.
    expect(kindOf(even, (i) => 15 * Math.cos(i / 9.5))).toBe("hilly");
  });

  test("is none where no rule holds, as of a run that slows down", () => {
    expect(kindOf((i) => 13 - (5 * i) / STEPS)).toBeNull();
    expect(kindOf(() => 0)).toBeNull();
  });

  test("asks of intervals that most last about as long as one another", () => {
    const fast = [
      [60, 70],
      [90, 130],
      [150, 160],
      [200, 290],
      [320, 328],
    ];
    expect(kindOf((i) => (fast.some(([from, to]) => i >= from && i < to) ? 14 : 8.5))).not.toBe("intervals");
  });
});

test("of simulated runs, most are told for what they were meant to be, without a heart rate", () => {
  const told = new Map<RunKind, number>();
  const each = 20;
  for (const workout of simulateRuns({ seed: 5, runs: each * runKinds.length, runners: 20 })) {
    const meant = runKinds.find((kind) => workout.name.endsWith(kind))!;
    const unmeasured = { ...workout, heartRateBpm: workout.heartRateBpm.map(() => Number.NaN) };
    const { track } = gridRun(unmeasured, { sampling: { kind: "fixed", seconds: 6 }, smoothingWindow: 7 });
    if (kindOfRun(track) === meant) told.set(meant, (told.get(meant) ?? 0) + 1);
  }
  const right = [...told.values()].reduce((sum, count) => sum + count, 0);
  expect(right).toBeGreaterThanOrEqual(0.7 * each * runKinds.length);
  // How hard a runner finds a pace is not in it: what is easy for one is steady for another.
  for (const kind of runKinds) expect(told.get(kind), kind).toBeGreaterThanOrEqual(0.35 * each);
});
