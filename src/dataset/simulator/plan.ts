import type { Random } from "../random.ts";
import { within } from "./runner.ts";

export const runKinds = ["steady", "intervals", "progressive", "recovery", "hilly", "long"] as const;

export type RunKind = (typeof runKinds)[number];

/** A part of a run at an effort that changes evenly from its start to its end; 1 is full effort. */
export interface Stretch {
  durationS: number;
  fromEffort: number;
  toEffort: number;
}

const MINUTE_S = 60;

/** What a runner means to do on a run of a kind: one stretch after another. */
export function planRun(kind: RunKind, random: Random): Stretch[] {
  const ease = (minutes: number, fromEffort: number, toEffort = fromEffort): Stretch => {
    return { durationS: Math.round(minutes * MINUTE_S), fromEffort, toEffort };
  };
  switch (kind) {
    case "steady": {
      const effort = random.normal(0.75, 0.05);
      const minutes = within(random.logNormal(46, 0.35), 15, 90);
      return [ease(4, effort - 0.05, effort), ease(minutes, effort, effort + random.normal(0, 0.015))];
    }
    case "recovery": {
      const effort = random.normal(0.64, 0.035);
      return [ease(within(random.logNormal(33, 0.25), 18, 60), effort)];
    }
    case "long": {
      const effort = random.normal(0.71, 0.03);
      const minutes = within(random.logNormal(105, 0.2), 80, 170);
      return [ease(8, effort - 0.06, effort), ease(minutes * 0.6, effort), ease(minutes * 0.4, effort, effort - 0.04)];
    }
    case "hilly": {
      const effort = random.normal(0.75, 0.035);
      return [ease(6, effort - 0.07, effort), ease(within(random.logNormal(50, 0.25), 30, 100), effort)];
    }
    case "progressive": {
      const start = random.normal(0.64, 0.03);
      const end = random.normal(0.88, 0.03);
      return [ease(within(random.logNormal(42, 0.2), 25, 70), start, end), ease(random.uniform(3, 6), 0.55)];
    }
    case "intervals":
      return planIntervals(random, ease);
  }
}

type Ease = (minutes: number, fromEffort: number, toEffort?: number) => Stretch;

/** Warm-up, then 4 to 10 repetitions of one to five minutes with jogs between, the shorter the harder; cool-down. */
function planIntervals(random: Random, ease: Ease): Stretch[] {
  const workMinutes = [1, 2, 3, 4, 5][Math.floor(random.uniform(0, 5))];
  const repetitions = Math.round(within(random.uniform(16, 26) / workMinutes, 4, 10));
  const effort = random.normal(1.02 - 0.035 * workMinutes, 0.03);
  const rest = ease(workMinutes * random.uniform(0.5, 0.9) + 0.5, random.normal(0.5, 0.04));
  const stretches = [ease(random.uniform(9, 15), 0.58, 0.64)];
  for (let i = 0; i < repetitions; i++) stretches.push(ease(workMinutes, effort), rest);
  return [...stretches, ease(random.uniform(6, 10), 0.58, 0.55)];
}
