import type { FitMessage } from "./fit-messages.ts";
import { isHeartRateName } from "./point-elements.ts";
import type { ColumnName } from "./points.ts";

/** Fields of a `field_description` message (206), in which a program added to a watch describes its own fields. */
const DEVELOPER = 0;
const NUMBER = 1;
const BASE_TYPE = 2;
const NAME = 3;
const SCALE = 6;
const OFFSET = 7;
const UNITS = 8;
const NATIVE_MESSAGE = 14;
const NATIVE_FIELD = 15;

const RECORD = 20;

/** Most fields that are read: more than any file describes, and each is looked for in every point. */
const MAX_DEVELOPER_FIELDS = 32;

/** Most descriptions that are read: watches describe a field once, or at each start of the timer. */
const MAX_DESCRIPTIONS = 1000;

type Units = Readonly<Record<string, number>>;

const ANY_UNIT: Units = {};
const SPEED: Units = {
  "": 3.6,
  ...{ "m/s": 3.6, mps: 3.6, "meters/second": 3.6, "metres/second": 3.6, "mm/s": 0.0036 },
  ...{ "km/h": 1, kmh: 1, kph: 1, mph: 1.609344 },
};
const DISTANCE: Units = { "": 1, m: 1, meters: 1, metres: 1, cm: 0.01, km: 1000, mi: 1609.344, miles: 1609.344 };
const ALTITUDE: Units = { "": 1, m: 1, meters: 1, metres: 1, ft: 0.3048, feet: 0.3048 };

/** Fields of a `record` that a developer's field may replace: the column, and factors by the stated unit. */
const NATIVE: ReadonlyMap<number, { column: ColumnName; units: Units }> = new Map<
  number,
  { column: ColumnName; units: Units }
>([
  [2, { column: "altitudeM", units: ALTITUDE }],
  [3, { column: "heartRateBpm", units: ANY_UNIT }],
  [4, { column: "cadenceSpm", units: ANY_UNIT }],
  [5, { column: "distanceM", units: DISTANCE }],
  [6, { column: "speedKmh", units: SPEED }],
  [13, { column: "temperatureC", units: ANY_UNIT }],
  [73, { column: "speedKmh", units: SPEED }],
  [78, { column: "altitudeM", units: ALTITUDE }],
]);

interface Field {
  developer: number;
  number: number;
  baseType: number;
}

/** A developer's field without a known meaning. */
interface UnknownField extends Field {
  name: string;
}

/** A developer's field with the values of a known column. */
interface KnownField extends Field {
  column: ColumnName;
  /** Factor from the written number to the column's unit. */
  factor: number;
  offset: number;
}

/** Reads the fields that programs added to a watch record beside its own. */
export class DeveloperFields {
  #known: KnownField[] = [];
  #unknown: UnknownField[] = [];
  readonly #passedOver = new Set<string>();
  #descriptions = 0;
  /** Values by column, one per point. */
  readonly #values = new Map<ColumnName, number[]>();

  /** Names of the fields without a known meaning that a point has a number of. */
  get passedOver(): string[] {
    return [...this.#passedOver];
  }

  /** Takes a `field_description`, which replaces an earlier one of the same field. */
  describe(message: FitMessage): void {
    if (++this.#descriptions > MAX_DESCRIPTIONS) return;
    const developer = message.number(DEVELOPER);
    const number = message.number(NUMBER);
    const name = message.text(NAME);
    const isOther = (field: Field) => field.developer !== developer || field.number !== number;
    this.#known = this.#known.filter(isOther);
    this.#unknown = this.#unknown.filter(isOther);
    const native = message.number(NATIVE_MESSAGE) === RECORD ? NATIVE.get(message.number(NATIVE_FIELD)) : undefined;
    const meant = native ?? (isHeartRateName(name) ? NATIVE.get(3) : undefined);
    const units = message.text(UNITS).toLowerCase().replaceAll(" ", "");
    const unit = meant?.units === ANY_UNIT ? 1 : meant?.units[units];
    const baseType = message.number(BASE_TYPE);
    if (meant === undefined || unit === undefined || this.#known.length >= MAX_DEVELOPER_FIELDS) {
      const isFull = this.#unknown.length + this.#passedOver.size >= MAX_DEVELOPER_FIELDS;
      if (name !== "" && !isFull) this.#unknown.push({ developer, number, baseType, name });
      return;
    }
    const factor = unit / (message.number(SCALE) || 1);
    const offset = unit * (message.number(OFFSET) || 0);
    this.#known.push({ developer, number, baseType, column: meant.column, factor, offset });
  }

  /** Takes the values of a point. Of two fields for one column, the first with a number counts. */
  take(record: FitMessage, index: number): void {
    for (const { developer, number, baseType, column, factor, offset } of this.#known) {
      const value = record.developerNumber(developer, number, baseType) * factor - offset;
      if (Number.isNaN(value)) continue;
      const values = this.#values.get(column) ?? [];
      this.#values.set(column, values);
      while (values.length <= index) values.push(Number.NaN);
      if (Number.isNaN(values[index])) values[index] = value;
    }
    this.#unknown = this.#unknown.filter(({ developer, number, baseType, name }) => {
      const isHere = !Number.isNaN(record.developerNumber(developer, number, baseType));
      if (isHere) this.#passedOver.add(name);
      return !isHere;
    });
  }

  /** Columns with values, each up to the last point that has one. */
  columns(): [ColumnName, readonly number[]][] {
    return [...this.#values];
  }
}
