import type { ColumnName } from "./points.ts";

/** What a column of a table, or a list that someone typed, measures. */
export interface Header {
  quantity: Quantity;
  /** Turns its values into the project's unit, by multiplication. */
  factor: number;
}

/** A run's series, pace (minutes a kilometre), or the runner's gender. */
export type Quantity = ColumnName | "paceMinPerKm" | "gender";

const KMH: Units = {
  "": 1,
  kmh: 1,
  kmph: 1,
  kph: 1,
  ms: 3.6,
  mps: 3.6,
  mph: 1.609344,
  mih: 1.609344,
  kn: 1.852,
  kt: 1.852,
  knots: 1.852,
};
const METRES: Units = { "": 1, m: 1, meter: 1, meters: 1, metre: 1, metres: 1, ft: 0.3048, feet: 0.3048 };
const DISTANCE: Units = { ...METRES, km: 1000, kilometers: 1000, kilometres: 1000, mi: 1609.344, miles: 1609.344 };
const SECONDS: Units = {
  "": 1,
  s: 1,
  sec: 1,
  secs: 1,
  seconds: 1,
  unix: 1,
  utc: 1,
  ms: 0.001,
  milliseconds: 0.001,
  min: 60,
  mins: 60,
  minutes: 60,
  h: 3600,
  hours: 3600,
  hhmmss: 1,
};
const BPM: Units = { "": 1, bpm: 1, beatsmin: 1, beatspermin: 1, beatsperminute: 1 };
const CADENCE: Units = { "": 1, spm: 1, rpm: 1, stepsmin: 1, stepspermin: 1, stepsperminute: 1 };
const CELSIUS: Units = { "": 1, c: 1, degc: 1, celsius: 1, degreescelsius: 1 };
const DEGREES: Units = { "": 1, deg: 1, degrees: 1 };
const PACE: Units = {
  "": 1,
  minkm: 1,
  minperkm: 1,
  minmi: 1 / 1.609344,
  minmile: 1 / 1.609344,
  minpermile: 1 / 1.609344,
};

/** Factors by the unit's name, "" where none is given. */
type Units = Readonly<Record<string, number>>;

interface Kind {
  quantity: Quantity;
  units: Units;
  names: string[];
}

/** Names are compared without case, spaces and signs. Without a unit, speed is in km/h, as the published demo has it. */
const KINDS: Kind[] = [
  {
    quantity: "timeS",
    units: SECONDS,
    names: ["time", "timestamp", "datetime", "elapsed", "elapsedtime"],
  },
  { quantity: "timeS", units: { "": 1 }, names: ["seconds", "secs", "sec"] },
  { quantity: "speedKmh", units: KMH, names: ["speed", "velocity"] },
  // As FIT and Strava call theirs, both in metres a second.
  { quantity: "speedKmh", units: { ...KMH, "": 3.6 }, names: ["enhancedspeed", "velocitysmooth"] },
  { quantity: "speedKmh", units: { "": 1 }, names: ["kmh", "kph"] },
  { quantity: "paceMinPerKm", units: PACE, names: ["pace"] },
  { quantity: "distanceM", units: DISTANCE, names: ["distance", "dist", "distancemeters"] },
  { quantity: "latitudeDeg", units: DEGREES, names: ["latitude", "lat"] },
  { quantity: "longitudeDeg", units: DEGREES, names: ["longitude", "lon", "lng", "long"] },
  {
    quantity: "altitudeM",
    units: METRES,
    names: ["altitude", "alt", "elevation", "elev", "ele", "height", "enhancedaltitude"],
  },
  // "actual" is how the predictor's own download calls what was measured.
  { quantity: "heartRateBpm", units: BPM, names: ["heartrate", "hr", "pulse", "actualhr", "actualheartrate"] },
  { quantity: "heartRateBpm", units: { "": 1 }, names: ["bpm"] },
  { quantity: "cadenceSpm", units: CADENCE, names: ["cadence", "runcadence", "runningcadence"] },
  { quantity: "temperatureC", units: CELSIUS, names: ["temperature", "temp", "atemp", "airtemperature"] },
  { quantity: "gender", units: { "": 1 }, names: ["gender", "sex"] },
];

/** What a header such as `Speed (km/h)`, `heart_rate_bpm` or `altitudeM` names; null where it names nothing known. */
export function readHeader(header: string): Header | null {
  const words = header
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  // The unit may take up to three words, as in "Pace (min per km)".
  for (let unitWords = 0; unitWords <= Math.min(3, words.length - 1); unitWords++) {
    const name = words.slice(0, words.length - unitWords).join("");
    const unit = words.slice(words.length - unitWords).join("");
    const kind = KINDS.find(({ names, units }) => names.includes(name) && Object.hasOwn(units, unit));
    if (kind) return { quantity: kind.quantity, factor: kind.units[unit] };
  }
  return null;
}
