import { PredictorError } from "../base/error.ts";
import { isRecord } from "../base/is-record.ts";
import { type FeatureName, isFeatureName } from "../features/catalogue.ts";
import { type Gender, MIN_STEPS, type Sampling } from "../workout/workout.ts";
import type {
  AltitudeReference,
  Baselines,
  Bounds,
  CalibratedErrors,
  CalibrationPrior,
  IntervalGrid,
  IntervalGrids,
  IntervalTable,
  KnowledgePrior,
  KnowledgeTerm,
  KnownIntervals,
  MeasuredErrors,
  ModelContract,
  NoisePrior,
  NumberRange,
  QuantityPrior,
  TrainedRanges,
  TrainingData,
  TrendPrior,
} from "./contract.ts";
import { knownQuantities } from "./contract.ts";
import { DEFAULT_SETTLING_S, LONGEST_SETTLING_S } from "./settling.ts";

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
  if (contract.intervals && !contract.calibration) {
    throw misfit("contract.calibration", "null", "what the intervals are counted in");
  }
  return contract;
}

function refuseOtherVersions(value: unknown): void {
  const version = isRecord(value) ? value.version : undefined;
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
    if (!isRecord(value)) throw misfit(at, show(value), "an object");
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

/** Reads a field that a file may leave out. */
function optional<T>(reader: Reader<T>, otherwise: T): Reader<T> {
  return (value, at) => (value === undefined ? otherwise : reader(value, at));
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
  const kind = oneOf("fixed", "points")(isRecord(value) ? value.kind : value, `${at}.kind`);
  return (kind === "fixed" ? fixedSampling : pointsSampling)(value, at);
};

/** A centred mean has a middle. */
const smoothingWindow: Reader<number> = (value, at) => {
  const window = wholeNumber(1, 999)(value, at);
  if (window % 2 === 0) throw misfit(at, show(value), "an odd number of steps");
  return window;
};

const bounds: Reader<Bounds> = (value, at) => {
  const { lower, upper } = object<Bounds>({ lower: number(), upper: number() })(value, at);
  if (lower > upper) throw misfit(`${at}.lower`, show(lower), `at most upper, ${upper}`);
  return { lower, upper };
};

/** Strictly rising numbers, at least one. */
const rising: Reader<number[]> = (value, at) => {
  const points = list(number(0))(value, at);
  if (points.length === 0) throw misfit(at, "empty", "at least one number");
  points.forEach((point, i) => {
    if (i > 0 && point <= points[i - 1]) throw misfit(`${at}[${i}]`, show(point), `more than ${points[i - 1]}`);
  });
  return points;
};

/** Rows of equally many numbers. */
function table(rows: number, columns: number): Reader<number[][]> {
  return (value, at) => {
    const found = list(list(number()))(value, at);
    if (found.length !== rows) throw misfit(at, `a list of ${found.length}`, `${rows} rows`);
    const odd = found.findIndex((row) => row.length !== columns);
    if (odd >= 0) throw misfit(`${at}[${odd}]`, `a list of ${found[odd].length}`, `${columns} numbers`);
    return found;
  };
}

const intervalGrid: Reader<IntervalGrid> = (value, at) => {
  const points = isRecord(value) ? value : {};
  const [times, levels] = [rising(points.atS, `${at}.atS`), rising(points.atBpm, `${at}.atBpm`)];
  const bound = table(times.length, levels.length);
  const grid = object<IntervalGrid>({ atS: rising, atBpm: rising, lower: bound, upper: bound, runMean: bounds })(
    value,
    at,
  );
  grid.lower.forEach((row, i) => {
    const k = row.findIndex((lower, level) => lower > grid.upper[i][level]);
    if (k >= 0) throw misfit(`${at}.lower[${i}][${k}]`, show(row[k]), `at most upper, ${grid.upper[i][k]}`);
  });
  return grid;
};

const intervalGrids = object<IntervalGrids>({
  none: nullable(intervalGrid),
  history: nullable(intervalGrid),
  "warm-up": nullable(intervalGrid),
  "history and warm-up": nullable(intervalGrid),
});

const quantity = oneOf(...knownQuantities);

/** One to so many entries. */
function someOf<T>(reader: Reader<T>, most: number): Reader<T[]> {
  return (value, at) => {
    const found = list(reader)(value, at);
    if (found.length === 0 || found.length > most)
      throw misfit(at, `a list of ${found.length}`, `1 to ${most} of them`);
    return found;
  };
}

const intervals = object<IntervalTable>({
  level: number(0, 1),
  grids: intervalGrids,
  known: optional(
    list(object<KnownIntervals>({ quantities: someOf(quantity, knownQuantities.length), grids: intervalGrids })),
    [],
  ),
});

/** Directions of a model's calibration: more would be slow, and no data could tell so many apart. @limit */
const MOST_DIRECTIONS = 200;

const directions: Reader<number[][]> = (value, at) => {
  const found = someOf(list(number()), MOST_DIRECTIONS)(value, at);
  return table(found.length, found[0].length)(value, at);
};

/** A time that passes, and a deviation that leaves room for noise. */
const positive = number(1e-6, 1e6);

const noise = object<NoisePrior>({
  runBpm: number(0, 1e3),
  slowBpm: number(0, 1e3),
  slowS: positive,
  fastBpm: number(0, 1e3),
  fastS: positive,
  stepBpm: positive,
  startBpm: number(0, 1e3),
  startS: positive,
});

/** Terms in what runners know: every quantity, and every product of two. */
const MOST_TERMS = knownQuantities.length + (knownQuantities.length * (knownQuantities.length + 1)) / 2;

const term = object<KnowledgeTerm>({ factors: someOf(quantity, 2), mean: number(), deviation: positive });

/** The joint distribution that goes with so many directions. */
function knowledgeAlong(count: number): Reader<KnowledgePrior> {
  return (value, at) => {
    const terms = isRecord(value) && Array.isArray(value.terms) ? value.terms.length : 0;
    const knowledge = object<KnowledgePrior>({
      quantities: someOf(
        object<QuantityPrior>({ name: quantity, mean: number(), deviation: positive }),
        knownQuantities.length,
      ),
      terms: someOf(term, MOST_TERMS),
      covariance: table(terms, terms),
      along: table(terms, count),
    })(value, at);
    refuseUncounted(knowledge, at);
    refuseImpossible(knowledge, at);
    return knowledge;
  };
}

/** Refuses terms whose quantities have no distribution. */
function refuseUncounted({ quantities, terms }: KnowledgePrior, at: string): void {
  const names = quantities.map(({ name }) => name);
  const repeated = names.findIndex((name, k) => names.indexOf(name) < k);
  if (repeated >= 0) throw misfit(`${at}.quantities[${repeated}].name`, show(names[repeated]), "each name once");
  terms.forEach(({ factors }, k) => {
    const odd = factors.findIndex((name) => !names.includes(name));
    if (odd >= 0) throw misfit(`${at}.terms[${k}].factors[${odd}]`, show(factors[odd]), names.map(show).join(" or "));
  });
}

/** Refuses covariances that no variables have: by them, a runner would be known better than perfectly. */
function refuseImpossible({ covariance, along }: KnowledgePrior, at: string): void {
  const left = covariance.map((row, a) =>
    row.map((value, b) => value - along[a].reduce((sum, shared, k) => sum + shared * along[b][k], 0)),
  );
  const isSymmetric = covariance.every((row, a) => row.every((value, b) => value === covariance[b][a]));
  if (!isSymmetric || !isPositive(left)) throw misfit(`${at}.covariance`, "none", "a covariance that fits `along`");
}

/** Whether a symmetric matrix has a Cholesky factor. */
function isPositive(matrix: readonly number[][]): boolean {
  const factor = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      const left = factor[j].slice(0, j).reduce((sum, value, k) => sum - value * factor[i][k], matrix[i][j]);
      if (i === j && !(left > 0)) return false;
      factor[i][j] = i === j ? Math.sqrt(left) : left / factor[j][j];
    }
  }
  return true;
}

const trend = object<TrendPrior>({
  runnerBpm: positive,
  changeBpm: positive,
  changeDays: positive,
  runBpm: positive,
});

const calibration: Reader<CalibrationPrior> = (value, at) => {
  const count = isRecord(value) && Array.isArray(value.directions) ? value.directions.length : 0;
  return object<CalibrationPrior>({
    directions,
    noise,
    changeDays: optional(nullable(positive), null),
    knowledge: optional(nullable(knowledgeAlong(count)), null),
    trend: optional(nullable(trend), null),
  })(value, at);
};

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
  coverage: nullable(number(0, 1)),
  calibrated: list(
    object<CalibratedErrors>({
      historyRuns: wholeNumber(0),
      warmUpMinutes: number(0),
      known: optional(list(quantity), []),
      runs: wholeNumber(1),
      runners: wholeNumber(1),
      mae: number(0),
      coverage: nullable(number(0, 1)),
    }),
  ),
});

const baselines = object<Baselines>({
  constantBpm: number(),
  linear: object<Baselines["linear"]>({ intercept: number(), weights: list(number()) }),
});

const range: Reader<NumberRange> = (value, at) => {
  const read = object<NumberRange>({ lowest: number(), highest: number() })(value, at);
  if (read.lowest > read.highest) throw misfit(`${at}.highest`, show(read.highest), `at least ${read.lowest}`);
  return read;
};

const trainedRanges = object<TrainedRanges>({ speedKmh: range, slope: range, climbM: range, distanceKm: range });

const readContract = object<ModelContract>({
  version: oneOf(VERSION),
  name: text,
  network: optional(nullable(text), null),
  features,
  sampling,
  smoothingWindow,
  altitudeReference: oneOf<AltitudeReference>("start", "sea-level"),
  longestRunS: number(1),
  trainedRanges: optional(nullable(trainedRanges), null),
  settlingS: optional(number(0, LONGEST_SETTLING_S), DEFAULT_SETTLING_S),
  trainedOn,
  errors: nullable(errors),
  intervals: nullable(intervals),
  calibration: nullable(calibration),
  baselines: nullable(baselines),
  licence: text,
});

/** A value, short enough for a sentence. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
}

function misfit(at: string, found: string, expected: string): PredictorError {
  return new PredictorError(
    "bad-model",
    `This model's contract is not understood: ${at} is ${found}, expected ${expected}. Use another model, or build this one again.`,
  );
}
