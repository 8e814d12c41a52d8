import { type FeatureName, isFeatureName } from "../features/catalogue.ts";
import { PredictorError } from "../workout/error.ts";
import { type Gender, MIN_STEPS, type Sampling } from "../workout/workout.ts";
import type {
  AltitudeReference,
  Baselines,
  IntervalTable,
  MeasuredErrors,
  ModelContract,
  TrainingData,
} from "./contract.ts";

const VERSION = 1;

/**
 * The contract that a model file carries, checked to the last entry: what is not understood is refused with the
 * reason, for a setting that is passed over makes predictions that look right and are not.
 *
 * @throws PredictorError `bad-model`, or `unknown-feature` where it asks for a column that the catalogue lacks.
 */
export function validateContract(value: unknown): ModelContract {
  refuseOtherVersions(value);
  const contract = readContract(value, "contract");
  const weights = contract.baselines?.linear.weights.length;
  if (weights !== undefined && weights !== contract.features.length) {
    throw misfit(
      "contract.baselines.linear.weights",
      `a list of ${weights}`,
      `one a feature, ${contract.features.length}`,
    );
  }
  return contract;
}

function refuseOtherVersions(value: unknown): void {
  const version = isObject(value) ? value.version : undefined;
  if (typeof version === "number" && version > VERSION) {
    throw new PredictorError(
      "bad-model",
      `This model is newer than this program: its contract is of version ${version}, and ${VERSION} is understood here. Use a newer version of the program.`,
    );
  }
}

/** Returns the value as what it should be, or throws with the place where it is not. */
type Reader<T> = (value: unknown, at: string) => T;

/** An object of exactly these entries. */
function object<T>(readers: { [Key in keyof T]-?: Reader<T[Key]> }): Reader<T> {
  const names = Object.keys(readers) as (keyof T & string)[];
  return (value, at) => {
    if (!isObject(value)) throw misfit(at, show(value), "an object");
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(readers, name));
    if (unknown !== undefined) throw misfit(`${at}.${unknown.slice(0, 40)}`, "unknown", names.join(", "));
    return Object.fromEntries(
      names.map((name) => [name, readers[name](Object.hasOwn(value, name) ? value[name] : undefined, `${at}.${name}`)]),
    ) as T;
  };
}

function list<T>(reader: Reader<T>): Reader<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw misfit(at, show(value), "a list");
    return value.map((item, i) => reader(item, `${at}[${i}]`));
  };
}

function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null ? null : reader(value, at));
}

function oneOf<const T>(...options: T[]): Reader<T> {
  return (value, at) => {
    const option = options.find((candidate) => candidate === value);
    if (option === undefined) throw misfit(at, show(value), options.map(show).join(" or "));
    return option;
  };
}

const text: Reader<string> = (value, at) => {
  if (typeof value !== "string" || value.trim() === "") throw misfit(at, show(value), "a text");
  return value;
};

/** A finite number of the range. */
function number(least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Reader<number> {
  return (value, at) => {
    if (typeof value !== "number" || !Number.isFinite(value) || value < least || value > most) {
      throw misfit(at, show(value), `a number${describeRange(least, most)}`);
    }
    return value;
  };
}

function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value, at) => {
    if (!Number.isInteger(value)) throw misfit(at, show(value), `a whole number${describeRange(least, most)}`);
    return number(least, most)(value, at);
  };
}

function describeRange(least: number, most: number): string {
  const from = least === Number.NEGATIVE_INFINITY ? "" : ` from ${least}`;
  return most >= Number.MAX_SAFE_INTEGER ? from : `${from} to ${most}`;
}

const feature: Reader<FeatureName> = (value, at) => {
  const name = text(value, at);
  if (!isFeatureName(name)) {
    throw new PredictorError(
      "unknown-feature",
      `This model takes a feature that is not known here, ${show(name)} (${at}): it would be fed wrong numbers. Use a newer version of the program or another model.`,
    );
  }
  return name;
};

const features: Reader<FeatureName[]> = (value, at) => {
  const names = list(feature)(value, at);
  if (names.length === 0) throw misfit(at, "empty", "at least one feature");
  return names;
};

const fixedSampling = object<Extract<Sampling, { kind: "fixed" }>>({
  kind: oneOf("fixed"),
  seconds: number(0.1, 600),
});

const pointsSampling = object<Extract<Sampling, { kind: "points" }>>({
  kind: oneOf("points"),
  count: wholeNumber(MIN_STEPS, 100_000),
});

const sampling: Reader<Sampling> = (value, at) => {
  const kind = oneOf("fixed", "points")(isObject(value) ? value.kind : value, `${at}.kind`);
  return (kind === "fixed" ? fixedSampling : pointsSampling)(value, at);
};

/** A centred mean has a middle. */
const smoothingWindow: Reader<number> = (value, at) => {
  const window = wholeNumber(1, 999)(value, at);
  if (window % 2 === 0) throw misfit(at, show(value), "an odd number of steps");
  return window;
};

type Bounds = IntervalTable["runMean"];
type IntervalRow = IntervalTable["rows"][number];

const bounds = { lowerBpm: number(), upperBpm: number() };

function upright<T extends Bounds>(reader: Reader<T>): Reader<T> {
  return (value, at) => {
    const interval = reader(value, at);
    const { lowerBpm, upperBpm } = interval;
    if (lowerBpm > upperBpm) throw misfit(`${at}.lowerBpm`, show(lowerBpm), `at most upperBpm, ${upperBpm}`);
    return interval;
  };
}

const intervalRows: Reader<IntervalRow[]> = (value, at) => {
  const rows = list(upright(object<IntervalRow>({ atS: number(0), ...bounds })))(value, at);
  if (rows[0]?.atS !== 0) throw misfit(at, "without a row from second 0", "one");
  rows.forEach(({ atS }, i) => {
    if (i > 0 && atS <= rows[i - 1].atS) throw misfit(`${at}[${i}].atS`, show(atS), "a later second");
  });
  return rows;
};

const intervals = object<IntervalTable>({
  level: number(0, 1),
  rows: intervalRows,
  runMean: upright(object<Bounds>(bounds)),
});

const trainedOn = object<TrainingData>({
  description: text,
  runs: wholeNumber(0),
  runners: wholeNumber(0),
  genders: list(oneOf<Gender>(0, 0.5, 1)),
  splitSeed: nullable(wholeNumber(0)),
});

const errors = object<MeasuredErrors>({
  runs: wholeNumber(1),
  runners: wholeNumber(1),
  mae: number(0),
  rmse: number(0),
  bias: number(),
  constantMae: number(0),
  linearMae: number(0),
  coverage: number(0, 1),
});

const baselines = object<Baselines>({
  constantBpm: number(),
  linear: object<Baselines["linear"]>({ intercept: number(), weights: list(number()) }),
});

const readContract = object<ModelContract>({
  version: oneOf(VERSION),
  name: text,
  features,
  sampling,
  smoothingWindow,
  altitudeReference: oneOf<AltitudeReference>("start", "sea-level"),
  longestRunS: number(1),
  trainedOn,
  errors: nullable(errors),
  intervals: nullable(intervals),
  baselines: nullable(baselines),
  licence: text,
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value, short enough for a sentence. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
}

function misfit(at: string, found: string, expected: string): PredictorError {
  return new PredictorError(
    "bad-model",
    `This model's contract is not understood: ${at} is ${found}, expected ${expected}. Use another model, or build this one again.`,
  );
}
