import { Random } from "../../base/random.ts";
import type { Gender } from "../../workout/workout.ts";
import type { HeartRateKinetics } from "./physiology.ts";
import { simulatedRunner } from "./simulated-runners.ts";
import { within } from "./within.ts";

/** Someone who runs, and what they wear. */
export interface SimulatedRunner {
  /** See dataset/simulated-runners.ts. */
  id: string;
  gender: Gender;
  restingBpm: number;
  maximumBpm: number;
  /** Oxygen uptake above rest at full effort, in ml/kg/min. */
  oxygenReserve: number;
  /** Oxygen that this runner needs for a given speed, as a share of what Minetti's runners needed. */
  economy: number;
  /** Extra effort of this runner on every run, as a share of the reserve. */
  habit: number;
  kinetics: HeartRateKinetics;
  /** Drift of heart rate at a steady effort in mild weather. */
  driftBpmPerMinute: number;
  stopsPerHour: number;
  device: Device;
}

export interface Device {
  sampleS: number;
  /** Standard deviation of the error in speed. */
  speedNoiseKmh: number;
  /** Whether the recording stops when the runner does. */
  autoPause: boolean;
  /** Optical, with its delays and faults, or a strap on the chest. */
  wrist: boolean;
  stepsPerMinute: number;
}

/**
 * A runner, drawn anew for each seed and number.
 * The spreads are such that many runs have the spread of those of some ninety recreational runners: by runner a mean
 * heart rate of 152 ± 10 BPM at 9.7 ± 1.4 km/h, correlated by 0.34.
 */
export function drawRunner(seed: number, number: number): SimulatedRunner {
  const random = new Random(`${seed}/runner ${number}`);
  const gender = random.chance(0.7) ? 1 : 0;
  const age = within(random.normal(30, 9), 18, 68);
  return {
    id: simulatedRunner(number),
    gender,
    restingBpm: within(random.normal(56, 8), 38, 78),
    // Tanaka, Monahan and Seals (2001), J Am Coll Cardiol 37:153–156; people of one age differ by some 9 BPM.
    maximumBpm: within(208 - 0.7 * age + random.normal(0, 9), 155, 210),
    oxygenReserve: within(random.normal(gender === 1 ? 41 : 37, 4.5), 27, 60),
    economy: random.normal(1, 0.04),
    habit: within(random.normal(0, 0.05), -0.09, 0.09),
    kinetics: { riseS: within(random.normal(36, 9), 18, 70), recoveryS: within(random.normal(72, 15), 35, 120) },
    driftBpmPerMinute: within(random.normal(0.12, 0.07), 0, 0.35),
    stopsPerHour: random.logNormal(1, 1.5),
    device: {
      sampleS: random.chance(0.5) ? 1 : 2,
      speedNoiseKmh: within(random.logNormal(1, 0.55), 0.2, 2.2),
      autoPause: random.chance(0.6),
      wrist: random.chance(0.65),
      stepsPerMinute: random.normal(168, 8),
    },
  };
}
