import { type Random, Wander } from "../../base/random.ts";
import type { TrueRun } from "./effort.ts";
import type { Device } from "./runner.ts";

/** A run as a device recorded it. */
export interface Recording {
  timeS: Float64Array;
  speedKmh: Float64Array;
  altitudeM: Float64Array;
  heartRateBpm: Float64Array;
  cadenceSpm: Float64Array;
  /** Indices at which the recording went on after a stop. */
  segmentStarts: number[];
}

/** Share of a wrist sensor's runs with a fault, by fault. */
const CADENCE_LOCK_SHARE = 0.06;
const SLOW_START_SHARE = 0.15;
const DROP_OUT_SHARE = 0.1;

/** A wrist sensor averages over about so long before it shows a value. */
const WRIST_DELAY_S = 6;

/** Half a metre of drift within minutes, as barometers have it; steps of 0.2 m, as most files hold. */
const ALTITUDE_DRIFT_M = 0.5;
const ALTITUDE_STEP_M = 0.2;

/** Spread of a runner's cadence within seconds; sensors count in steps of one foot. */
const CADENCE_SD_SPM = 1.5;
const CADENCE_WANDER_S = 20;
const CADENCE_STEP_SPM = 2;

/**
 * Samples a run as its device would: speed to 0.01 km/h with a correlated error, altitude with a drift, heart rate in
 * whole beats, cadence in whole steps of one foot. Without `faults` the heart rate lies within half a beat of the true one, delayed on the wrist.
 */
export function record(run: TrueRun, device: Device, faults: boolean, random: Random): Recording {
  const speedError = new Wander(random, device.speedNoiseKmh, 4, 1);
  const altitudeError = new Wander(random, ALTITUDE_DRIFT_M, 300, 1);
  const speedKmh = run.speedKmh.map((speed) => rounded(Math.max(0, speed + speedError.next()), 0.01));
  const altitudeM = run.altitudeM.map((altitude) => rounded(altitude + altitudeError.next(), ALTITUDE_STEP_M));
  const shown = device.wrist ? delayed(run.heartRateBpm) : run.heartRateBpm;
  const heartRateBpm = shown.map((bpm) => Math.round(bpm));
  const lockedOn = new Float64Array(heartRateBpm.length).fill(Number.NaN);
  if (faults && device.wrist) addWristFaults(heartRateBpm, lockedOn, device, random);
  const stepping = new Wander(random, CADENCE_SD_SPM, CADENCE_WANDER_S, 1);
  const cadenceSpm = lockedOn.map((shownSpm, t) => {
    const ownSpm = device.stepsPerMinute + stepping.next();
    return run.standing[t] ? 0 : rounded(Number.isNaN(shownSpm) ? ownSpm : shownSpm, CADENCE_STEP_SPM);
  });
  return sampled({ speedKmh, altitudeM, heartRateBpm, cadenceSpm }, run.standing, device);
}

function delayed(heartRateBpm: Float64Array): Float64Array {
  let shown = heartRateBpm[0];
  return heartRateBpm.map((bpm) => {
    shown += (bpm - shown) * (1 - Math.exp(-1 / WRIST_DELAY_S));
    return shown;
  });
}

/**
 * The usual failures of optical sensors, each for a stretch of the run; NaN where the device shows nothing.
 * @param lockedOn takes the cadence where it is shown as heart rate
 */
function addWristFaults(
  heartRateBpm: Float64Array,
  lockedOn: Float64Array,
  { stepsPerMinute }: Device,
  random: Random,
): void {
  const durationS = heartRateBpm.length;
  if (random.chance(SLOW_START_SHARE)) {
    const searchS = Math.min(durationS, Math.round(random.uniform(40, 180)));
    const stuckBpm = Math.round(random.uniform(75, 105));
    for (let t = 0; t < searchS; t++) heartRateBpm[t] = Math.min(heartRateBpm[t], stuckBpm + Math.round(t / 10));
  }
  if (random.chance(CADENCE_LOCK_SHARE)) {
    const fromS = Math.round(random.uniform(0, durationS / 2));
    const untilS = Math.min(durationS, fromS + Math.round(random.uniform(120, 900)));
    const cadence = new Wander(random, CADENCE_SD_SPM, CADENCE_WANDER_S, 1);
    for (let t = fromS; t < untilS; t++) {
      lockedOn[t] = stepsPerMinute + cadence.next();
      heartRateBpm[t] = Math.round(lockedOn[t]);
    }
  }
  if (random.chance(DROP_OUT_SHARE)) {
    for (let left = Math.round(random.uniform(1, 4)); left > 0; left--) {
      const fromS = Math.round(random.uniform(60, durationS));
      heartRateBpm.fill(Number.NaN, fromS, fromS + Math.round(random.uniform(10, 90)));
    }
  }
}

function sampled(
  series: Pick<Recording, "speedKmh" | "altitudeM" | "heartRateBpm" | "cadenceSpm">,
  standing: boolean[],
  { sampleS, autoPause }: Device,
): Recording {
  const seconds: number[] = [];
  for (let t = 0; t < standing.length; t += sampleS) {
    if (!(autoPause && standing[t])) seconds.push(t);
  }
  const pick = (values: Float64Array) => Float64Array.from(seconds, (t) => values[t]);
  return {
    timeS: Float64Array.from(seconds),
    speedKmh: pick(series.speedKmh),
    altitudeM: pick(series.altitudeM),
    heartRateBpm: pick(series.heartRateBpm),
    cadenceSpm: pick(series.cadenceSpm),
    segmentStarts: seconds.flatMap((t, i) => (i > 0 && t - seconds[i - 1] > sampleS ? [i] : [])),
  };
}

/** Rounds to a multiple of a decimal step, without the tail that a binary product leaves. */
function rounded(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(2));
}
