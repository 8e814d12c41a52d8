import { Random } from "../../base/random.ts";
import { NO_FACTS } from "../../workout/recording-facts.ts";
import { type RunKind, runKinds } from "../../workout/run-kind.ts";
import type { Workout } from "../../workout/workout.ts";
import { layCourse } from "./course.ts";
import { runPlan } from "./effort.ts";
import { planRun } from "./plan.ts";
import { drawRunner } from "./runner.ts";
import { record } from "./sensors.ts";

/** The run to simulate: the same seed, runner, run and kind give the same run, whatever else is simulated. */
export interface SimulatedRunOptions {
  seed: number;
  /** 1 and on; see simulated-runners.ts for what they are called. */
  runner: number;
  /** Tells the runs of a runner apart. */
  run: number;
  kind: RunKind;
  /** Whether wrist sensors fail as they do; true unless said otherwise. */
  faults?: boolean;
}

/**
 * A run that nobody ran, recorded every second or two by a watch that is not perfect.
 *
 * The runner means to hold an effort (plan), which on a slope and a day gives a speed (Minetti's cost of running);
 * heart rate follows the effort late (first-order kinetics) and drifts up; sensors add their errors. What makes real
 * heart rates hard to predict from speed is in it: runners differ in fitness, maximum and habits, days differ, and
 * neither shows in the file. The sources stand with the functions in simulator/.
 */
export function simulateRun({ seed, runner, run, kind, faults = true }: SimulatedRunOptions): Workout {
  const who = drawRunner(seed, runner);
  const random = new Random(`${seed}/runner ${runner}/run ${run}/${kind}`);
  const truth = runPlan(who, planRun(kind, random), layCourse(kind, random), random);
  const recording = record(truth, who.device, faults, random);
  const missing = () => new Float64Array(recording.timeS.length).fill(Number.NaN);
  return {
    ...NO_FACTS,
    name: `Simulated runner ${runner}, run ${run}, ${kind}`,
    format: "simulated",
    runner: who.id,
    sport: "run",
    gender: who.gender,
    sampling: "timestamps",
    ...recording,
    distanceM: missing(),
    latitudeDeg: missing(),
    longitudeDeg: missing(),
    temperatureC: missing(),
    statedTotal: null,
    passedOver: [],
    mended: [],
  };
}

export interface SimulationOptions {
  seed: number;
  /** Number of runs in all. */
  runs: number;
  /** Number of runners that share them, 12 unless stated. */
  runners?: number;
}

/** Runs of several people, dealt to them in turn, and the kinds in turn too, so that everyone gets to every kind. */
export function* simulateRuns({ seed, runs, runners = 12 }: SimulationOptions): Generator<Workout> {
  for (let i = 0; i < runs; i++) {
    const round = Math.floor(i / runners);
    yield simulateRun({
      seed,
      runner: (i % runners) + 1,
      run: round + 1,
      kind: runKinds[(i + round) % runKinds.length],
    });
  }
}
