import { type Random, Wander } from "../../base/random.ts";
import type { Course } from "./course.ts";
import { cardiacDrift, nextHeartRate, oxygenUptake, speedAtUptake, steadyShare } from "./physiology.ts";
import type { Stretch } from "./plan.ts";
import type { SimulatedRunner } from "./runner.ts";
import { within } from "./within.ts";

/** A run as it happened, second by second, before any sensor measured it. */
export interface TrueRun {
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
  /** Whether the runner stood at a crossing. */
  standing: boolean[];
}

/** Influences of a day, which no file states. */
interface Day {
  /** Tired, caffeinated, a little ill: shifts the heart rate at any effort. */
  offsetBpm: number;
  /** Soft ground, wind and heat: oxygen needed for a speed, as a share of the usual. */
  cost: number;
  /** Drift as a share of that in mild weather. */
  drift: number;
}

/** Share of the reserve that standing still takes. */
const STANDING_EFFORT = 0.14;

/** Seconds to cover 63 % of a change of speed. */
const ACCELERATION_S = 4;

/** Share of a slope that a runner's pace makes up for towards an even effort, 0 to 1. */
const PACING_BY_EFFORT = 0.7;

/** Share of a hard day's cost that a runner makes up for by running slower. */
const PACING_BY_DAY = 0.75;

/** Nobody gains more than this downhill: braking costs legs, not oxygen. */
const FASTEST_DOWNHILL = 1.15;

/** Runs a plan over a course. Heart rate stays between the runner's resting and maximum. */
export function runPlan(runner: SimulatedRunner, plan: Stretch[], course: Course, random: Random): TrueRun {
  const efforts = effortBySecond(plan).map((effort) => effort + runner.habit);
  const standing = stops(efforts.length, runner.stopsPerHour, random);
  const day = drawDay(random);
  const pacing = new Wander(random, 0.05, 60, 1);
  const beat = heartOn(day, runner, random);
  const run: TrueRun = {
    speedKmh: new Float64Array(efforts.length),
    altitudeM: new Float64Array(efforts.length),
    heartRateBpm: new Float64Array(efforts.length),
    standing,
  };
  let speedKmh = 0;
  let distanceM = 0;
  for (let t = 0; t < efforts.length; t++) {
    const grade = course.grade(distanceM);
    const intendedKmh = standing[t] ? 0 : paceFor(runner, day, efforts[t], grade) * (1 + pacing.next());
    speedKmh += (intendedKmh - speedKmh) * (1 - Math.exp(-1 / ACCELERATION_S));
    distanceM += speedKmh / 3.6;
    run.speedKmh[t] = speedKmh;
    run.altitudeM[t] = course.altitudeM(distanceM);
    run.heartRateBpm[t] = beat(t, speedKmh, grade);
  }
  return run;
}

/** Effort that a speed on a slope is to a runner on a usual day, as a share of their oxygen reserve. */
export function effortAt(runner: SimulatedRunner, speedKmh: number, grade: number): number {
  return (oxygenUptake(speedKmh, grade) * runner.economy) / runner.oxygenReserve;
}

/**
 * Heart rates, second by second, of a runner who keeps to speeds on a day drawn at random.
 * @param speedKmh by second
 * @param grade by second, rise over run
 */
export function heartRateAtSpeeds(
  runner: SimulatedRunner,
  speedKmh: Float64Array,
  grade: Float64Array,
  random: Random,
): Float64Array {
  const beat = heartOn(drawDay(random), runner, random);
  return speedKmh.map((kmh, t) => beat(t, kmh, grade[t]));
}

/** A runner's heart on a day, from rest: the heart rate a second later at a speed on a slope. */
function heartOn(day: Day, runner: SimulatedRunner, random: Random) {
  const hiddenCost = new Wander(random, 0.045, 300, 1);
  const reserveBpm = runner.maximumBpm - runner.restingBpm;
  let bpm = runner.restingBpm + reserveBpm * within(random.normal(0.37, 0.15), 0.05, 0.7);
  return (runningS: number, speedKmh: number, grade: number): number => {
    const own = effortAt(runner, speedKmh, grade) * day.cost * (1 + hiddenCost.next());
    const driftBpm = cardiacDrift(runningS, runner.driftBpmPerMinute * day.drift);
    const effort = Math.max(STANDING_EFFORT, own) + (day.offsetBpm + driftBpm) / reserveBpm;
    const steadyBpm = runner.restingBpm + reserveBpm * steadyShare(Math.max(0, effort));
    bpm = nextHeartRate(bpm, steadyBpm, runner.kinetics, 1);
    return bpm;
  };
}

/** The effect of heat on the heart rate itself is a plain assumption; that on drift follows the source of cardiacDrift. */
function drawDay(random: Random): Day {
  const degreesAbove15 = Math.max(0, random.normal(14, 8) - 15);
  return {
    offsetBpm: within(random.normal(0, 5), -11, 11) + 0.3 * degreesAbove15,
    cost: within(random.normal(1, 0.065), 0.85, 1.2),
    drift: 1 + 0.06 * degreesAbove15,
  };
}

function effortBySecond(plan: Stretch[]): number[] {
  return plan.flatMap(({ durationS, fromEffort, toEffort }) =>
    Array.from({ length: durationS }, (_, t) => fromEffort + ((toEffort - fromEffort) * t) / durationS),
  );
}

/** The speed a runner takes for an effort on this day and slope. */
function paceFor(runner: SimulatedRunner, day: Day, effort: number, grade: number): number {
  const uptake = (effort * runner.oxygenReserve) / (runner.economy * day.cost ** PACING_BY_DAY);
  const levelKmh = speedAtUptake(uptake, 0);
  const slope = speedAtUptake(uptake, grade) / levelKmh;
  return levelKmh * Math.min(FASTEST_DOWNHILL, slope ** PACING_BY_EFFORT);
}

/** Seconds in which the runner waits, at random but neither in the first two minutes nor in the last. */
function stops(durationS: number, perHour: number, random: Random): boolean[] {
  const standing: boolean[] = new Array(durationS).fill(false);
  for (let t = 120; t < durationS - 60; t++) {
    if (!random.chance(perHour / 3600)) continue;
    const untilS = Math.min(durationS - 60, t + Math.round(random.logNormal(25, 0.7)));
    standing.fill(true, t, untilS);
    t = untilS;
  }
  return standing;
}
