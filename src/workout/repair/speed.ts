import { counted } from "../../base/counted.ts";
import { PredictorError } from "../../base/error.ts";
import { median } from "../../base/statistics.ts";
import { STANDING_KMH } from "../standing.ts";
import type { Span } from "../workout.ts";
import { type AboutMotion, withoutContradictions } from "./contradictions.ts";
import { countKnown, countWhere, fillMissing } from "./fill.ts";
import { type Ledger, spansOf } from "./ledger.ts";
import { FASTEST_KMH, type Odometer, odometerOf } from "./odometer.ts";
import type { Points } from "./time.ts";

/** Half of the window over which speed is derived from distance or positions: single readings are too coarse. */
export const HALF_WINDOW_S = 3;

/** Shortest pause where the distance shows it, or the watch was resumed ... */
export const TOLD_PAUSE_S = 10;
/** ... and where nothing does: watches that record sparsely leave gaps of up to 20 s. */
export const UNTOLD_PAUSE_S = 30;

/** Longest gap in the device's speed that is interpolated; longer ones are filled by the odometer. */
const LONGEST_JOINED_S = 10;

export interface Motion {
  speedKmh: Float64Array;
  pauses: Span[];
}

/**
 * Repairs the speed: the device's own where at least half of the points with data about motion have one, else from its
 * distance, else from positions. Finds the pauses, in which speed is 0.
 * @param recorded points as recorded; contradicted speeds and distances are removed here
 * @throws PredictorError `no-speed` where the file has none of these, `contradiction` as withoutContradictions.
 */
export function repairSpeed(recorded: Points, about: AboutMotion, ledger: Ledger): Motion {
  const { timeS } = recorded;
  const points = withoutContradictions(recorded, about, ledger);
  const odometer = odometerOf(points);
  const usable = countWhere(points.speedKmh, isPlausible);
  const fromDevice = usable > 0 && usable * 2 >= (odometer?.readings.length ?? 0);
  const gaps = pausedGaps(points, fromDevice, odometer);
  const measured = fromDevice
    ? joinedSpeed(points, odometer, gaps)
    : derivedSpeed({ recorded, odometer, gaps, ledger });
  const speedKmh = withoutImplausible(measured, timeS, ledger);

  // Speeds that were removed as contradicted have an entry of their own.
  const isMissing = (i: number) => Number.isNaN(measured[i]) || (fromDevice && Number.isNaN(recorded.speedKmh[i]));
  const missing = countWhere(timeS, (_, i) => isMissing(i));
  ledger.enter(
    "speed-gap",
    missing,
    () => `${counted(missing, "point")} without a speed: ${whereFrom(fromDevice ? odometer : null)}.`,
    () => spansOf(timeS, isMissing),
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

const SOURCE_WORDS = { distance: "the distance that the device counted", positions: "the positions" } as const;

function whereFrom(odometer: Odometer | null): string {
  if (odometer === null) return "interpolated";
  return `interpolated, in gaps over ${LONGEST_JOINED_S} s taken from ${SOURCE_WORDS[odometer.kind]}`;
}

/** The device's speed, its long gaps filled by the odometer where there is one. */
function joinedSpeed({ timeS, speedKmh }: Points, odometer: Odometer | null, gaps: Gap[]): Float64Array {
  const missing = speedKmh.length - countKnown(speedKmh);
  if (odometer === null || missing === 0) return speedKmh;
  const derived = speedOf(odometer, timeS, gaps);
  const joined = speedKmh.slice();
  for (let from = 0, to = 0; from < joined.length; from = to + 1) {
    to = from;
    if (!Number.isNaN(speedKmh[from])) continue;
    while (to + 1 < joined.length && Number.isNaN(speedKmh[to + 1])) to++;
    const [lastS, nextS] = [timeS[Math.max(0, from - 1)], timeS[Math.min(to + 1, timeS.length - 1)]];
    if (nextS - lastS > LONGEST_JOINED_S) joined.set(derived.subarray(from, to + 1), from);
  }
  return joined;
}

interface Derivation {
  recorded: Points;
  odometer: Odometer | null;
  gaps: Gap[];
  ledger: Ledger;
}

function derivedSpeed({ recorded, odometer, gaps, ledger }: Derivation): Float64Array {
  const { timeS } = recorded;
  const speedKmh = odometer && speedOf(odometer, timeS, gaps);
  if (!odometer || !speedKmh?.some(isPlausible)) {
    throw new PredictorError(
      "no-speed",
      `The file has ${motionIn(recorded)}: there is nothing to predict a heart rate from. Export the activity with its track, or add a speed column.`,
    );
  }
  ledger.enter(
    odometer.kind === "distance" ? "speed-from-distance" : "speed-from-positions",
    odometer.readings.length,
    () =>
      `The file has ${countKnown(recorded.speedKmh) > 0 ? "too few usable speeds" : "no speed"}: taken from ${SOURCE_WORDS[odometer.kind]}, over ${2 * HALF_WINDOW_S} s.`,
  );
  ledger.enter(
    "gps-jump",
    odometer.jumps.length,
    () =>
      `The ${odometer.kind === "distance" ? "distance" : "position"} jumped faster than ${FASTEST_KMH} km/h at ${counted(odometer.jumps.length, "point")}: the jump is not counted as running.`,
    () => odometer.jumps.map((i) => ({ startS: timeS[i], endS: timeS[i] })),
  );
  return speedKmh;
}

/** Words a file's unusable data about motion. */
function motionIn(points: Points): string {
  const { speedKmh, distanceM, latitudeDeg } = points;
  const speeds = speedKmh.filter(Number.isFinite);
  const distances = distanceM.filter(Number.isFinite);
  const positions = countKnown(latitudeDeg);
  const found = [
    speeds.length > 0 && `a speed of ${rangeOf(speeds, "km/h")}`,
    distances.length > 0 && `a distance of ${rangeOf(distances, "m")}`,
    positions > 0 && `${counted(positions, "position")} ${placesIn(points)}`,
  ].filter(Boolean);
  return found.length > 0 ? found.join(" and ") : "no usable speed, distance or positions";
}

function placesIn({ latitudeDeg, longitudeDeg }: Points): string {
  const isOne = [latitudeDeg, longitudeDeg].every((values) => new Set(values.filter(Number.isFinite)).size === 1);
  return isOne ? "at one place" : "that nobody could have reached one from another";
}

function rangeOf(values: Float64Array, unit: string): string {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const shown = (value: number) => String(Number(value.toPrecision(4)));
  return least === most ? `${shown(least)} ${unit} throughout` : `${shown(least)} to ${shown(most)} ${unit}`;
}

/** Two neighbouring points with data about motion, as indices of points. */
interface Gap {
  from: number;
  to: number;
}

/** Finds the gaps between points with data about motion that are long and slow enough to be pauses; none between timesteps. */
function pausedGaps(points: Points, fromDevice: boolean, odometer: Odometer | null): Gap[] {
  const { sampling, timeS, speedKmh, isSegmentStart } = points;
  if (sampling === "timesteps") return [];
  const places = placesByPoint(odometer, timeS.length);
  const moving: number[] = [];
  for (let i = 0; i < timeS.length; i++) {
    if ((fromDevice && isPlausible(speedKmh[i])) || places[i] !== NO_PLACE) moving.push(i);
  }
  const gapsS = new Float64Array(Math.max(0, moving.length - 1));
  for (let k = 0; k < gapsS.length; k++) gapsS[k] = timeS[moving[k + 1]] - timeS[moving[k]];
  if (!gapsS.some((seconds) => seconds >= TOLD_PAUSE_S)) return [];
  const longS = Math.max(TOLD_PAUSE_S, 4 * median(gapsS));
  const isPause = (k: number): boolean => {
    const [from, to] = [moving[k], moving[k + 1]];
    const [fromPlace, toPlace] = [places[from], places[to]];
    const isTravelKnown = fromPlace !== NO_PLACE && toPlace !== NO_PLACE && !odometer?.isBreak[toPlace];
    const isResumed = isSegmentStart.slice(from + 1, to + 1).includes(true);
    if (!isTravelKnown && !isResumed && gapsS[k] < UNTOLD_PAUSE_S) return false;
    const cameOn =
      isTravelKnown &&
      odometer &&
      ((odometer.travelledM[toPlace] - odometer.travelledM[fromPlace]) / gapsS[k]) * 3.6 >= STANDING_KMH;
    return !cameOn;
  };
  const gaps: Gap[] = [];
  for (let k = 0; k < gapsS.length; k++) {
    if (gapsS[k] >= longS && isPause(k)) gaps.push({ from: moving[k], to: moving[k + 1] });
  }
  return gaps;
}

const NO_PLACE = -1;

/** Index of each point's reading among the odometer's; NO_PLACE for none. */
function placesByPoint(odometer: Odometer | null, points: number): Int32Array {
  const places = new Int32Array(points).fill(NO_PLACE);
  odometer?.readings.forEach((index, place) => {
    places[index] = place;
  });
  return places;
}

/**
 * Speed by central differences of the odometer, never across a pause or a break, scaled so that speeds add up to the
 * distance between two of these. NaN at points without a reading.
 */
function speedOf(odometer: Odometer, timeS: Float64Array, gaps: Gap[]): Float64Array {
  const { readings, isBreak, travelledM } = odometer;
  const speedKmh = new Float64Array(timeS.length).fill(Number.NaN);
  const resumed = new Set(gaps.map(({ to }) => to));
  for (let first = 0, last = 0; first < readings.length; first = last + 1) {
    last = first;
    while (last + 1 < readings.length && !isBreak[last + 1] && !resumed.has(readings[last + 1])) last++;
    let from = first;
    let to = first;
    let addedM = 0;
    for (let k = first; k <= last; k++) {
      const t = timeS[readings[k]];
      while (from < k && t - timeS[readings[from + 1]] >= HALF_WINDOW_S) from++;
      to = Math.max(to, k);
      while (to < last && timeS[readings[to]] - t < HALF_WINDOW_S) to++;
      const elapsedS = timeS[readings[to]] - timeS[readings[from]];
      if (elapsedS === 0) continue;
      speedKmh[readings[k]] = ((travelledM[to] - travelledM[from]) / elapsedS) * 3.6;
      const nextS = timeS[readings[Math.min(k + 1, last)]];
      const lastS = timeS[readings[Math.max(k - 1, first)]];
      addedM += (speedKmh[readings[k]] / 3.6) * ((nextS - lastS) / 2);
    }
    const kept = addedM > 0 ? (travelledM[last] - travelledM[first]) / addedM : 1;
    for (let k = first; k <= last; k++) speedKmh[readings[k]] *= kept;
  }
  return speedKmh;
}
