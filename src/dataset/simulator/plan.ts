import type { Random } from "../../base/random.ts";
import type { RunKind } from "../../workout/run-kind.ts";
import { within } from "./within.ts";

/** A part of a run at an effort that changes evenly from its start to its end; 1 is full effort. */
export interface Stretch {
  durationS: number;
  fromEffort: number;
  toEffort: number;
}

/**
 * Plans a run of a kind: one stretch after another. Efforts and lengths are such that a mixture
 * of kinds has the heart rates, speeds and durations of recreational runs, and differs from day to day as they do.
 */
export function planRun(kind: RunKind, random: Random): Stretch[] {
  switch (kind) {
    case "steady": {
      const effort = random.normal(0.75, 0.05);
      const minutes = within(random.logNormal(46, 0.35), 15, 90);
      return [stretch(4, effort - 0.05, effort), stretch(minutes, effort, effort + random.normal(0, 0.015))];
    }
    case "recovery": {
      const effort = random.normal(0.64, 0.035);
      return [stretch(within(random.logNormal(33, 0.25), 18, 60), effort)];
    }
    case "long": {
      const effort = random.normal(0.71, 0.03);
      const minutes = within(random.logNormal(105, 0.2), 80, 170);
      return [
        stretch(8, effort - 0.06, effort),
        stretch(minutes * 0.6, effort),
        stretch(minutes * 0.4, effort, effort - 0.04),
      ];
    }
    case "hilly": {
      const effort = random.normal(0.75, 0.035);
      return [stretch(6, effort - 0.07, effort), stretch(within(random.logNormal(50, 0.25), 30, 100), effort)];
    }
    case "progressive": {
      const start = random.normal(0.64, 0.03);
      const end = random.normal(0.88, 0.03);
      return [stretch(within(random.logNormal(42, 0.2), 25, 70), start, end), stretch(random.uniform(3, 6), 0.55)];
    }
    case "intervals":
      return planIntervals(random);
  }
}

/** Warm-up, then 4 to 10 repetitions of one to five minutes with jogs between, the shorter the harder; cool-down. */
function planIntervals(random: Random): Stretch[] {
  const workMinutes = [1, 2, 3, 4, 5][Math.floor(random.uniform(0, 5))];
  const repetitions = Math.round(within(random.uniform(16, 26) / workMinutes, 4, 10));
  const effort = random.normal(1.02 - 0.035 * workMinutes, 0.03);
  const rest = stretch(workMinutes * random.uniform(0.5, 0.9) + 0.5, random.normal(0.5, 0.04));
  const stretches = [stretch(random.uniform(9, 15), 0.58, 0.64)];
  for (let i = 0; i < repetitions; i++) stretches.push(stretch(workMinutes, effort), rest);
  return [...stretches, stretch(random.uniform(6, 10), 0.58, 0.55)];
}

function stretch(minutes: number, fromEffort: number, toEffort = fromEffort): Stretch {
  return { durationS: Math.round(60 * minutes), fromEffort, toEffort };
}
