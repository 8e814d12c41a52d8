import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PredictorError } from "../base/error.ts";
import { anyContract, anyGrid, anyKnowledge, anyNoise, anyPrior, anyTrend } from "../testing/contract.ts";
import type { ModelContract } from "./contract.ts";
import { validateContract } from "./contract-validation.ts";

/** What JSON leaves of a contract with changes that no contract may have. */
function spoiled(changes: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify({ ...anyContract(), ...changes }));
}

const { intervals, calibration, errors, trainedOn, baselines } = anyContract() as {
  [Key in keyof ModelContract]: NonNullable<ModelContract[Key]>;
};

/** With one of its grids changed. */
function spoiledGrid(changes: Record<string, unknown>): unknown {
  return spoiled({ intervals: { ...intervals, grids: { ...intervals.grids, history: { ...anyGrid(), ...changes } } } });
}

/** With its calibration changed. */
function spoiledCalibration(changes: Record<string, unknown>): unknown {
  return spoiled({ calibration: { ...calibration, ...changes } });
}

describe("a contract", () => {
  test("comes back equal from its JSON", () => {
    const contract = anyContract();
    expect(validateContract(JSON.parse(JSON.stringify(contract)))).toEqual(contract);
  });

  test("may state that nothing was measured yet, and points in place of seconds", () => {
    const contract = anyContract({
      sampling: { kind: "points", count: 500 },
      altitudeReference: "sea-level",
      errors: null,
      intervals: null,
      calibration: null,
      baselines: null,
      trainedOn: { ...trainedOn, splitSeed: null },
    });
    expect(validateContract(contract)).toEqual(contract);
  });

  test("may leave out which network it is, and how long it settles, which is then 24 s, or switch that off", () => {
    expect(validateContract(spoiled({ network: undefined })).network).toBe(null);
    expect(validateContract(spoiled({ settlingS: undefined })).settlingS).toBe(24);
    expect(validateContract(spoiled({ settlingS: 0 })).settlingS).toBe(0);
  });

  test("of an older file says that runners stay as they are and that nothing is learnt from what they know", () => {
    const { directions, noise } = calibration;
    const { known: _, ...older } = intervals;
    const calibrated = errors.calibrated.map(({ known: __, ...own }) => own);
    const read = validateContract(
      spoiled({ calibration: { directions, noise }, intervals: older, errors: { ...errors, calibrated } }),
    );
    expect(read).toEqual(anyContract());
  });

  test("may state how runners change, what they know of themselves, and how their runs differ", () => {
    const contract = anyContract({
      calibration: anyPrior({ changeDays: 800, knowledge: anyKnowledge(), trend: anyTrend() }),
      intervals: { ...intervals, known: [{ quantities: ["bestKmh"], grids: intervals.grids }] },
    });
    expect(validateContract(JSON.parse(JSON.stringify(contract)))).toEqual(contract);
  });

  test("may have errors of a model without intervals, which cover nothing", () => {
    const calibrated = errors.calibrated.map((own) => ({ ...own, coverage: null }));
    const contract = anyContract({ errors: { ...errors, coverage: null, calibrated }, intervals: null });
    expect(validateContract(contract)).toEqual(contract);
  });
});

/** With what runners know changed. */
function spoiledKnowledge(changes: Record<string, unknown>): unknown {
  return spoiledCalibration({ knowledge: { ...anyKnowledge(), ...changes } });
}

const [maximum, best] = anyKnowledge().quantities;

describe("a contract is refused with the reason", () => {
  test.each<[string, unknown, RegExp]>([
    [
      "with a change in no time",
      spoiledCalibration({ changeDays: 0 }),
      /changeDays is 0, expected a number from 0.000001/,
    ],
    [
      "with runs that never differ",
      spoiledCalibration({ trend: anyTrend({ runBpm: 0 }) }),
      /trend\.runBpm is 0, expected a number from 0.000001/,
    ],
    [
      "with knowledge of a quantity that nobody knows",
      spoiledKnowledge({ quantities: [{ ...maximum, name: "vo2max" }] }),
      /knowledge\.quantities\[0\]\.name is "vo2max"/,
    ],
    [
      "with a quantity twice",
      spoiledKnowledge({ quantities: [maximum, best, best] }),
      /quantities\[2\]\.name is "bestKmh", expected each name once/,
    ],
    [
      "with a term of a quantity that has no distribution",
      spoiledKnowledge({ quantities: [maximum] }),
      /terms\[1\]\.factors\[0\] is "bestKmh", expected "maximumBpm"/,
    ],
    [
      "with fewer rows than terms",
      spoiledKnowledge({ along: [[0, 0]] }),
      /knowledge\.along is a list of 1, expected 3 rows/,
    ],
    [
      "with a term that goes with places more than a variable can",
      spoiledKnowledge({
        along: [
          [0.9, 0.9],
          [0, 0],
          [0, 0],
        ],
      }),
      /knowledge\.covariance is none/,
    ],
    [
      "with a covariance that is not symmetric",
      spoiledKnowledge({
        covariance: [
          [1, 0.2, 0],
          [0.1, 1, 0],
          [0, 0, 1],
        ],
      }),
      /knowledge\.covariance is none/,
    ],
    [
      "with intervals for no quantity",
      spoiled({ intervals: { ...intervals, known: [{ quantities: [], grids: intervals.grids }] } }),
      /known\[0\]\.quantities is a list of 0, expected 1 to 4/,
    ],
    ["of a later version", spoiled({ version: 2 }), /newer than this program.* version 2/],
    ["of a later version whatever else is in it", { version: 9, whatever: true }, /version 9/],
    ["without a version", spoiled({ version: undefined }), /contract\.version is missing/],
    ["of no version that ever was", spoiled({ version: 0 }), /contract\.version is 0, expected 1/],
    ["that is a list", [], /contract is a list, expected an object/],
    ["that is nothing", null, /contract is null/],
    ["without a name", spoiled({ name: " " }), /contract\.name/],
    ["with a setting that is not known", spoiled({ speedUnit: "mph" }), /contract\.speedUnit is unknown/],
    ["without features", spoiled({ features: [] }), /contract\.features is empty/],
    ["with a feature that is no text", spoiled({ features: ["speed", 3] }), /contract\.features\[1\] is 3/],
    [
      "with an unknown sampling",
      spoiled({ sampling: { kind: "distance", metres: 20 } }),
      /sampling\.kind is "distance"/,
    ],
    ["with a step of no time", spoiled({ sampling: { kind: "fixed", seconds: 0 } }), /sampling\.seconds is 0/],
    ["with a step missing", spoiled({ sampling: { kind: "fixed" } }), /sampling\.seconds is missing/],
    ["with half a point", spoiled({ sampling: { kind: "points", count: 99.5 } }), /sampling\.count is 99\.5/],
    [
      "with both samplings",
      spoiled({ sampling: { kind: "points", count: 500, seconds: 6 } }),
      /sampling\.seconds is unk/,
    ],
    ["that settles before the start", spoiled({ settlingS: -6 }), /settlingS is -6, expected a number from 0 to 600/],
    ["that never settles", spoiled({ settlingS: null }), /settlingS is null/],
    ["with a window without a middle", spoiled({ smoothingWindow: 6 }), /smoothingWindow is 6, expected an odd/],
    ["with a negative window", spoiled({ smoothingWindow: -7 }), /smoothingWindow is -7/],
    [
      "with altitudes from elsewhere",
      spoiled({ altitudeReference: "geoid" }),
      /altitudeReference is "geoid".*"sea-level"/,
    ],
    ["with a longest run of no length", spoiled({ longestRunS: null }), /longestRunS is null/],
    ["with a gender that is none", spoiled({ trainedOn: { ...trainedOn, genders: [2] } }), /genders\[0\] is 2/],
    ["with half a runner", spoiled({ trainedOn: { ...trainedOn, runners: 0.5 } }), /trainedOn\.runners is 0\.5/],
    ["with a negative error", spoiled({ errors: { ...errors, mae: -1 } }), /errors\.mae is -1/],
    ["covering more than all", spoiled({ errors: { ...errors, coverage: 1.2 } }), /errors\.coverage is 1\.2/],
    [
      "without a grid for each kind of calibration, null where there is none",
      spoiled({ intervals: { ...intervals, grids: { none: anyGrid(), history: null, "warm-up": null } } }),
      /grids\.history and warm-up\.atS is missing/,
    ],
    ["without any time of an interval", spoiledGrid({ atS: [] }), /grids\.history\.atS is empty/],
    ["without any heart rate of an interval", spoiledGrid({ atBpm: [] }), /grids\.history\.atBpm is empty/],
    ["with interval times out of order", spoiledGrid({ atS: [120, 60] }), /atS\[1\] is 60, expected more than 120/],
    ["with an interval's time twice", spoiledGrid({ atS: [0, 0] }), /atS\[1\] is 0, expected more than 0/],
    ["with an interval before the start", spoiledGrid({ atS: [-1, 120] }), /atS\[0\] is -1/],
    [
      "with interval heart rates out of order",
      spoiledGrid({ atBpm: [170, 130] }),
      /atBpm\[1\] is 130, expected more than 170/,
    ],
    [
      "with fewer interval rows than times",
      spoiledGrid({ lower: [[-4, -3]] }),
      /lower is a list of 1, expected 2 rows/,
    ],
    [
      "with interval rows of unequal length",
      spoiledGrid({ upper: [[3, 2], [2]] }),
      /upper\[1\] is a list of 1, expected 2 numbers/,
    ],
    [
      "with an interval that is not finite",
      spoiledGrid({
        upper: [
          [3, Number.POSITIVE_INFINITY],
          [2, 2],
        ],
      }),
      /grids\.history\.upper\[0\]\[1\] is null/,
    ],
    [
      "with an interval upside down",
      spoiledGrid({
        lower: [
          [-4, -3],
          [-2, 1.75],
        ],
      }),
      /lower\[1\]\[1\] is 1\.75, expected at most upper, 1\.5/,
    ],
    [
      "with a run's mean upside down",
      spoiledGrid({ runMean: { lower: 5, upper: -5 } }),
      /runMean\.lower is 5, expected at most upper, -5/,
    ],
    [
      "with intervals that are counted in nothing",
      spoiled({ calibration: null }),
      /contract\.calibration is null, expected what the intervals are counted in/,
    ],
    ["with no directions", spoiledCalibration({ directions: [] }), /directions is a list of 0, expected 1 to 200/],
    [
      "with more directions than can be told apart",
      spoiledCalibration({ directions: new Array(201).fill([1, 2]) }),
      /directions is a list of 201, expected 1 to 200/,
    ],
    [
      "with directions of unequal length",
      spoiledCalibration({
        directions: [
          [1, 2, 3],
          [1, 2],
        ],
      }),
      /directions\[1\] is a list of 2, expected 3 numbers/,
    ],
    [
      "with a weight that is no number",
      spoiledCalibration({ directions: [[1, "2", 3]] }),
      /directions\[0\]\[1\] is "2"/,
    ],
    [
      "with noise that leaves none for a measurement",
      spoiledCalibration({ noise: anyNoise({ stepBpm: 0 }) }),
      /noise\.stepBpm is 0/,
    ],
    [
      "with noise that forgets itself in no time",
      spoiledCalibration({ noise: anyNoise({ fastS: 0 }) }),
      /noise\.fastS is 0/,
    ],
    ["with less noise than none", spoiledCalibration({ noise: anyNoise({ runBpm: -3 }) }), /noise\.runBpm is -3/],
    [
      "with noise of which a part is missing",
      spoiledCalibration({ noise: { ...anyNoise(), slowS: undefined } }),
      /noise\.slowS is missing/,
    ],
    [
      "with figures of a calibration that covers more than all",
      spoiled({ errors: { ...errors, calibrated: [{ ...errors.calibrated[0], coverage: 2 }] } }),
      /errors\.calibrated\[0\]\.coverage is 2/,
    ],
    [
      "with fewer baseline weights than features",
      spoiled({ baselines: { ...baselines, linear: { intercept: 1, weights: [1, 2] } } }),
      /weights is a list of 2, expected one a feature, 14/,
    ],
    ["without a licence", spoiled({ licence: undefined }), /contract\.licence is missing/],
  ])("%s", (_, contract, message) => {
    expect(() => validateContract(contract)).toThrow(
      expect.objectContaining({ code: "bad-model", message: expect.stringMatching(message) }),
    );
  });

  test("that asks for a feature that the catalogue lacks, by its name", () => {
    expect(() => validateContract(spoiled({ features: ["speed", "cadence"] }))).toThrow(
      expect.objectContaining({ code: "unknown-feature", message: expect.stringMatching(/"cadence"/) }),
    );
    // Names that every object has are no features.
    expect(() => validateContract(spoiled({ features: ["constructor"] }))).toThrow(
      expect.objectContaining({ code: "unknown-feature" }),
    );
  });

  test("or read: nothing else comes of any JSON", () => {
    const returnsOrRefuses = (value: unknown) => {
      try {
        expect(validateContract(value)).toEqual(value);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PredictorError);
      }
    };
    fc.assert(fc.property(fc.jsonValue(), returnsOrRefuses));
    const key = fc.constantFrom(...Object.keys(anyContract()), "__proto__", "toString");
    fc.assert(fc.property(key, fc.jsonValue(), (name, value) => returnsOrRefuses(spoiled({ [name]: value }))));
  });
});
