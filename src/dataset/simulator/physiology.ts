import { costOfRunning } from "../../workout/graded-speed.ts";

/** Energy that a millilitre of oxygen yields, in joules. */
const JOULES_PER_ML_OXYGEN = 20.9;

/** Oxygen a runner takes up above rest at a steady speed, in ml/kg/min. */
export function oxygenUptake(speedKmh: number, grade: number): number {
  return (costOfRunning(grade) / JOULES_PER_ML_OXYGEN) * (speedKmh / 0.06);
}

/** The speed at which a runner takes up so much oxygen above rest: the inverse of oxygenUptake. */
export function speedAtUptake(uptake: number, grade: number): number {
  return (uptake * JOULES_PER_ML_OXYGEN * 0.06) / costOfRunning(grade);
}

/** Above this share of the reserve heart rate bends towards its maximum instead of passing it. */
const BEND = 0.88;

/**
 * Share of the heart rate reserve that an effort settles at: the effort's share of the oxygen uptake reserve
 * (Swain and Leutholtz 1997, Med Sci Sports Exerc 29:410–414), bent so that it stays below 1.
 */
export function steadyShare(effort: number): number {
  return effort <= BEND ? effort : 1 - (1 - BEND) * Math.exp(-(effort - BEND) / (1 - BEND));
}

export interface HeartRateKinetics {
  /** Seconds to cover 63 % of a rise. */
  riseS: number;
  /** Seconds to cover 63 % of a fall. */
  recoveryS: number;
}

/**
 * Heart rate a step later, on its way to the one that the effort settles at: a first-order response, slower down than
 * up (Bearden and Moffatt 2001, J Appl Physiol 90:2081–2087; Stirling, Zakynthinaki, Refoyo and Sampedro 2008,
 * J Nonlinear Math Phys 15 Suppl 3:426–436).
 */
export function nextHeartRate(bpm: number, steadyBpm: number, kinetics: HeartRateKinetics, stepS: number): number {
  const timeConstantS = steadyBpm > bpm ? kinetics.riseS : kinetics.recoveryS;
  return steadyBpm + (bpm - steadyBpm) * Math.exp(-stepS / timeConstantS);
}

/** Drift is seen from about this time on. */
const DRIFT_FROM_S = 600;

/**
 * Beats a minute by which heart rate has drifted up at an unchanged effort: it sets in after some ten minutes and goes
 * on, faster in the heat (Coyle and González-Alonso 2001, Exerc Sport Sci Rev 29:88–92).
 */
export function cardiacDrift(runningS: number, bpmPerMinute: number): number {
  return (bpmPerMinute * Math.max(0, runningS - DRIFT_FROM_S)) / 60;
}
