import type { Random } from "../../base/random.ts";
import type { RunKind } from "../../workout/run-kind.ts";

/** The ground under a run, by distance from its start. */
export interface Course {
  altitudeM(distanceM: number): number;
  /** Rise over run: 0.1 is 10 % uphill. */
  grade(distanceM: number): number;
}

interface Swell {
  heightM: number;
  /** Radians a metre. */
  frequency: number;
  phase: number;
}

/**
 * Long swells upon one another. Most recreational runs are flat: half of them rise and fall by less than 10 m in all;
 * a hilly one has slopes of up to some 10 %.
 */
export function layCourse(kind: RunKind, random: Random): Course {
  const steepness = kind === "hilly" ? random.uniform(0.025, 0.045) : Math.min(0.02, random.logNormal(0.006, 0.9));
  const swells = [600, 1100, 2300].map((lengthM): Swell => {
    const frequency = (2 * Math.PI) / (lengthM * random.uniform(0.7, 1.4));
    return { heightM: (steepness * random.uniform(0.5, 1.2)) / frequency, frequency, phase: random.uniform(0, 7) };
  });
  const startM = random.uniform(0, 300);
  const sum = (of: (swell: Swell) => number) => swells.reduce((total, swell) => total + of(swell), 0);
  return {
    altitudeM: (distanceM) =>
      startM + sum(({ heightM, frequency, phase }) => heightM * Math.sin(frequency * distanceM + phase)),
    grade: (distanceM) =>
      sum(({ heightM, frequency, phase }) => heightM * frequency * Math.cos(frequency * distanceM + phase)),
  };
}
