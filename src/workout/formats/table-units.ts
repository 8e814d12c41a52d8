import { median } from "../../base/statistics.ts";
import { metresApart } from "../repair/odometer.ts";
import type { Quantity } from "./header.ts";
import type { TimeStyle } from "./table-time.ts";

/** A column of numbers in the table's own unit. */
export interface RawColumn {
  title: string;
  quantity: Quantity;
  /** Factor to the project's unit; null where no unit is named. */
  factor: number | null;
  values: Float64Array;
  /** Style of a column of times. */
  style: TimeStyle | undefined;
}

/** The unit found for a column's values. */
export interface FoundUnit {
  column: RawColumn;
  /** The value is (number − zero) × factor. */
  factor: number;
  zero: number;
  name: string;
  /** Evidence for the unit; null where the documented default was taken. */
  shownBy: string | null;
}

interface Candidate {
  name: string;
  factor: number;
}

const TIME_UNITS: readonly Candidate[] = [
  { name: "seconds", factor: 1 },
  { name: "milliseconds", factor: 0.001 },
  { name: "minutes", factor: 60 },
  { name: "hours", factor: 3600 },
  { name: "days", factor: 86_400 },
];
const SPEED_UNITS: readonly Candidate[] = [
  { name: "km/h", factor: 1 },
  { name: "m/s", factor: 3.6 },
  { name: "mph", factor: 1.609344 },
  { name: "m/min", factor: 0.06 },
  { name: "cm/s", factor: 0.036 },
  { name: "mm/s", factor: 0.0036 },
];
const PACE_UNITS: readonly Candidate[] = [
  { name: "minutes a kilometre", factor: 1 },
  { name: "seconds a kilometre", factor: 1 / 60 },
  { name: "minutes a mile", factor: 1 / 1.609344 },
  { name: "seconds a mile", factor: 1 / 96.56064 },
  { name: "seconds a metre", factor: 1000 / 60 },
];
const DISTANCE_UNITS: readonly Candidate[] = [
  { name: "metres", factor: 1 },
  { name: "kilometres", factor: 1000 },
  { name: "miles", factor: 1609.344 },
  { name: "feet", factor: 0.3048 },
  { name: "centimetres", factor: 0.01 },
];

/** Largest ratio at which two measurements agree: devices differ by less, all units but mile and nautical mile by more. */
const SAME = 1.25;
/** Range of the mean speed of a whole recording, standing included. */
const SLOWEST_MPS = 0.2;
const FASTEST_MPS = 8;
const LONGEST_S = 2 * 86_400;
const SHORTEST_S = 20;
/** Fewest rows whose duration reveals the unit of time. */
const FEW_ROWS = 20;
/** Longest step over which a speed counts; longer gaps are pauses. */
const LONGEST_STEP_S = 60;
/** Shortest distance that speeds are compared with; over less, their sum is mostly rounding. */
const LEAST_DISTANCE_M = 20;

/** Distance travelled up to each row, and the columns that it is from. */
interface TravelledDistance {
  /** NaN where it is unknown. */
  metres: Float64Array;
  /** Name of the source in sentences. */
  by: string;
}

/**
 * Finds the units of columns whose titles name none. Speeds and paces have to add up to the distance between positions, or
 * to the distance column; else the unit is the one that gives a runner's range; else the documented default.
 */
export function findUnits(columns: readonly RawColumn[]): FoundUnit[] {
  const column = (quantity: Quantity) => columns.find((candidate) => candidate.quantity === quantity);
  const [latitude, longitude, time] = [column("latitudeDeg"), column("longitudeDeg"), column("timeS")];
  const degrees = latitude && longitude ? degreeUnits(latitude, longitude) : [];
  const positions =
    latitude && longitude ? { latitude, longitude, factor: latitude.factor ?? degrees[0]?.factor ?? 1 } : null;
  const isTold = MOTION.every((quantity) => isUnitTold(column(quantity)));
  const found = [...degrees, ...(isTold ? [time ? unitOfTime(time, null) : null] : motionUnits(column, positions))];
  const altitude = column("altitudeM");
  if (altitude?.factor === null && hasValues(altitude))
    found.push({ column: altitude, factor: 1, zero: 0, name: "metres", shownBy: null });
  found.push(unitOfTemperature(column("temperatureC")));
  for (const quantity of ["heartRateBpm", "cadenceSpm"] as const) found.push(unitOfBeats(column(quantity)));
  return found.filter((unit) => unit !== null);
}

/** Quantities whose unit the distance travelled reveals. */
const MOTION: readonly Quantity[] = ["timeS", "distanceM", "speedKmh", "paceMinPerKm"];

function isUnitTold(column: RawColumn | undefined): boolean {
  return column === undefined || column.factor !== null || column.style === "clock" || column.style === "date";
}

/** A table's columns of positions, and their factor to degrees. */
interface Positions {
  latitude: RawColumn;
  longitude: RawColumn;
  factor: number;
}

/** Finds the units of times, distances, speeds and paces. */
function motionUnits(
  column: (quantity: Quantity) => RawColumn | undefined,
  at: Positions | null,
): (FoundUnit | null)[] {
  const positions = at && distanceOfPositions(at);
  const distance = column("distanceM");
  const byPositions = distance && positions ? unitByWhole(distance, positions) : null;
  const knownFactor = distance && (distance.factor ?? byPositions?.factor);
  const knownDistance = positions ?? (distance && knownFactor ? distanceOfColumn(distance, knownFactor) : null);

  const time = column("timeS");
  const timeUnit = time ? unitOfTime(time, knownDistance) : null;
  const seconds = time?.values.map((value) => (value - (timeUnit?.zero ?? 0)) * (timeUnit?.factor ?? time.factor ?? 1));
  const distanceUnit = distance?.factor === null ? (byPositions ?? unitOfDistance(distance, seconds ?? null)) : null;
  const travelled =
    positions ?? (distance ? distanceOfColumn(distance, distance.factor ?? distanceUnit?.factor ?? 1) : null);

  const found = [timeUnit, distanceUnit];
  for (const [quantity, units, isPace] of [
    ["speedKmh", SPEED_UNITS, false],
    ["paceMinPerKm", PACE_UNITS, true],
  ] as const) {
    const rate = column(quantity);
    if (!rate || rate.factor !== null || !hasValues(rate)) continue;
    found.push(
      (travelled && seconds && unitBySum(rate, units, isPace, seconds, travelled)) ?? unitByRange(rate, units, isPace),
    );
  }
  return found;
}

function knownOf({ values }: RawColumn): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function hasValues({ values }: RawColumn): boolean {
  return values.some((value) => !Number.isNaN(value));
}

/** Approximate median of the values above 0, from a sample of LOOKED_AT rows spread over the run. */
function usualOf(values: ArrayLike<number>): number {
  const stride = Math.max(1, Math.ceil(values.length / LOOKED_AT));
  const known: number[] = [];
  for (let i = 0; i < values.length; i += stride) if (values[i] > 0) known.push(values[i]);
  return median(known);
}

const LOOKED_AT = 500;

/** Recognises FIT's semicircles (half a circle in 31 bits) by values that no degree reaches. */
function degreeUnits(...columns: RawColumn[]): FoundUnit[] {
  const isBeyond = ({ values }: RawColumn) => values.some((value) => Math.abs(value) > 360);
  if (columns.some(({ factor }) => factor !== null) || !columns.some(isBeyond)) return [];
  const shownBy = "as no degree is as large";
  return columns.map((column) => ({ column, factor: 180 / 2 ** 31, zero: 0, name: "semicircles", shownBy }));
}

function distanceOfPositions({ latitude, longitude, factor }: Positions): TravelledDistance | null {
  const metres = new Float64Array(latitude.values.length).fill(Number.NaN);
  let last = -1;
  for (let i = 0; i < metres.length; i++) {
    const [lat, lon] = [latitude.values[i] * factor, longitude.values[i] * factor];
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) continue;
    metres[i] =
      last < 0
        ? 0
        : metres[last] + metresApart(latitude.values[last] * factor, longitude.values[last] * factor, lat, lon);
    last = i;
  }
  return last >= 0 && metres[last] > LEAST_DISTANCE_M ? { metres, by: "the positions" } : null;
}

/** Distance travelled by a distance column. Only rises count: some devices restart from 0 in each lap. */
function distanceOfColumn({ values, title }: RawColumn, factor: number): TravelledDistance | null {
  const metres = new Float64Array(values.length).fill(Number.NaN);
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    metres[i] = last < 0 ? 0 : metres[last] + Math.max(0, values[i] - values[last]) * factor;
    last = i;
  }
  return last >= 0 && metres[last] > LEAST_DISTANCE_M ? { metres, by: `"${title}"` } : null;
}

function lengthOf(travelled: TravelledDistance): number {
  return travelled.metres.findLast((value) => !Number.isNaN(value)) ?? 0;
}

/** The candidate whose factor is nearest to a measured one; null where it differs by more than SAME. */
function nearest(candidates: readonly Candidate[], factor: number): Candidate | null {
  const off = (candidate: Candidate) => Math.abs(Math.log(factor / candidate.factor));
  const best = candidates.reduce((a, b) => (off(b) < off(a) ? b : a));
  return off(best) < Math.log(SAME) ? best : null;
}

/** Unit of a distance column by the distance between all positions; null where none fits. */
function unitByWhole(distance: RawColumn, positions: TravelledDistance): FoundUnit | null {
  if (distance.factor !== null) return null;
  const counted = distanceOfColumn(distance, 1e6);
  const unit = counted && nearest(DISTANCE_UNITS, (lengthOf(positions) / lengthOf(counted)) * 1e6);
  return unit ? { column: distance, ...unit, zero: 0, shownBy: `as ${positions.by} show` } : null;
}

function unitOfDistance(column: RawColumn, seconds: Float64Array | null): FoundUnit | null {
  const known = knownOf(column);
  if (known.length === 0) return null;
  const durationS = seconds ? spanOf(seconds) : Number.NaN;
  const counted = distanceOfColumn(column, 1e6);
  const rate = counted ? lengthOf(counted) / 1e6 / durationS : 0;
  const fits = ({ factor }: Candidate) => rate * factor >= SLOWEST_MPS && rate * factor <= FASTEST_MPS;
  const [metres, kilometres] = DISTANCE_UNITS;
  const centimetres = DISTANCE_UNITS[4];
  const unit = [metres, kilometres, centimetres].find(fits);
  const isTold = unit !== undefined && known.length > 1;
  return {
    column,
    ...(unit ?? metres),
    zero: 0,
    shownBy: isTold ? "as anything else would be no runner's speed" : null,
  };
}

/** Difference between the largest and the smallest time, in the column's unit. */
function spanOf(times: Float64Array): number {
  let first = Number.NaN;
  let last = Number.NaN;
  for (const time of times) {
    if (Number.isNaN(time)) continue;
    if (!(first <= time)) first = time;
    if (!(last >= time)) last = time;
  }
  return last - first;
}

/** Start of 1970 in a spreadsheet's days, which count from 1899-12-30. */
const SPREADSHEET_1970 = 25_569;

/** Whether a first time and a span are in a spreadsheet's days of this age, with fractions. */
export function isSpreadsheetDays(first: number, span: number): boolean {
  return first > 20_000 && first < 80_000 && span > 0 && span < 2 && !Number.isInteger(span);
}

function unitOfTime(column: RawColumn, travelled: TravelledDistance | null): FoundUnit | null {
  if (column.style === "clock" || column.style === "date") return null;
  const unit = (factor: number, name: string, shownBy: string | null, zero = 0) => ({
    column,
    factor,
    zero,
    name,
    shownBy,
  });
  const first = column.values.find((value) => !Number.isNaN(value));
  if (first === undefined) return null;
  // A column titled as seconds may still count dates in milliseconds.
  if (column.factor !== null && !(column.factor === 1 && first > 1e11)) return null;
  const span = spanOf(column.values);
  const asDate = "as dates are as large";
  if (first > 1e17) return unit(1e-9, "nanoseconds since 1970", asDate);
  if (first > 1e14) return unit(1e-6, "microseconds since 1970", asDate);
  if (first > 1e11) return unit(1e-3, "milliseconds since 1970", asDate);
  if (first > 1e8) return unit(1, "seconds since 1970", asDate);
  if (isSpreadsheetDays(first, span)) {
    return unit(86_400, "days of a spreadsheet", asDate, SPREADSHEET_1970);
  }
  const known = knownOf(column);
  const steps: number[] = [];
  for (let i = 1; i < known.length; i++) if (known[i] > known[i - 1]) steps.push(known[i] - known[i - 1]);
  const step = usualOf(steps);
  const candidates = column.style === "minute-clock" ? [TIME_UNITS[0], TIME_UNITS[2]] : TIME_UNITS;
  const isSpeed = ({ factor }: Candidate) => {
    const speed = travelled ? lengthOf(travelled) / (span * factor) : Number.NaN;
    return !(speed < SLOWEST_MPS) && !(speed > FASTEST_MPS);
  };
  const isClock = ({ factor }: Candidate) =>
    step * factor >= 0.05 && step * factor <= 300 && span * factor <= LONGEST_S;
  const isLong = ({ factor }: Candidate) => known.length < FEW_ROWS || span * factor >= SHORTEST_S;
  const found =
    candidates.find((candidate) => isClock(candidate) && isSpeed(candidate) && isLong(candidate)) ??
    candidates.find((candidate) => isClock(candidate) && isSpeed(candidate)) ??
    candidates[0];
  const [seconds] = candidates;
  const shownBy =
    found !== seconds
      ? "as anything else would be no runner's"
      : travelled && isSpeed(found)
        ? `as ${travelled.by} shows`
        : null;
  return unit(
    found.factor,
    column.style === "minute-clock" && found !== seconds ? "hours and minutes" : found.name,
    shownBy,
  );
}

/** Unit in which a speed or a pace adds up to the distance travelled; null where none fits. */
function unitBySum(
  column: RawColumn,
  units: readonly Candidate[],
  isPace: boolean,
  seconds: Float64Array,
  { metres, by }: TravelledDistance,
): FoundUnit | null {
  let sum = 0;
  let travelledM = 0;
  let last = -1;
  for (let i = 0; i < seconds.length; i++) {
    const raw = column.values[i];
    if (Number.isNaN(metres[i]) || Number.isNaN(raw) || Number.isNaN(seconds[i])) continue;
    const stepS = last < 0 ? 0 : seconds[i] - seconds[last];
    const stepM = last < 0 ? 0 : metres[i] - metres[last];
    if (stepS > 0 && stepS <= LONGEST_STEP_S && stepM <= 2 * FASTEST_MPS * stepS) {
      const rate = (column.values[last] + raw) / 2;
      if (!isPace || rate > 0) {
        // Summed as if in km/h, or in minutes a kilometre.
        sum += isPace ? ((1000 / 60) * stepS) / rate : (rate / 3.6) * stepS;
        travelledM += stepM;
      }
    }
    last = i;
  }
  if (!(travelledM > LEAST_DISTANCE_M) || !(sum > 0)) return null;
  const unit = nearest(units, isPace ? sum / travelledM : travelledM / sum);
  return unit ? { column, ...unit, zero: 0, shownBy: `as ${by} ${by.startsWith('"') ? "shows" : "show"}` } : null;
}

/** Range of the median speed while moving, km/h. */
const USUAL_KMH = { from: 2, to: 30 };

/** The default unit, unless its speed is no runner's and another unit's is. */
function unitByRange(column: RawColumn, units: readonly Candidate[], isPace: boolean): FoundUnit {
  const median = usualOf(column.values);
  const kmh = ({ factor }: Candidate) => (isPace ? 60 / (median * factor) : median * factor);
  const isUsual = (unit: Candidate) => kmh(unit) >= USUAL_KMH.from && kmh(unit) <= USUAL_KMH.to;
  const [usual] = units;
  // Miles are left out: within a runner's range they can't be told from kilometres, which are more frequent.
  const likely = units.filter(({ name }) => !name.includes("mile") && name !== "mph");
  const other =
    isUsual(usual) || Number.isNaN(median)
      ? undefined
      : outOfRange(kmh(usual), isPace)
        ? likely.find(isUsual)
        : undefined;
  return { column, ...(other ?? usual), zero: 0, shownBy: other ? "as anything else would be no runner's" : null };
}

/** Whether a median speed is impossible for a run. A low speed is not: people stand and walk slowly. A pace as slow is. */
function outOfRange(kmh: number, isPace: boolean): boolean {
  return kmh > USUAL_KMH.to || (isPace && kmh < USUAL_KMH.from);
}

function unitOfTemperature(column: RawColumn | undefined): FoundUnit | null {
  if (column === undefined || column.factor !== null) return null;
  if (!(usualOf(column.values) > 45)) return null;
  return { column, factor: 5 / 9, zero: 32, name: "°F", shownBy: "as nobody runs in such a heat" };
}

/** Recognises beats and steps per second (SI) by a median that is too low per minute; null otherwise. */
function unitOfBeats(column: RawColumn | undefined): FoundUnit | null {
  if (column === undefined || column.factor !== 1) return null;
  const median = usualOf(column.values);
  if (!(median > 0.5 && median < 5)) return null;
  return { column, factor: 60, zero: 0, name: "a second", shownBy: "as nobody has so few a minute" };
}
