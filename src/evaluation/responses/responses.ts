import { mean } from "../../base/statistics.ts";
import type { ModelContract } from "../../model/contract.ts";
import type { Track } from "../../workout/workout.ts";
import { type Stage, stepsOf, treadmillTest } from "./treadmill-test.ts";

/** Heart rates along what a protocol changes: seconds, km/h or percent. */
export interface Curve {
  at: number[];
  bpm: number[];
}

/** What a model expects of four treadmill protocols. */
export interface Responses {
  /** Ten minutes each of jogging, running and jogging, by seconds; how fast the heart follows. */
  step: Curve & {
    /** Time within which 63 % of the change is made that six minutes bring, s: faster, and slower again. */
    onS: number;
    offS: number;
  };
  /** Faster by 1 km/h every three minutes, by km/h: the last of each. */
  ramp: Curve & {
    /** Slope between 8 and 14 km/h. */
    bpmPerKmh: number;
  };
  /** Ten minutes at 10 km/h on one slope, by percent: the last of each. */
  hill: Curve & {
    /** Slope from the level to 8 % up. */
    bpmPerPercentUp: number;
    /** Slope from 8 % down to the level. */
    bpmPerPercentDown: number;
  };
  /** Three hours at 10 km/h on the level, by seconds. */
  hours: Curve & {
    /** Rise from the twentieth minute on. */
    bpmPerHour: number;
  };
}

const TEN_MINUTES_S = 600;
const [JOG_KMH, RUN_KMH] = [8, 12];
/** Speed on hills and over hours. */
export const EVEN_KMH = 10;
/** Time after a change of speed in which the heart follows it. */
const FOLLOWS_S = 360;
const RAMP_KMH = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const RAMP_STAGE_S = 180;
/** Speeds that most run at. */
const RAMP_FITTED_KMH = [8, 14] as const;
const PERCENTS = [-12, -10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12];
const FITTED_PERCENT = 8;
const HOURS = 3;
/** By then the answer to the start is over. */
const DRIFT_FROM_S = 1200;

/** Share of a change that is made within its time constant. */
const WITHIN_TIME_CONSTANT = 1 - 1 / Math.E;

const level = (speedKmh: number, durationS: number): Stage => ({ durationS, speedKmh, slope: 0 });

/**
 * Has a model run four protocols.
 * @param predict gives the heart rates of tracks by the model, in their order
 */
export async function responsesOf(
  { sampling }: Pick<ModelContract, "sampling">,
  predict: (tracks: readonly Track[]) => Promise<readonly Float32Array[]>,
): Promise<Responses> {
  const test = (stages: readonly Stage[]) => treadmillTest(stages, sampling);
  const step = test([JOG_KMH, RUN_KMH, JOG_KMH].map((kmh) => level(kmh, TEN_MINUTES_S)));
  const ramp = test(RAMP_KMH.map((kmh) => level(kmh, RAMP_STAGE_S)));
  const slopes = PERCENTS.map((percent) =>
    test([{ durationS: TEN_MINUTES_S, speedKmh: EVEN_KMH, slope: percent / 100 }]),
  );
  const hours = test([level(EVEN_KMH, HOURS * 3600)]);
  // Runs of about one length together: in one batch all would be filled up to the longest.
  const [stepBpm, rampBpm] = await predict([step, ramp]);
  const slopesBpm = await predict(slopes);
  const [hoursBpm] = await predict([hours]);
  const { stepS } = step;
  return {
    step: stepResponse(stepBpm, stepS),
    ramp: rampResponse(rampBpm, stepS),
    hill: hillResponse(slopesBpm),
    hours: hoursResponse(hoursBpm, stepS),
  };
}

function stepResponse(bpm: Float32Array, stepS: number): Responses["step"] {
  return {
    ...byTime(bpm, stepS),
    onS: timeConstantS(bpm, 1, stepS),
    offS: timeConstantS(bpm, 2, stepS),
  };
}

function rampResponse(bpm: Float32Array, stepS: number): Responses["ramp"] {
  const stage = stepsOf(RAMP_STAGE_S, stepS);
  const curve = { at: RAMP_KMH, bpm: RAMP_KMH.map((_, k) => bpm[(k + 1) * stage - 1]) };
  return { ...curve, bpmPerKmh: slopeOf(curve, ...RAMP_FITTED_KMH) };
}

function hillResponse(slopesBpm: readonly Float32Array[]): Responses["hill"] {
  const curve = { at: PERCENTS, bpm: slopesBpm.map((bpm) => bpm[bpm.length - 1]) };
  return {
    ...curve,
    bpmPerPercentUp: slopeOf(curve, 0, FITTED_PERCENT),
    bpmPerPercentDown: slopeOf(curve, -FITTED_PERCENT, 0),
  };
}

function hoursResponse(bpm: Float32Array, stepS: number): Responses["hours"] {
  const curve = byTime(bpm, stepS);
  return { ...curve, bpmPerHour: 3600 * slopeOf(curve, DRIFT_FROM_S, HOURS * 3600) };
}

function byTime(bpm: Float32Array, stepS: number): Curve {
  return { at: Array.from(bpm, (_, i) => i * stepS), bpm: Array.from(bpm) };
}

/**
 * Time after a change of speed at which a heart rate has made 63 % of what it changes in FOLLOWS_S.
 * @param stages of ten minutes that end with the change
 */
function timeConstantS(bpm: Float32Array, stages: number, stepS: number): number {
  const from = stages * stepsOf(TEN_MINUTES_S, stepS) - 1;
  const change = bpm[from + Math.round(FOLLOWS_S / stepS)] - bpm[from];
  const made = (i: number) => (bpm[i] - bpm[from]) / change;
  let i = from + 1;
  while (made(i) < WITHIN_TIME_CONSTANT) i++;
  return stepS * (i - from - (made(i) - WITHIN_TIME_CONSTANT) / (made(i) - made(i - 1)));
}

/** Least-squares slope of a curve between two places. */
function slopeOf({ at, bpm }: Curve, from: number, to: number): number {
  const within = at.flatMap((place, i) => (place >= from && place <= to ? [{ place, bpm: bpm[i] }] : []));
  const [centre, height] = [mean(within.map(({ place }) => place)), mean(within.map((point) => point.bpm))];
  const [products, squares] = within.reduce(
    ([sum, square], point) => [
      sum + (point.place - centre) * (point.bpm - height),
      square + (point.place - centre) ** 2,
    ],
    [0, 0],
  );
  return products / squares;
}

/** Lowest and highest value that textbooks and papers give, or that follows from what they give. */
export interface TextbookRange {
  lowest: number;
  highest: number;
}

/** Oxygen uptake by speed in m/min and by slope: ACSM's Guidelines for Exercise Testing and Prescription, 10th edition, table 6.3. */
const [OXYGEN_BY_SPEED, OXYGEN_BY_CLIMB] = [0.2, 0.9];
/** Oxygen reserves of most who run, ml/kg/min, and their heart rate reserve, bpm: shares of both are alike (Swain and Leutholtz 1997). */
const OXYGEN_RESERVES = { least: 35, most: 55 };
const HEART_RATE_RESERVE_BPM = 125;

/**
 * What textbooks and papers say of a single runner's heart. The ranges by papers are rounded, of people who in part rode a
 * bicycle, and tell an order of magnitude.
 */
export const TEXTBOOK = {
  /** S. E. Bearden and R. J. Moffatt, J. Appl. Physiol. 90, 2001. */
  onS: { lowest: 20, highest: 60 },
  /** L. Wang et al., 28th IEEE EMBS Conference, 2006: under 55 s in the fit, over it in others. */
  offS: { lowest: 30, highest: 90 },
  bpmPerKmh: bpmByOxygen(OXYGEN_BY_SPEED * (1000 / 60)),
  bpmPerPercent: bpmByOxygen(OXYGEN_BY_CLIMB * EVEN_KMH * (1000 / 60) * 0.01),
  /** E. F. Coyle and J. González-Alonso, Exerc. Sport Sci. Rev. 29, 2001: more in heat. */
  bpmPerHour: { lowest: 2, highest: 15 },
} as const satisfies Record<string, TextbookRange>;

function bpmByOxygen(mlPerKgMin: number): TextbookRange {
  const { least, most } = OXYGEN_RESERVES;
  return {
    lowest: (mlPerKgMin / most) * HEART_RATE_RESERVE_BPM,
    highest: (mlPerKgMin / least) * HEART_RATE_RESERVE_BPM,
  };
}
