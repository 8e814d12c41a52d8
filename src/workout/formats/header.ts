import { plainWords } from "../plain-words.ts";
import {
  ALTITUDE_WORDS,
  CADENCE_WORDS,
  DATE_WORDS,
  DISTANCE_WORDS,
  GENDER_WORDS,
  HEART_RATE_WORDS,
  LAP_WORDS,
  LATITUDE_WORDS,
  LONGITUDE_WORDS,
  PACE_WORDS,
  SPEED_WORDS,
  SPORT_WORDS,
  TEMPERATURE_WORDS,
  TIME_WORDS,
} from "./column-words.ts";
import type { ColumnName } from "./points.ts";

/** Meaning of a table's column or of a list: quantity and unit. */
export interface Header {
  quantity: Quantity;
  /** Factor from its values to the project's unit; null where no unit is named. */
  factor: number | null;
}

/** Quantity of a column: a run's series, pace (minutes a kilometre), or a word such as the sport. */
export type Quantity = ColumnName | "paceMinPerKm" | "date" | "lap" | "sport" | "gender";

/** Factors to the project's unit by the unit's name, written as `plainWords` leaves it, its words joined. */
export type Units = Readonly<Record<string, number>>;

const KMH: Units = {
  kmh: 1,
  kmph: 1,
  kph: 1,
  kmhr: 1,
  kmu: 1,
  kmt: 1,
  kmsa: 1,
  кмч: 1,
  кмгод: 1,
  公里小时: 1,
  公里时: 1,
  千米小时: 1,
  千米时: 1,
  ms: 3.6,
  mps: 3.6,
  msec: 3.6,
  metersperseconds: 3.6,
  meterspersecond: 3.6,
  metrespersecond: 3.6,
  мс: 3.6,
  米秒: 3.6,
  米每秒: 3.6,
  mmin: 0.06,
  mph: 1.609344,
  mih: 1.609344,
  milesperhour: 1.609344,
  kn: 1.852,
  kt: 1.852,
  kts: 1.852,
  knots: 1.852,
};
const METRES: Units = {
  m: 1,
  mt: 1,
  mtr: 1,
  meter: 1,
  meters: 1,
  metre: 1,
  metres: 1,
  м: 1,
  米: 1,
  ft: 0.3048,
  feet: 0.3048,
  fuss: 0.3048,
};
const DISTANCE: Units = {
  ...METRES,
  cm: 0.01,
  yd: 0.9144,
  yards: 0.9144,
  km: 1000,
  kms: 1000,
  kilometers: 1000,
  kilometres: 1000,
  км: 1000,
  公里: 1000,
  mi: 1609.344,
  mile: 1609.344,
  miles: 1609.344,
};
const SECONDS: Units = {
  s: 1,
  sec: 1,
  secs: 1,
  sek: 1,
  second: 1,
  seconds: 1,
  сек: 1,
  с: 1,
  秒: 1,
  unix: 1,
  epoch: 1,
  utc: 1,
  ms: 0.001,
  msec: 0.001,
  millis: 0.001,
  milliseconds: 0.001,
  min: 60,
  mins: 60,
  minutes: 60,
  мин: 60,
  h: 3600,
  hr: 3600,
  hours: 3600,
  hhmmss: 1,
  hmmss: 1,
  hms: 1,
  mmss: 1,
};
const DEGREES: Units = { deg: 1, degrees: 1, grad: 1, semicircles: 180 / 2 ** 31, e7: 1e-7 };
const PACE: Units = {
  minkm: 1,
  minperkm: 1,
  minuteskm: 1,
  km: 1,
  мінкм: 1,
  минкм: 1,
  分公里: 1,
  分钟公里: 1,
  分千米: 1,
  skm: 1 / 60,
  sekkm: 1 / 60,
  seckm: 1 / 60,
  secperkm: 1 / 60,
  secondsperkm: 1 / 60,
  minmi: 1 / 1.609344,
  minmile: 1 / 1.609344,
  minpermi: 1 / 1.609344,
  minpermile: 1 / 1.609344,
  mi: 1 / 1.609344,
  mile: 1 / 1.609344,
};
/** Degrees Celsius per degree Fahrenheit, whose zero also differs. */
export const FAHRENHEIT = 5 / 9;
const CELSIUS: Units = {
  c: 1,
  degc: 1,
  degreesc: 1,
  celsius: 1,
  degcelsius: 1,
  f: FAHRENHEIT,
  degf: FAHRENHEIT,
  fahrenheit: FAHRENHEIT,
};
const BEATS: Units = { bpm: 1, beatsmin: 1, beatspermin: 1, beatsperminute: 1, inbpm: 1, value: 1, hz: 60 };
const STEPS: Units = { spm: 1, rpm: 1, stepsmin: 1, stepspermin: 1, stepsperminute: 1, value: 1, hz: 60 };

interface Kind {
  quantity: Quantity;
  units: Units;
  words: Readonly<Record<string, string>>;
  /** Whether only one unit is in use, however a language words it. */
  hasOneUnit?: boolean;
  /** Factors of names that imply a unit: FIT's and Strava's names of speed (m/s), and units used as names. */
  implied?: Units;
}

const KINDS: readonly Kind[] = [
  {
    quantity: "timeS",
    units: SECONDS,
    words: TIME_WORDS,
    implied: {
      seconds: 1,
      secs: 1,
      sec: 1,
      elapsedseconds: 1,
      sekunden: 1,
      secondes: 1,
      segundos: 1,
      secondi: 1,
      sekunder: 1,
      sekundy: 1,
      秒: 1,
      unixtime: 1,
      epoch: 1,
      millis: 0.001,
      milliseconds: 0.001,
      minutes: 60,
      minuten: 60,
      minutos: 60,
      minuti: 60,
      minuter: 60,
    },
  },
  {
    quantity: "speedKmh",
    units: KMH,
    words: SPEED_WORDS,
    implied: { enhancedspeed: 3.6, velocitysmooth: 3.6, kmh: 1, kph: 1, mph: 1.609344 },
  },
  { quantity: "paceMinPerKm", units: PACE, words: PACE_WORDS, implied: { minkm: 1, minmi: 1 / 1.609344 } },
  {
    quantity: "distanceM",
    units: DISTANCE,
    words: DISTANCE_WORDS,
    implied: { distancemeters: 1, meters: 1, metres: 1, km: 1000, kilometers: 1000, kilometres: 1000, miles: 1609.344 },
  },
  { quantity: "latitudeDeg", units: DEGREES, words: LATITUDE_WORDS, implied: { latitudee7: 1e-7, late7: 1e-7 } },
  {
    quantity: "longitudeDeg",
    units: DEGREES,
    words: LONGITUDE_WORDS,
    implied: { longitudee7: 1e-7, lone7: 1e-7, lnge7: 1e-7 },
  },
  { quantity: "altitudeM", units: METRES, words: ALTITUDE_WORDS },
  { quantity: "heartRateBpm", units: BEATS, words: HEART_RATE_WORDS, hasOneUnit: true, implied: { bpm: 1 } },
  { quantity: "cadenceSpm", units: STEPS, words: CADENCE_WORDS, hasOneUnit: true, implied: { spm: 1 } },
  { quantity: "temperatureC", units: CELSIUS, words: TEMPERATURE_WORDS },
  { quantity: "date", units: {}, words: DATE_WORDS },
  { quantity: "lap", units: {}, words: LAP_WORDS },
  { quantity: "sport", units: {}, words: SPORT_WORDS },
  { quantity: "gender", units: {}, words: GENDER_WORDS },
];

/** Kinds by name, with the factor of the unit that the name implies; null for none. */
const KINDS_BY_NAME = new Map<string, { kind: Kind; implied: number | null }[]>();
for (const kind of KINDS) {
  const names = Object.values(kind.words).flatMap((words) => words.split(" "));
  const implied = Object.entries(kind.implied ?? {});
  for (const [name, factor] of [...[...new Set(names)].map((name) => [name, null] as const), ...implied]) {
    const known = KINDS_BY_NAME.get(name) ?? [];
    KINDS_BY_NAME.set(name, [...known, { kind, implied: factor }]);
  }
}

/** The units of a quantity, by name. */
function unitsOf(quantity: Quantity): Units {
  return KINDS.find((kind) => kind.quantity === quantity)?.units ?? {};
}

/**
 * Factor of a unit that is written apart from the name: in a cell beneath it, or after a number. Undefined for no unit.
 */
export function unitFactor(quantity: Quantity, written: string): number | undefined {
  const unit = plainWords(written).join("");
  const units = unitsOf(quantity);
  return Object.hasOwn(units, unit) ? units[unit] : undefined;
}

/**
 * Returns the meanings of a header such as `Speed (km/h)`, `heart_rate_bpm`, `altitudeM` or `Frequenza cardiaca`, the most
 * likely first: "tempo" is pace in some languages and time in others. Empty where the header is unknown.
 */
export function readHeaders(header: string): Header[] {
  const words = plainWords(header);
  // The unit may take up to three words, as in "Pace (min per km)".
  for (let unitWords = 0; unitWords <= Math.min(3, words.length - 1); unitWords++) {
    const name = words.slice(0, words.length - unitWords).join("");
    const unit = words.slice(words.length - unitWords).join("");
    const headers = named(name).flatMap(({ kind, implied }) => {
      if (unitWords === 0) return [{ quantity: kind.quantity, factor: implied ?? (kind.hasOneUnit ? 1 : null) }];
      return inUnit(kind, unit);
    });
    if (headers.length > 0) return headers;
  }
  return inAnotherUnit(header);
}

/** Meaning of a kind in a named unit: a speed in minutes a kilometre is a pace, whatever its name. */
function inUnit({ quantity, units }: Kind, unit: string): Header[] {
  const others = RATES.includes(quantity) ? KINDS.filter((kind) => RATES.includes(kind.quantity)) : [];
  const named = [{ quantity, units }, ...others].find((kind) => Object.hasOwn(kind.units, unit));
  return named === undefined ? [] : [{ quantity: named.quantity, factor: named.units[unit] }];
}

/** Speed and pace, for which some languages have one word. */
const RATES: readonly Quantity[] = ["speedKmh", "paceMinPerKm"];

/** The most likely meaning of a header; null where it is unknown. */
export function readHeader(header: string): Header | null {
  return readHeaders(header)[0] ?? null;
}

function named(name: string) {
  return KINDS_BY_NAME.get(name) ?? [];
}

/** Letters of a title that are looked at; real ones are far shorter. */
const MAX_TITLE_LETTERS = 200;

/** Meanings of a name with an unknown unit in brackets; none for a share in %, which is another quantity. */
function inAnotherUnit(header: string): Header[] {
  const [, name, unit] = /^([^([]+)[([]([^)\]]*)[)\]]?\s*$/.exec(header.slice(0, MAX_TITLE_LETTERS)) ?? [];
  if (name === undefined || unit.includes("%")) return [];
  return named(plainWords(name).join("")).map(({ kind, implied }) => ({
    quantity: kind.quantity,
    factor: implied ?? (kind.hasOneUnit ? 1 : null),
  }));
}
