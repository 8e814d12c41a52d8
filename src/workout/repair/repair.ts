import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { factsFrom } from "../recording-facts.ts";
import { DEMO_STEP_S } from "../resample.ts";
import { isOnUnknownGround } from "../treadmill.ts";
import { MIN_STEPS, type Repair, type RepairedWorkout, type Workout } from "../workout.ts";
import { repairAltitude } from "./altitude.ts";
import { countKnown } from "./fill.ts";
import { repairHeartRate } from "./heart-rate.ts";
import { Ledger } from "./ledger.ts";
import { repairSpeed } from "./speed.ts";
import { type Points, repairTime } from "./time.ts";

/** A repaired run. */
export interface Repaired {
  workout: RepairedWorkout;
  /** Points as recorded, on the repaired run's times. */
  points: Points;
  repairs: Repair[];
}

/**
 * Makes a recorded run fit to be resampled, and lists every change.
 * @param timestepS seconds per entry of a run that is recorded in timesteps
 * @throws PredictorError `no-time`, `no-speed`, `contradiction` or `too-short` where it can't be repaired.
 */
export function repair(recorded: Workout, timestepS = DEMO_STEP_S): Repaired {
  const ledger = new Ledger(recorded.mended);
  const points = recorded.sampling === "timesteps" ? timesteps(recorded, timestepS) : repairTime(recorded, ledger);
  if (points.timeS.length < 2) {
    throw new PredictorError(
      "too-short",
      `The run has ${counted(points.timeS.length, "usable point")}: at least ${MIN_STEPS} timesteps are needed.`,
    );
  }
  const { speedKmh, pauses } = repairSpeed(points, recorded, ledger);
  const altitudeM = repairAltitude(points, ledger);
  const heartRateBpm = repairHeartRate(points, ledger);
  enterPassedOver(recorded, heartRateBpm, ledger);
  const { name, runner, sport, gender, sampling } = recorded;
  const { timeS, cadenceSpm, temperatureC } = points;
  const series = { timeS, speedKmh, altitudeM, heartRateBpm, cadenceSpm, temperatureC };
  const facts = factsFrom(recorded, points.startS, timeS[timeS.length - 1]);
  return {
    workout: {
      ...{ name, runner, sport, gender, sampling, ...series, ...facts, pauses },
      isOnUnknownGround: isOnUnknownGround(recorded),
    },
    points,
    repairs: ledger.repairs,
  };
}

/** Enters the fields passed over where no heart rate was found, as one of them may hold it. */
function enterPassedOver({ passedOver }: Workout, heartRateBpm: Float64Array, ledger: Ledger): void {
  if (countKnown(heartRateBpm) > 0) return;
  const named = passedOver.map((name) => `"${name}"`).join(", ");
  ledger.enter("no-heart-rate", passedOver.length, () => `No heart rate was found; fields passed over: ${named}.`);
}

/** Points of a run in timesteps, whose times are their indices times `timestepS`. */
function timesteps(recorded: Workout, timestepS: number): Points {
  return {
    ...recorded,
    startS: 0,
    timeS: Float64Array.from(recorded.speedKmh, (_, i) => i * timestepS),
    isSegmentStart: new Array(recorded.speedKmh.length).fill(false),
  };
}
