import { PredictorError } from "../error.ts";
import type { Span } from "../workout.ts";
import { countKnown, countWhere, fillMissing, median } from "./fill.ts";
import { counted, type Ledger, spansOf } from "./ledger.ts";
import { FASTEST_KMH, type Odometer, odometerOf } from "./odometer.ts";
import type { Points } from "./time.ts";

/** Speed from distance or positions is taken over this much time on either side: single readings are too coarse. */
export const HALF_WINDOW_S = 3;

/** A gap counts as a pause from here on where the distance tells, or the watch was resumed ... */
export const TOLD_PAUSE_S = 10;
/** ... and from here on where nothing tells: watches that record sparingly leave gaps of up to 20 s. */
export const UNTOLD_PAUSE_S = 30;
/** Whoever comes on slower than this stands: nobody walks at half a metre a second for long. */
export const STANDING_KMH = 1.8;

export interface Motion {
  speedKmh: Float64Array;
  pauses: Span[];
}

/**
 * Speed at every point, from the device where it gives one for at least half of the points that tell of motion,
 * else from its distance, else from positions; with the pauses, in which speed is 0.
 * @throws PredictorError `no-speed` where the file has none of these.
 */
export function repairSpeed(points: Points, ledger: Ledger): Motion {
  const { timeS } = points;
  const odometer = odometerOf(points);
  const usable = countWhere(points.speedKmh, isPlausible);
  const fromDevice = usable > 0 && usable * 2 >= (odometer?.readings.length ?? 0);
  const gaps = pausedGaps(points, fromDevice, odometer);
  const measured = fromDevice ? points.speedKmh : derivedSpeed(points, odometer, gaps, ledger);
  const speedKmh = withoutImplausible(measured, timeS, ledger);

  const missing = measured.length - countKnown(measured);
  ledger.enter(
    "speed-gap",
    missing,
    () => `${counted(missing, "point")} without a speed: interpolated.`,
    () => spansOf(timeS, (i) => Number.isNaN(measured[i])),
  );
  fillMissing(timeS, speedKmh);

  const pauses = gaps.map(({ from, to }) => ({ startS: timeS[from], endS: timeS[to] }));
  ledger.enter(
    "pause",
    pauses.length,
    () =>
      `${counted(pauses.length, "pause")} found: speed is 0 there, and heart rate is compared only where it was recorded.`,
    () => pauses,
  );
  return { speedKmh, pauses };
}

function isPlausible(kmh: number): boolean {
  return kmh >= 0 && kmh <= FASTEST_KMH;
}

function withoutImplausible(speedKmh: Float64Array, timeS: Float64Array, ledger: Ledger): Float64Array {
  const plausible = speedKmh.map((kmh) => (isPlausible(kmh) ? kmh : Number.NaN));
  const count = countKnown(speedKmh) - countKnown(plausible);
  ledger.enter(
    "implausible-speed",
    count,
    () => `Speed below 0 or above ${FASTEST_KMH} km/h at ${counted(count, "point")}: interpolated.`,
    () => spansOf(timeS, (i) => Number.isNaN(plausible[i]) && !Number.isNaN(speedKmh[i])),
  );
  return plausible;
}

function derivedSpeed(points: Points, odometer: Odometer | null, gaps: Gap[], ledger: Ledger): Float64Array {
  const { timeS } = points;
  const speedKmh = odometer && speedOf(odometer, timeS, gaps);
  if (!odometer || !speedKmh?.some(isPlausible)) {
    throw new PredictorError(
      "no-speed",
      "The file has no usable speed, distance or positions: there is nothing to predict a heart rate from. Export the activity with its track, or add a speed column.",
    );
  }
  const source = odometer.kind === "distance" ? "the distance that the device counted" : "the positions";
  ledger.enter(
    odometer.kind === "distance" ? "speed-from-distance" : "speed-from-positions",
    odometer.readings.length,
    () =>
      `The file has ${countKnown(points.speedKmh) > 0 ? "too few usable speeds" : "no speed"}: taken from ${source}, over ${2 * HALF_WINDOW_S} s.`,
  );
  ledger.enter(
    "gps-jump",
    odometer.jumps.length,
    () =>
      `The position jumped faster than ${FASTEST_KMH} km/h at ${counted(odometer.jumps.length, "point")}: the jump is not counted as running.`,
    () => odometer.jumps.map((i) => ({ startS: timeS[i], endS: timeS[i] })),
  );
  return speedKmh;
}

/** Two neighbouring points that tell of motion, as indices of points. */
interface Gap {
  from: number;
  to: number;
}

/** Gaps between points that tell of motion, long enough and slow enough to be pauses; timesteps leave none. */
function pausedGaps(points: Points, fromDevice: boolean, odometer: Odometer | null): Gap[] {
  const { sampling, timeS, speedKmh, isSegmentStart } = points;
  if (sampling === "timesteps") return [];
  const places = new Map(odometer?.readings.map((index, place) => [index, place]));
  const moving: number[] = [];
  for (let i = 0; i < timeS.length; i++) if ((fromDevice && isPlausible(speedKmh[i])) || places.has(i)) moving.push(i);
  const gapsS = new Float64Array(Math.max(0, moving.length - 1));
  for (let k = 0; k < gapsS.length; k++) gapsS[k] = timeS[moving[k + 1]] - timeS[moving[k]];
  const longS = Math.max(TOLD_PAUSE_S, 4 * median(gapsS));
  const isPause = (k: number): boolean => {
    const [from, to] = [moving[k], moving[k + 1]];
    const [fromPlace, toPlace] = [places.get(from), places.get(to)];
    const isTravelKnown = fromPlace !== undefined && toPlace !== undefined && !odometer?.isBreak[toPlace];
    const isResumed = isSegmentStart.slice(from + 1, to + 1).includes(true);
    if (!isTravelKnown && !isResumed && gapsS[k] < UNTOLD_PAUSE_S) return false;
    const cameOn =
      isTravelKnown && odometer && (odometer.metresBetween(fromPlace, toPlace) / gapsS[k]) * 3.6 >= STANDING_KMH;
    return !cameOn;
  };
  const gaps: Gap[] = [];
  for (let k = 0; k < gapsS.length; k++) {
    if (gapsS[k] >= longS && isPause(k)) gaps.push({ from: moving[k], to: moving[k + 1] });
  }
  return gaps;
}

/** Central differences of the odometer, never across a pause or a break; NaN at points without a reading. */
function speedOf({ readings, isBreak, metresBetween }: Odometer, timeS: Float64Array, gaps: Gap[]): Float64Array {
  const speedKmh = new Float64Array(timeS.length).fill(Number.NaN);
  const resumed = new Set(gaps.map(({ to }) => to));
  const isFirst = readings.map((index, k) => k === 0 || isBreak[k] || resumed.has(index));
  let from = 0;
  let to = 0;
  readings.forEach((index, k) => {
    if (isFirst[k]) from = k;
    while (from < k && timeS[index] - timeS[readings[from + 1]] >= HALF_WINDOW_S) from++;
    to = Math.max(to, k);
    while (to + 1 < readings.length && !isFirst[to + 1] && timeS[readings[to]] - timeS[index] < HALF_WINDOW_S) to++;
    const elapsedS = timeS[readings[to]] - timeS[readings[from]];
    if (elapsedS > 0) speedKmh[index] = (metresBetween(from, to) / elapsedS) * 3.6;
  });
  return speedKmh;
}
